"""What the rows themselves say about how much review an incident is worth."""

from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Incident, Review
from postmortems.workspace.depth import Sign

TWICE_BEFORE = 2


def signs_of(review: Review) -> list[str]:
    """The signs that need nobody to name them: a customer found it, somebody asked for a closer look, or the same kind
    of condition is there for the third time. Two queries, and one for each kind.
    """
    found = []
    if review.incidents.filter(found_by=Incident.FoundBy.CUSTOMER).exists():
        found.append(Sign.CUSTOMER)
    if review.closer_look_at:
        found.append(Sign.ASKED)
    if _happened_before(review):
        found.append(Sign.AGAIN)
    return [str(sign) for sign in found]


def _happened_before(review: Review) -> bool:
    codes = review.factors.alive().exclude(code="").values_list("code", flat=True).distinct()
    earlier = ContributingFactor.objects.alive().filter(
        review__number__lt=review.number, review__deleted_at=None, review__visibility="everyone"
    )
    return any(
        earlier.filter(code=code).values("review").distinct()[:TWICE_BEFORE].count() == TWICE_BEFORE for code in codes
    )
