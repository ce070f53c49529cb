"""Putting something on record, and moving a review through its life."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Team, User
from accounts.roles import Power
from postmortems.audit.services import record
from postmortems.reviews.models import Incident, Kind, Participant, Review, Service
from postmortems.reviews.states import State, find_move
from postmortems.shared import clock
from postmortems.shared.models import next_number

TITLE_LENGTH = 120


class CannotMove(Exception):
    """This review cannot go there now; the message says why, to a person."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What somebody says at four in the morning."""

    noticed: str
    since: dt.datetime | None
    is_about: bool = False
    service: str = ""
    kind: str = Kind.INCIDENT


def put_on_record(*, report: Report, reporter: User, form_key: uuid.UUID, actor: User | None = None) -> Review:
    """Make a review with one incident from the report. The same `form_key` again gives the review it made at first.
    `actor` is who does it where that is not the reporter.
    """
    earlier = Review.objects.filter(form_key=form_key, filed_by=reporter)
    if found := earlier.first():
        return found
    try:
        return _put(report=report, reporter=reporter, form_key=form_key, actor=actor or reporter)
    except IntegrityError:
        if found := earlier.first():  # sent twice at once: the other one was first
            return found
        raise


@transaction.atomic
def _put(*, report: Report, reporter: User, form_key: uuid.UUID, actor: User) -> Review:
    service = service_called(report.service)
    review = Review.objects.create(
        number=next_number("review"),
        title=title_from(report.noticed),
        kind=report.kind,
        team=_team_for(service, reporter),
        zone=reporter.zone,
        filed_by=reporter,
        owner=reporter,
        filed_at=clock.now(),
        form_key=form_key,
    )
    incident = Incident.objects.create(
        review=review,
        noticed=report.noticed,
        started_at=report.since,
        about=["started_at"] if report.is_about and report.since else [],
    )
    if service:
        incident.services.add(service)
    Participant.objects.create(review=review, user=reporter, role=Participant.Role.NARRATOR)
    record(verb="put on record", chain=f"review:{review.pk}", actor=actor)
    return review


def title_from(noticed: str) -> str:
    """A first title: the first line of what was noticed, cut at a word."""
    line = next((line for line in noticed.splitlines() if line.strip()), _("Untitled")).strip()
    return line if len(line) <= TITLE_LENGTH else line[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def service_called(name: str) -> Service | None:
    """The service of that name, whatever the case; a new name becomes a new service."""
    name = " ".join(name.split())[:80]
    if not name:
        return None
    return Service.objects.filter(name__iexact=name).first() or Service.objects.get_or_create(name=name)[0]


def _team_for(service: Service | None, reporter: User) -> Team | None:
    if service and service.team_id:
        return service.team
    first = Membership.objects.filter(user=reporter).select_related("team").order_by("pk").first()
    return first.team if first else None


@transaction.atomic
def move(*, review: Review, to: str, actor: User, powers: frozenset[Power], reason: str = "") -> Review:
    """Move a review to another state by the table in states.py. Raises CannotMove, with nothing changed.

    What a move brings with it in other slices (publishing, closing) is orchestrated by `workspace.sharing`.
    """
    review = Review.objects.select_for_update().get(pk=review.pk)
    found = find_move(review.state, to)
    if found is None:
        raise CannotMove(_("This review has moved on. Here is where it stands now."))
    if found.needs not in powers:
        raise CannotMove(_("The owner or the facilitator of the review decides that."))
    if found.asks == "reason" and not reason.strip():
        raise CannotMove(_("One sentence says why, for those who come later."))
    review.state_before, review.state = review.state, State(to)
    changed = ["state", "state_before", *_stamp(review)]
    if found.asks == "reason":
        review.state_reason = reason.strip()
        changed.append("state_reason")
    review.save(update_fields=changed)
    record(verb=f"moved to {to}", chain=f"review:{review.pk}", actor=actor, fields=tuple(changed))
    return review


def _stamp(review: Review) -> list[str]:
    """Set the date that belongs to the new state, once; the names of what was set."""
    if review.state == State.PUBLISHED and review.published_at is None:
        review.published_at = clock.now()
        return ["published_at"]
    if review.state == State.CLOSED:
        review.closed_at = clock.now()
        return ["closed_at"]
    return []
