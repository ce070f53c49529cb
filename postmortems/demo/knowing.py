"""What people of the demonstration know and say: runbooks and when they were looked at, who could restore
what, how prepared they were, thanks.
"""

import datetime as dt
from typing import Any

from accounts.models import Team, User
from postmortems.demo.telling import Story
from postmortems.preparedness.models import Preparedness
from postmortems.reviews.models import Review, Service
from postmortems.reviews.restoring import CouldRestore
from postmortems.shared import clock
from postmortems.thanks.models import Thanks

SAID_AGO = dt.timedelta(days=40)  # long ago enough to show its day, and it holds for a while still


def make_service(story: Story, *, team: Team | None) -> Service:
    """With a runbook (of a place that does not exist), and when somebody last looked whether it holds."""
    said: dict[str, Any] = {"team": team, "runbook_url": story.get("runbook", "")}
    if "runbook_checked_days_ago" in story:
        days = dt.timedelta(days=story["runbook_checked_days_ago"])
        said["runbook_checked_on"] = clock.today("UTC") - days
    return Service.objects.get_or_create(name=story["service"], defaults=said)[0]


def make_restorers(story: Story, *, service: Service, people: dict[str, User]) -> None:
    """Those who say of themselves that they could bring the service back; of some services few, as everywhere."""
    said = {"confirmed_at": clock.now() - SAID_AGO}
    for who in story.get("could_restore", ()):
        CouldRestore.objects.get_or_create(service=service, user=people[who], defaults=said)


def make_preparedness(story: Story, *, review: Review) -> None:
    if answers := story.get("prepared"):
        Preparedness.objects.create(review=review, said_by=review.owner, said_at=review.filed_at, **answers)


def make_thanks(story: Story, *, review: Review, people: dict[str, User]) -> None:
    day = clock.local(review.published_at or review.filed_at, "UTC").date()
    for one in story.get("thanks", ()):
        said = {"kind": one["kind"], "words": one["words"], "said_on": day}
        Thanks.objects.create(review=review, to=people[one["to"]], added_by=people[one["by"]], **said)
