"""What is said of an incident before anyone writes the review: its stamps, a leader's word, how much review it is
worth.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Power
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.reviews.followers import EASED, OVER, tell_followers
from postmortems.reviews.models import Depth, Incident, Participant, Review
from postmortems.reviews.services import move
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.wording.models import Text
from postmortems.wording.services import write_text
from postmortems.workspace.asking import asked_by
from postmortems.workspace.fragments import ACKNOWLEDGEMENT, INCIDENT
from postmortems.workspace.standing import PRESSES

SLOT = "acknowledgement"
TOLD = {"mitigated_at": EASED, "resolved_at": OVER}  # what whoever follows hears of a stamp


class NotNow(Exception):
    """This cannot be said of the incident; the message says why, to a person."""


@transaction.atomic
def stamp(*, review: Review, name: str, takes_back: bool, actor: User) -> Incident:
    """Stamp the incident with the present moment, or take a stamp away again. The first stamp counts: pressing twice
    moves nothing. Raises NotNow.
    """
    incident = review.incidents.select_for_update().first()
    if incident is None or (name, takes_back) not in PRESSES:
        raise NotNow(_("There is nothing to stamp here."))
    changed = _stamped(incident, name, None if takes_back else clock.now())
    if changed:
        incident.save(update_fields=changed)
        verb = "took a stamp back" if takes_back else "stamped"
        record(verb=verb, chain=f"review:{review.pk}", actor=actor, fields=tuple(changed))
        announce(room=f"review:{review.pk}", topic=INCIDENT, object_id=incident.pk)
        if not takes_back:
            tell_followers(review=review, what=TOLD[name], actor=actor)
    return incident


def _stamped(incident: Incident, name: str, moment: dt.datetime | None) -> list[str]:
    """Set the stamp where that says something new; a stamp pressed just now is no estimate."""
    if bool(getattr(incident, name)) == bool(moment):
        return []
    if moment and incident.started_at and moment < incident.started_at:
        raise NotNow(_("It has not begun yet on the record. The facts say since when people felt it."))
    setattr(incident, name, moment)
    if name in incident.about:
        incident.about = [other for other in incident.about if other != name]
        return [name, "about"]
    return [name]


def may_acknowledge(user: User, review: Review, standing: Text | None, *, part: Participant | None) -> bool:
    """Whether this person may say a leader's word: whoever leads a team, takes part as a leader or keeps the review,
    as long as the page is no document yet. What one leader said is theirs to change. `review` comes from the gate.
    """
    if review.is_settled or (standing and standing.body and standing.changed_by_id != user.pk):
        return False
    is_leader = part is not None and part.role == Participant.Role.LEADER
    return is_leader or Power.STEER in review.powers or bool(getattr(review, "leads_a_team", False))


@transaction.atomic
def acknowledge(*, review: Review, body: str, base_version: int, author: User) -> Text:
    """Keep a leader's word at the top of the review. Raises BlameRefused where it blames others, and Conflict."""
    text = write_text(kind="review", pk=review.pk, slot=SLOT, body=body, base_version=base_version, author=author)
    record(verb="acknowledged", chain=f"review:{review.pk}", actor=author, fields=(SLOT,))
    announce(room=f"review:{review.pk}", topic=ACKNOWLEDGEMENT, object_id=review.pk)
    return text


@transaction.atomic
def decide_depth(*, review: Review, depth: str, reason: str, actor: User, signs: Sequence[str] = ()) -> Review:
    """Keep how much review it is worth, why, and which signs were ticked; a review that was only on record is now being
    written. What it asks follows the depth, and nothing that was written goes away.
    """
    review.depth, review.depth_reason, review.signs = Depth(depth), reason, list(signs)
    review.template, review.sections = asked_by(review.kind, depth)
    review.depth_decided_at = review.depth_decided_at or clock.now()
    changed = ("depth", "depth_reason", "depth_decided_at", "signs", "template", "sections")
    review.save(update_fields=changed)
    record(verb="decided the depth", chain=f"review:{review.pk}", actor=actor, fields=changed)
    if review.state == State.INCIDENT:
        return move(review=review, to=State.DRAFT, actor=actor, powers=review.powers)
    return review


@transaction.atomic
def ask_for_closer_look(*, review: Review, actor: User) -> None:
    """Anybody who may see it can ask for more review; the first time counts. Who decides sees it as a sign."""
    if Review.objects.filter(pk=review.pk, closer_look_at=None).update(closer_look_at=clock.now()):
        record(verb="asked for a closer look", chain=f"review:{review.pk}", actor=actor, fields=("closer_look_at",))
