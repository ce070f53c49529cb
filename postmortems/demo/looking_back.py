"""What a year of looking back left in the demonstration: three rounds of the team pulse, the look-back switched on, a
theme review over the stories that belong together, and which teams read what was shared.
"""

import datetime as dt
import uuid
from collections.abc import Sequence

from accounts.models import Team, User
from postmortems.followup.models import ReminderRules
from postmortems.library.collecting import start_theme
from postmortems.pulse.counting import raised
from postmortems.pulse.models import PulseSums, PulseSwitch
from postmortems.pulse.questions import QUESTIONS
from postmortems.pulse.rounds import EVERY, LASTS, later
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.workspace.reach import TeamRead

OVER_SINCE = dt.timedelta(days=10)
TITLE = "A way back is walked for the first time on the day it is needed"
TRIED_LATE = ("aws_ebs_2011", "github_2018", "roblox_2021", "gitlab_2017")
# What each of five answered to the seven questions in their order, the oldest round first.
ROUNDS: Sequence[Sequence[str]] = (
    ("4233332", "3323434", "4342323", "3233334", "2424243"),
    ("3343334", "3333424", "3342324", "2334334", "2434243"),
    ("2424244", "2434334", "3342424", "1435244", "2424345"),
)


def make_looked_back(people: dict[str, User]) -> None:
    """Once: what an administrator chose since stays as it is."""
    ReminderRules.objects.get_or_create(pk=1, defaults={"sends_look_back": True})
    _theme(people["mina"])
    if PulseSwitch.objects.exists():
        return
    _read()
    first_on = later(clock.today("UTC") - LASTS - OVER_SINCE, -EVERY * (len(ROUNDS) - 1))
    PulseSwitch.objects.create(pk=1, is_on=True, first_on=first_on)
    team = Team.objects.get(memberships__user=people["sven"])
    for place, answers in enumerate(ROUNDS):
        PulseSums.objects.create(team=team, asked_on=later(first_on, EVERY * place), given=_sums(answers))


def _theme(mina: User) -> None:
    told = Review.objects.filter(external_id__in=[f"demo:{name}" for name in TRIED_LATE]).order_by("number")
    start_theme(reviews=list(told), title=TITLE, actor=mina, form_key=uuid.uuid5(uuid.NAMESPACE_URL, "demo:theme"))


def _read() -> None:
    """Each shared story its own team, and every second one every team."""
    shared, teams = Review.objects.exclude(published_at=None).order_by("number"), list(Team.objects.all())
    for place, review in enumerate(shared):
        who = teams if place % 2 else [team for team in teams if team.pk == review.team_id]
        TeamRead.objects.bulk_create([TeamRead(review=review, team=team) for team in who], ignore_conflicts=True)


def _sums(answers: Sequence[str]) -> dict[str, list[int]]:
    given: dict[str, list[int]] = {}
    for one in answers:
        given = raised(given, {question.slug: int(said) for question, said in zip(QUESTIONS, one, strict=True)})
    return given
