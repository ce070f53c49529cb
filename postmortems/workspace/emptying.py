"""What lay in the trash for thirty days is forgotten, with its words, their history and the drafts about it."""

from django.db import models, transaction

from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.models import Dispute, Draft, Text, TextRevision
from postmortems.workspace.trash import KEPT, SORTS

AT_ONCE = 500


def empty_trash() -> int:
    """Forget it, some at a time; how many rows went. Run twice or stopped half-way, the rest goes the next time."""
    return sum(_forget_parts(name) for name in SORTS) + _forget_reviews()


def empty_whole_trash() -> None:
    """All of it, some at a time."""
    while empty_trash():
        pass


@transaction.atomic
def _forget_parts(name: str) -> int:
    rows = SORTS[name].model._base_manager.filter(deleted_at__lt=clock.now() - KEPT).order_by("pk")
    keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    _forget_words(name, keys)
    SORTS[name].model._base_manager.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def _forget_reviews() -> int:
    """Withdrawn ones with all they hold. One that joined another stays for ever: its address leads somewhere, and so
    does one that others joined.
    """
    old = Review.objects.filter(deleted_at__lt=clock.now() - KEPT, joined_to=None, joined=None).order_by("pk")
    keys = list(old.values_list("pk", flat=True)[:AT_ONCE])
    for name, sort in SORTS.items():
        _forget_words(name, list(sort.rows().filter(in_review__in=keys).values_list("pk", flat=True)))
    _forget_words("review", keys)
    Review.objects.filter(pk__in=keys).delete()
    return len(keys)


def _forget_words(kind: str, keys: list[int]) -> None:
    for model in (Text, TextRevision):
        rows: models.QuerySet[Text] | models.QuerySet[TextRevision] = model.objects.filter(owner_kind=kind)
        rows.filter(owner_id__in=keys).delete()
    targets = [f"{kind}:{pk}" for pk in keys]
    Draft.everything.filter(target__in=targets).delete()
    Dispute.objects.filter(target__in=targets).delete()
