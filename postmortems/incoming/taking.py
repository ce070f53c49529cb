"""A message that was believed becomes an incident on record, or tells the story of one. Nothing twice."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.incoming.commands import read_command
from postmortems.incoming.kinds import Kind, Outcome
from postmortems.incoming.mails import read_mail
from postmortems.incoming.message import Message, NotUnderstood
from postmortems.incoming.models import Arrival, Endpoint, Thread
from postmortems.incoming.payloads import read_message
from postmortems.incoming.telling import tell
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.services import Report, put_on_record
from postmortems.shared import clock

# A matter that was silent for so long is over; the same group firing again is another incident.
SAME_MATTER = dt.timedelta(hours=24)
KEPT = dt.timedelta(days=90)  # as long as a message can be known again
UNNAMED = _("Something fired")


@dataclass(frozen=True)
class Taken:
    """What became of a message."""

    outcome: Outcome
    review: Review | None = None


@transaction.atomic
def take(*, endpoint: Endpoint, body: bytes) -> Taken:
    """Take a message in, once. Raises NotUnderstood for a mail of somebody who is not here."""
    endpoint = Endpoint.objects.select_for_update(of=("self",)).select_related("owner", "service").get(pk=endpoint.pk)
    now, digest = clock.now(), hashlib.sha256(body).hexdigest()
    Endpoint.objects.filter(pk=endpoint.pk).update(heard_at=now)
    if before := endpoint.arrivals.filter(digest=digest).select_related("review").first():
        _still_heard(endpoint, before, now)
        return Taken(Outcome.NOTHING_NEW, before.review)
    try:
        message = _read(endpoint, body, now)
        taken, told = _act(endpoint, message, digest, now)
    except NotUnderstood:
        message, taken, told = Message(left=1), Taken(Outcome.NOT_UNDERSTOOD), 0
    values = {"outcome": taken.outcome, "review": taken.review, "entries": told, "left": message.left}
    Arrival.objects.create(endpoint=endpoint, digest=digest, heard_at=now, **values)
    endpoint.arrivals.filter(heard_at__lt=now - KEPT).delete()
    endpoint.threads.filter(heard_at__lt=now - KEPT).delete()
    return taken


def _still_heard(endpoint: Endpoint, before: Arrival, now: dt.datetime) -> None:
    """An alert that is repeated word for word still goes on: its matter does not fall silent."""
    fresh = endpoint.threads.filter(review=before.review_id or 0, heard_at__gte=now - SAME_MATTER)
    fresh.update(heard_at=now)


def _read(endpoint: Endpoint, body: bytes, now: dt.datetime) -> Message:
    if endpoint.kind == Kind.MAIL:
        return read_mail(body)
    if endpoint.kind == Kind.COMMAND:
        return read_command(body)
    return read_message(endpoint.kind, body, paths=endpoint.paths, now=now)


def _act(endpoint: Endpoint, message: Message, digest: str, now: dt.datetime) -> tuple[Taken, int]:
    """Open or feed; gives how many entries are new as well."""
    if message.is_test:
        return Taken(Outcome.TEST), 0
    review, is_new = _review_of(endpoint, message, now), False
    if review is None and message.may_open:
        review, is_new = _open(endpoint, message, digest), True
    if review is None:
        return Taken(Outcome.NOTHING_OPEN), 0
    if message.group:
        values = {"review": review, "heard_at": now}
        Thread.objects.update_or_create(endpoint=endpoint, group=_hashed(message.group), defaults=values)
    told = tell(review=review, endpoint=endpoint, entries=message.entries)
    if is_new:
        return Taken(Outcome.OPENED, review), told
    if told:
        return Taken(Outcome.ADDED, review), told
    return Taken(Outcome.NOT_UNDERSTOOD if message.left else Outcome.NOTHING_NEW, review), told


def _review_of(endpoint: Endpoint, message: Message, now: dt.datetime) -> Review | None:
    """The review of this matter; for what names none, the youngest incident of the service that goes on."""
    if message.group:
        thread = endpoint.threads.filter(group=_hashed(message.group), review__deleted_at=None).select_related("review")
        found = thread.filter(heard_at__gte=now - SAME_MATTER).first()
        return found.review if found else None
    if endpoint.kind == Kind.COMMAND or endpoint.service_id is None:
        return None
    going_on = Incident.objects.filter(services=endpoint.service_id, resolved_at=None, review__deleted_at=None)
    youngest = going_on.filter(review__filed_at__gte=now - SAME_MATTER).order_by("-pk").select_related("review").first()
    return youngest.review if youngest else None


def _open(endpoint: Endpoint, message: Message, digest: str) -> Review:
    """Put on record, in the name of the mail's sender or of whoever answers for the endpoint."""
    report = Report(
        noticed=message.noticed or str(UNNAMED),
        since=message.since,
        service=endpoint.service.name if endpoint.service else "",
    )
    once = uuid.uuid5(endpoint.key, digest)
    return put_on_record(report=report, reporter=_reporter(endpoint, message), form_key=once)


def _reporter(endpoint: Endpoint, message: Message) -> User:
    if endpoint.kind != Kind.MAIL:
        return endpoint.owner
    found = User.objects.filter(email__iexact=message.sender, is_active=True).first()
    if found is None:
        raise NotUnderstood
    return found


def _hashed(group: str) -> str:
    return hashlib.sha256(group.encode("utf-8", "replace")).hexdigest()
