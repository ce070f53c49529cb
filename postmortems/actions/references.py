"""action-12 in a text: its sentence, unless the guard holds it, and where it stands."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import State
from postmortems.reviews.access import visible_to
from postmortems.wording.policy import PUBLISHABLE
from postmortems.wording.references import Kind, Target


def rows(user: User) -> QuerySet[ActionItem]:
    return ActionItem.objects.alive().filter(review__in=visible_to(user), sentence_state__in=PUBLISHABLE)


def address(target: Target) -> str:
    return reverse("action", args=[target.number])


def label(state: str) -> str:
    return str(State(state).label)


ACTION = Kind(rows=rows, address=address, label=label, state="state")
