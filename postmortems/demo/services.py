"""Making the demonstration: its people, and the stories that are not there yet."""

import datetime as dt

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.demo.accounts import EVERYBODY
from postmortems.demo.knowing import make_preparedness, make_restorers, make_service, make_thanks
from postmortems.demo.looking_back import make_looked_back
from postmortems.demo.meetings import make_meeting
from postmortems.demo.notes import make_notes
from postmortems.demo.parts import make_actions, make_events, make_factors
from postmortems.demo.people import make_people, make_team
from postmortems.demo.reports import make_reports
from postmortems.demo.telling import Story, stories
from postmortems.library.known_words import learn_all
from postmortems.reviews.models import Incident, Participant, Review
from postmortems.shared import clock
from postmortems.shared.models import next_number
from postmortems.wording.services import write_text

A_DAY = dt.timedelta(days=1)


class PeopleOfItsOwn(Exception):
    """The database is somebody's real one: people with a public password have no place in it."""


@transaction.atomic
def make_demonstration() -> list[Review]:
    """Make people and reviews; gives the reviews that were not there before. Doing it again changes nothing.

    Raises PeopleOfItsOwn, with nothing changed, where there are people and none of them is the demonstration's.
    """
    ours = User.objects.filter(email__in=[account.email for account in EVERYBODY])
    if User.objects.exists() and not ours.exists():
        raise PeopleOfItsOwn
    people = make_people()
    make_reports(people)
    made = []
    for name, story in stories().items():
        external_id = f"demo:{name}"
        if not Review.objects.filter(external_id=external_id).exists():
            made.append(tell(story=story, external_id=external_id, people=people))
    make_looked_back(people)
    learn_all()  # so that the first search knows them, not the one after the worker's next look
    return made


def tell(*, story: Story, external_id: str, people: dict[str, User]) -> Review:
    """One story as a review with everything that belongs to it."""
    review = _review(story, external_id, people)
    _incident(story, review, people)
    for part in story["people"]:
        ready_at = review.filed_at if part.get("ready") else None
        Participant.objects.create(review=review, user=people[part["who"]], role=part["role"], ready_at=ready_at)
    for slot, body in story["texts"].items():
        write_text(kind="review", pk=review.pk, slot=slot, body=body, base_version=0, author=review.owner)
    if word := story.get("leader"):
        write_text(
            kind="review",
            pk=review.pk,
            slot="acknowledgement",
            body=word["says"],
            base_version=0,
            author=people[word["who"]],
        )
    events = make_events(story["events"], review=review, author=people[story["filed_by"]])
    factors = make_factors(story["factors"], review=review, events=events, people=people)
    make_actions(story["actions"], review=review, factors=factors, people=people)
    make_notes(story, review=review, people=people)
    make_preparedness(story, review=review)
    make_thanks(story, review=review, people=people)
    make_meeting(review)
    record(verb="told as an example", chain=f"review:{review.pk}", actor=review.owner)
    return review


def _review(story: Story, external_id: str, people: dict[str, User]) -> Review:
    """Filed some days ago, so that what follows from its dates can be seen today."""
    return Review.objects.create(
        number=next_number("review"),
        title=story["title"],
        state=story["state"],
        depth=story.get("depth", ""),
        depth_reason=story.get("depth_reason", ""),
        depth_decided_at=_days_ago(story["filed_days_ago"]) + A_DAY if story.get("depth") else None,
        state_reason=story.get("state_reason", ""),
        owner=people[story["owner"]],
        facilitator=people[story["facilitator"]] if "facilitator" in story else None,
        team=make_team(story["team"]),
        source_url=story["source"],
        external_id=external_id,
        filed_by=people[story["filed_by"]],
        filed_at=_days_ago(story["filed_days_ago"]),
        meeting_at=_meeting(story),
        published_at=_days_ago(story["published_days_ago"]) if "published_days_ago" in story else None,
        closed_at=_days_ago(story["closed_days_ago"]) if "closed_days_ago" in story else None,
    )


def _meeting(story: Story) -> dt.datetime | None:
    """A meeting some days ago, or in some working days at two in the afternoon."""
    if "meeting_days_ago" in story:
        return _days_ago(story["meeting_days_ago"])
    if "meeting_in" not in story:
        return None
    day = clock.add_working_days(clock.today("UTC"), story["meeting_in"], [1, 2, 3, 4, 5])
    return clock.at(day, dt.time(14, 0), "UTC")


def _days_ago(days: int) -> dt.datetime:
    return clock.now() - dt.timedelta(days=days)


def _incident(story: Story, review: Review, people: dict[str, User]) -> None:
    stamps = dict(story["stamps"])
    service = make_service(story, team=review.team)
    incident = Incident.objects.create(
        review=review,
        noticed=story["noticed"],
        severity=story["severity"],
        found_by=story.get("found_by", ""),
        about=stamps.pop("about", []),
        **stamps,
    )
    incident.services.add(service)
    make_restorers(story, service=service, people=people)
