"""factor-12 in a text: its sentence, unless the guard holds it, and which way it worked."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from postmortems.factors.models import ContributingFactor
from postmortems.factors.taxonomy import Sign
from postmortems.reviews.access import visible_to
from postmortems.wording.policy import PUBLISHABLE
from postmortems.wording.references import Kind, Target


def rows(user: User) -> QuerySet[ContributingFactor]:
    return ContributingFactor.objects.alive().filter(review__in=visible_to(user), sentence_state__in=PUBLISHABLE)


def address(target: Target) -> str:
    return f"{reverse('review', args=[target.review])}#factor-{target.number}"


def label(sign: str) -> str:
    return str(Sign(sign).label)


FACTOR = Kind(rows=rows, address=address, label=label, state="sign")
