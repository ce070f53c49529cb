"""The quiet card of days on a review's page, and what is good to have before people meet."""

from typing import Any

from django.utils.translation import gettext as _

from postmortems.reviews.models import Incident, Kind, Review
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.workspace.timebox import Holds, Target, targets


def section(review: Review, *, incident: Incident | None, is_acknowledged: bool, rows: list[Any]) -> dict[str, Any]:
    """No query. `rows` are the entries of the story as the page shows them."""
    return {"targets": _targets(review, incident, is_acknowledged), "before_meeting": before(review, incident, rows)}


def _targets(review: Review, incident: Incident | None, is_acknowledged: bool) -> list[Target]:
    if review.kind == Kind.INCIDENT and incident and incident.resolved_at is None and review.state == State.INCIDENT:
        return []  # it is not over: nothing of this is asked yet
    holds = Holds(
        over_at=(incident and incident.resolved_at) or review.filed_at,
        filed_at=review.filed_at,
        zone=review.zone,
        meeting_at=review.meeting_at,
        depth=review.depth,
        is_acknowledged=is_acknowledged or review.kind != Kind.INCIDENT,
        is_owned=review.owner_id is not None,
        is_settled=review.is_settled,
    )
    return targets(holds, today=clock.today(review.zone))


def before(review: Review, incident: Incident | None, rows: list[Any]) -> list[str]:
    """What makes a meeting better and is not there yet, while what people saw is gathered."""
    if review.state != State.GATHERING:
        return []
    events = [row.event for row in rows]
    noticed = incident.detected_at if incident else None
    found = []
    if noticed and not any(event.occurred_at < noticed for event in events):
        found.append(_("The story begins only when it was noticed. What was an ordinary day before?"))
    if len({event.written_by_id for event in events}) < 2:
        found.append(_("One person tells it so far. What did somebody else see?"))
    return found
