"""Reading tags."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from postmortems.factors.tag import Tag, Tagged
from postmortems.factors.taxonomy import Code
from postmortems.library.excerpts import plain
from postmortems.library.models import SearchDocument
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.workspace.document_names import names_in


def all_tags(user: User) -> list[Tag]:
    """Every word, each with the number of reviews that this person may see and that carry it (`carried`); one query."""
    visible = visible_to(user).order_by().values("pk")
    carried = Count("uses__review", filter=Q(uses__review__in=visible), distinct=True)
    return list(Tag.objects.annotate(carried=carried).order_by("archived_at", "code", "name"))


@dataclass(frozen=True)
class Sortable:
    """A condition whose kind has kinds of the organisation's own below it."""

    factor: int
    words: str
    kind: str
    choices: list[Tag]
    chosen: int | None


@dataclass(frozen=True)
class TagsOf:
    """The tags of one review, those it could carry, and its conditions that could be sorted further."""

    tags: list[Tag]
    offered: list[Tag]
    conditions: list[Sortable]

    @property
    def kinds(self) -> list[tuple[str, Tag]]:
        """What each sorted condition is called."""
        return [(one.words, tag) for one in self.conditions for tag in one.choices if tag.pk == one.chosen]


def tags_of(review: Review) -> TagsOf:
    """Four queries at most."""
    carried = set(Tagged.objects.filter(review=review, factor=None).values_list("tag", flat=True))
    known = list(Tag.objects.all())
    offered = [tag for tag in known if not tag.code and (tag.archived_at is None or tag.pk in carried)]
    by_code: dict[str, list[Tag]] = {}
    for tag in known:
        if tag.code:
            by_code.setdefault(tag.code, []).append(tag)
    names = names_in([review])[review.pk]
    conditions = [_sortable(row, by_code[row.code], names.words(row.words)) for row in _conditions(review, by_code)]
    return TagsOf([tag for tag in offered if tag.pk in carried], offered, conditions)


def _conditions(review: Review, codes: dict[str, list[Tag]]) -> QuerySet[SearchDocument]:
    rows = SearchDocument.objects.filter(review=review, source="factor", code__in=codes)
    rows = rows.filter(is_settled=True) if review.is_settled else rows
    own = Tagged.objects.filter(factor=OuterRef("object_id")).values("tag")
    found: QuerySet[SearchDocument] = rows.annotate(own=Subquery(own[:1])).order_by("object_id")
    return found


def _sortable(row: SearchDocument, tags: list[Tag], words: str) -> Sortable:
    own = row.own  # type: ignore[attr-defined]
    choices = [tag for tag in tags if tag.archived_at is None or tag.pk == own]
    return Sortable(row.object_id, plain(words), str(Code(row.code).label), choices, own)
