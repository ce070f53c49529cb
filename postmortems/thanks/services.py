"""Saying thanks, and keeping them between two."""

from typing import Any

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.thanks.models import Thanks


@transaction.atomic
def say_thanks(*, review: Review, actor: User, form_key: Any, **said: Any) -> Thanks:
    """Keep one sentence of thanks; the same form sent twice is one. `said`: words, kind, to, is_private. Belongs inside
    the transaction of a card that became it, if there is one.
    """
    kept = {"review": review, "said_on": clock.today(actor.zone), "added_by": actor, **said}
    thanks, is_new = Thanks.objects.get_or_create(form_key=form_key, defaults=kept)
    if is_new:
        record(verb="kept thanks", chain=f"review:{review.pk}", actor=actor, target=f"thanks:{thanks.pk}")
    return thanks


@transaction.atomic
def keep_between_two(*, thanks: Thanks, is_private: bool, actor: User) -> None:
    """Whoever is thanked decides whether others read it."""
    if Thanks.objects.filter(pk=thanks.pk).exclude(is_private=is_private).update(is_private=is_private):
        record(
            verb="changed who reads thanks",
            chain=f"review:{thanks.review_id}",
            actor=actor,
            target=f"thanks:{thanks.pk}",
            fields=("is_private",),
        )
