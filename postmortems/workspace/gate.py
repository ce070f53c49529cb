"""What has to be settled before a review is shared. Each open point is a door to the place where it is settled."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.reviews.models import Review
from postmortems.wording.models import Text
from postmortems.wording.policy import PUBLISHABLE


@dataclass(frozen=True)
class OpenPoint:
    """Something that publishing waits for."""

    text: str
    href: str


def open_points(review: Review) -> list[OpenPoint]:
    """Words that neither passed the guard nor were allowed by the facilitator (PRACTICE.md section 1, gate a). Four
    queries at most.
    """
    page = reverse("review", args=[review.ref])
    points = []
    if review.title_state not in PUBLISHABLE:
        points.append(OpenPoint(_("The title still ends with a person."), reverse("facts", args=[review.ref])))
    for text in Text.objects.filter(owner_kind="review", owner_id=review.pk).exclude(body_state__in=PUBLISHABLE):
        points.append(
            OpenPoint(_("A section still ends with a person."), reverse("text", args=[review.ref, text.slot]))
        )
    for factor in review.factors.alive().exclude(sentence_state__in=PUBLISHABLE):
        points.append(OpenPoint(_("A condition waits to be settled."), f"{page}#factor-{factor.pk}"))
    for action in review.actions.alive().exclude(sentence_state__in=PUBLISHABLE):
        points.append(OpenPoint(_("An action item waits to be settled."), f"{page}#action-{action.pk}"))
    return points
