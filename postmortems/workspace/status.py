"""The status that goes to others while an incident happens, in four lines."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from postmortems.reviews.models import Incident, Review
from postmortems.reviews.moments import plain_moment
from postmortems.shared import clock
from postmortems.shared.copying import Marked, Paper, Part, spoken
from postmortems.timeline.queries import told
from postmortems.wording.queries import texts_of
from postmortems.workspace.standing import Phase, Standing, next_word_at, standing

LONGEST = 280  # characters of what is known; a status is read on a phone


def status_paper(review: Review, *, href: str) -> Paper:
    """What people felt, how it is now, what is known, when they hear more. Times on the review's clock."""
    incident = review.incidents.first()
    if incident is None:
        return Paper(subject=f"{review.ref} {review.title}", parts=(Part(paragraphs=(_known(review),)),), href=href)
    where = standing(incident, filed_at=review.filed_at)
    lines = (_felt(incident, review), _now(where, review), _known(review), _next(where, review))
    return Paper(subject=f"{review.ref} {review.title}", parts=(Part(paragraphs=lines),), href=href)


def _felt(incident: Incident, review: Review) -> str:
    words = Truncator(" ".join(incident.noticed.split()) or review.title).chars(LONGEST)
    if incident.started_at is None:
        return _("What people felt: %(words)s") % {"words": words}
    since = plain_moment(incident.started_at, now=clock.now(), zone=review.zone)
    about = _("about %(time)s") % {"time": since} if "started_at" in incident.about else since
    return _("What people felt, since %(time)s: %(words)s") % {"words": words, "time": about}


def _now(where: Standing, review: Review) -> str:
    if where.phase == Phase.OPEN or where.since is None:
        return _("Now: people still feel it.")
    since = plain_moment(where.since, now=clock.now(), zone=review.zone)
    if where.phase == Phase.EASED:
        return _("Now: eased since %(time)s, not over yet.") % {"time": since}
    return _("Now: over since %(time)s.") % {"time": since}


def _known(review: Review) -> str:
    summary = texts_of(kind="review", pk=review.pk).get("summary")
    last = None if summary and summary.body else told(review).last()
    words = summary.body if summary and summary.body else last.body if last else ""
    said = Truncator(" ".join(spoken(Marked(words)).split())).chars(LONGEST)
    return _("What we know: %(words)s") % {"words": said or _("not much yet, we are looking.")}


def _next(where: Standing, review: Review) -> str:
    now = clock.now()
    at = next_word_at(where.phase, now, meeting_at=review.meeting_at)
    if at is None:
        return _("Next word: with the review.")
    time = plain_moment(at, now=now, zone=review.zone)
    if where.phase == Phase.OVER:
        return _("We talk it through: %(time)s.") % {"time": time}
    return _("Next word: at %(time)s (%(zone)s).") % {"time": time, "zone": review.zone}
