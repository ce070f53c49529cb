"""A practice meeting: made-up things, seen by one person, gone when it ends. For trying the cockpit first."""

import datetime as dt
import secrets
import uuid

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from postmortems.audit.services import record
from postmortems.meeting.card import Card, Kind, State
from postmortems.meeting.inviting import visible_reviews
from postmortems.meeting.models import Agenda, Meeting
from postmortems.meeting.own_cards import tag
from postmortems.meeting.steering import start
from postmortems.reviews.models import Kind as ReviewKind
from postmortems.reviews.models import Review, Visibility
from postmortems.reviews.restricting import restrict
from postmortems.reviews.restriction import USUAL
from postmortems.reviews.services import Report, put_on_record
from postmortems.shared import clock
from postmortems.timeline.queries import told
from postmortems.timeline.services import Entry, add_event

# Minutes after it began, and what was told.
STORY = (
    (-30, gettext_lazy("An ordinary push, the third of the day.")),
    (0, gettext_lazy("The new config reaches all regions.")),
    (9, gettext_lazy("First customer report reaches support.")),
    (14, gettext_lazy("The channel is opened; the dashboard is green.")),
    (31, gettext_lazy("Somebody compares the pool with the balancer.")),
    (38, gettext_lazy("Rollback takes effect.")),
)
CARDS = (
    (Kind.MEMORY, gettext_lazy("I looked at the balancer, and it was green")),
    (Kind.MEMORY, gettext_lazy("The rollback command had another name than in the runbook")),
    (Kind.FACTOR, gettext_lazy("Health checks measure the load balancer, not the pool")),
    (Kind.FACTOR, gettext_lazy("The rollback command was renamed; the runbook was not")),
    (Kind.FACTOR, gettext_lazy("The drain list lives on a wiki page that nobody opens at two")),
    (Kind.HELPED, gettext_lazy("A second pool was warm")),
    (Kind.IDEA, gettext_lazy("Show the drain list in the push tool")),
)
MOST_ENTRIES = 100  # of a story that is rehearsed
FLAGGED = gettext_lazy("The release lead did not read the list")


@transaction.atomic
def begin_practice(*, actor: User, form_key: uuid.UUID, of: Meeting | None = None) -> Meeting:
    """A meeting that only this person sees, about a made-up review; or `of` a meeting to come, with its story, its
    length and its pinned questions. The same `form_key` again gives the same one.
    """
    if made := Meeting.objects.filter(form_key=form_key, facilitator=actor).first():
        return made
    told_about = next(iter(visible_reviews(of, actor)), None) if of else None
    review = _made_up(actor, told_about)
    taken_over = {"length": of.length, "pins": of.pins} if of else {}
    now = clock.now()
    meeting = Meeting.objects.create(
        starts_at=now,
        zone=actor.zone,
        facilitator=actor,
        is_practice=True,
        made_at=now,
        form_key=form_key,
        **taken_over,
    )
    Agenda.objects.create(meeting=meeting, review=review)
    start(meeting=meeting, actor=actor)
    _deal(meeting, review)
    return meeting


def _made_up(actor: User, of: Review | None) -> Review:
    began = clock.now() - dt.timedelta(days=1)
    noticed = (
        _("Rehearsal of %(ref)s") % {"ref": of.ref} if of else _("Practice: customers could not pay for half an hour")
    )
    report = Report(noticed=noticed, since=began, kind=ReviewKind.DRILL)
    review = put_on_record(report=report, reporter=actor, form_key=uuid.uuid4())
    review.visibility, review.team, review.facilitator = Visibility.PEOPLE, None, actor
    review.save(update_fields=["visibility", "team", "facilitator"])
    restrict(review=review, because=_("A rehearsal."), ends_on=clock.today(actor.zone) + USUAL, actor=actor)
    for at, words in _story(of, began):
        add_event(review=review, entry=Entry(occurred_at=at, body=words), author=actor, form_key=uuid.uuid4())
    return review


def _story(of: Review | None, began: dt.datetime) -> list[tuple[dt.datetime, str]]:
    """The made-up entries, or those that the review tells."""
    if of is None:
        return [(began + dt.timedelta(minutes=minutes), str(words)) for minutes, words in STORY]
    return list(told(of).values_list("occurred_at", "body")[:MOST_ENTRIES])


def _deal(meeting: Meeting, review: Review) -> None:
    """Cards of people who are not there: face down, and one in the tray."""
    dealt = [(kind, words, State.HIDDEN) for kind, words in CARDS] + [(Kind.FACTOR, FLAGGED, State.TRAY)]
    for kind, words, state in dealt:
        key = uuid.uuid4()
        nobody = tag(secrets.token_urlsafe(16), key)
        Card.objects.create(
            meeting=meeting, review=review, kind=kind, body=str(words), state=state, tag=nobody, form_key=key
        )


def throw_away(review: Review, *, actor: User) -> None:
    """The made-up review goes where nothing counts it."""
    review.deleted_at = clock.now()
    review.save(update_fields=["deleted_at"])
    record(verb="threw the practice away", chain=f"review:{review.pk}", actor=actor, fields=("deleted_at",))
