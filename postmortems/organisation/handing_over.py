"""Handing over what somebody owned when they leave: what is open goes on in other hands, as far as those may see it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from accounts.models import User
from postmortems.actions.bulk import MOST, OWNER, change_many
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.audit.services import record
from postmortems.live.services import ask_everybody_again
from postmortems.organisation.held import give_meetings, held_by, keep_going
from postmortems.organisation.people import make_inactive
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.reviews.states import State
from postmortems.shared.forms import OnceForm


@transaction.atomic
def leave(*, actor: User, person: User, to: User | None, form_key: uuid.UUID) -> "Handed | None":
    """Make somebody inactive, after what is open of theirs went to whoever takes over. What machines and everybody need
    goes to the actor where nobody does. Raises what make_inactive does, with nothing changed.
    """
    if actor.pk != person.pk:
        keep_going(person=person, to=to or actor, actor=actor)
    handed = hand_over_all(person=person, to=to, actor=actor, form_key=form_key) if to else None
    make_inactive(actor=actor, person=person)
    return handed


@dataclass(frozen=True)
class Handed:
    """How much went over, and how much stays because whoever takes over may not see it: to be given is not to see."""

    count: int
    stay: int


@transaction.atomic
def hand_over_all(*, person: User, to: User, actor: User, form_key: uuid.UUID) -> Handed:
    """Offer every open action item of theirs to somebody, and give them the unfinished reviews that they keep and the
    meetings that they would have led.
    """
    led = held_by(person).meetings
    given = give_meetings(person=person, to=to, actor=actor)
    mine = ActionItem.objects.alive().filter(owner=person, state__in=OPEN, review__deleted_at=None)
    kept = Review.objects.alive().filter(Q(owner=person) | Q(facilitator=person)).exclude(state=State.CLOSED)
    may_see = visible_to(to)
    items = list(mine.filter(review__in=may_see).order_by("pk")[:MOST])
    reviews = list(kept.filter(pk__in=may_see).order_by("pk"))
    there_was = mine.count() + kept.count()
    if items:
        change_many(items=items, what=OWNER, owner=to, actor=actor, form_key=form_key)
    _give_reviews(reviews, person, to, actor)
    went = len(items) + len(reviews) + given
    return Handed(count=went, stay=there_was + led - went)


def _give_reviews(reviews: Sequence[Review], person: User, to: User, actor: User) -> None:
    for review in reviews:
        names = [name for name in ("owner", "facilitator") if getattr(review, f"{name}_id") == person.pk]
        Review.objects.filter(pk=review.pk).update(**dict.fromkeys(names, to))
        record(verb="handed over", chain=f"review:{review.pk}", actor=actor, fields=tuple(names))
    if reviews:
        ask_everybody_again()


class LeaveForm(OnceForm):
    """Who takes over, before somebody is made inactive. Where nobody does, the key that makes it once is not needed."""

    use_required_attribute = False
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    to = PersonField(
        label=_("Who takes over?"),
        help_text=_("Action items are offered to them; reviews are theirs at once."),
        required=False,
        empty_label=_("nobody yet: it stays in their name"),
    )

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        others = User.objects.filter(is_active=True).exclude(pk=person.pk)
        self.fields["to"].queryset = others.order_by("display_name", "pk")  # type: ignore[attr-defined]

    def clean_form_key(self) -> uuid.UUID:
        return self.cleaned_data["form_key"] or uuid.uuid4()
