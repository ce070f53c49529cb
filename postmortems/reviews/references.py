"""PIR-118 in a text: its title and where it stands."""

from django.urls import reverse

from postmortems.reviews.access import visible_to
from postmortems.reviews.states import State
from postmortems.wording.references import Kind, Target


def address(target: Target) -> str:
    return reverse("review", args=[target.review])


def label(state: str) -> str:
    return str(State(state).label)


REVIEW = Kind(
    rows=visible_to,
    address=address,
    label=label,
    number="number",
    review="number",
    words="title",
    state="state",
    hidden="",
)
