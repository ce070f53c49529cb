"""A report becomes a review, joins one, or is looked at together with others. Its words go along as they stand then."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.audit.services import record
from postmortems.reports.answering import CHAIN, locked, target_of
from postmortems.reports.models import Report
from postmortems.reports.ways import Way
from postmortems.reviews.joining import join
from postmortems.reviews.models import Depth, Kind, Review
from postmortems.reviews.services import Report as Words
from postmortems.reviews.services import put_on_record

LEAST = 3  # reports that make a theme (PRACTICE.md section 1)


class NotEnough(Exception):
    """A theme needs three reports that are in no review yet."""


@transaction.atomic
def become_review(*, report: Report, kind: str, actor: User) -> Review:
    """Put it on record as a near miss or an incident. Asked twice, it is one."""
    report = locked(report)
    if report.review:
        return report.review
    words = Words(noticed=words_of(report), since=None, service=report.place, kind=kind)
    review = _put(words, by=report.reporter if report.way == Way.NAMED else None, actor=actor)
    _link(report, review, actor)
    return review


@transaction.atomic
def join_review(*, report: Report, into: Review, actor: User) -> Review:
    """Let it be a part of a review that the actor may see. Raises reviews.joining.CannotJoin, with nothing changed."""
    report = locked(report)
    if report.review:
        return report.review
    log = become_review(report=report, kind=Kind.NEAR_MISS, actor=actor)
    join(review=log, into=into, actor=actor)
    Report.objects.filter(pk=report.pk).update(review=into)
    return into


@transaction.atomic
def make_theme(*, reports: Sequence[Report], title: str, actor: User) -> Review:
    """One theme review over several reports. Raises NotEnough, with nothing changed."""
    held = [report for report in map(locked, reports) if report.review is None]
    if len(held) < LEAST:
        raise NotEnough
    told = "\n\n".join(f"{place}. {words_of(report)}" for place, report in enumerate(held, start=1))
    review = _put(Words(noticed=f"{title}\n\n{told}", since=None, kind=Kind.NEAR_MISS), by=None, actor=actor)
    review.depth, review.depth_reason = Depth.THEME, _("Several people told of the same thing.")
    review.save(update_fields=["depth", "depth_reason"])
    for report in held:
        _link(report, review, actor)
    return review


def words_of(report: Report) -> str:
    """What was told, and what kept it small or would help."""
    return "\n\n".join(part for part in (report.happened, report.helps) if part)


def _put(words: Words, *, by: User | None, actor: User) -> Review:
    """Who told it with their name has filed it, and was there. Otherwise nobody has: who facilitates keeps it."""
    review = put_on_record(report=words, reporter=by or actor, form_key=uuid.uuid4(), actor=actor)
    if by is None:
        review.participants.all().delete()
        review.filed_by = None
    review.facilitator = actor
    review.save(update_fields=["filed_by", "facilitator"])
    return review


def _link(report: Report, review: Review, actor: User) -> None:
    Report.objects.filter(pk=report.pk).update(review=review)
    record(verb="let a report become a review", chain=CHAIN, actor=actor, target=target_of(report), fields=("review",))
