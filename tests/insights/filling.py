"""Reviews, incidents and action items of every odd kind, the same ones each time: unknown and reversed stamps, dates
that moved, things let go, opened again or in the trash, and reviews that one reader may not see.
"""

import datetime as dt
import random
import uuid

from accounts.models import Team, User
from postmortems.actions.check import EffectCheck
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.states import Effect, InTheWay, State
from postmortems.preparedness.asked import QUESTIONS, Answer
from postmortems.preparedness.models import Preparedness
from postmortems.reviews.models import Incident, Review, Service
from postmortems.shared import clock
from postmortems.thanks.models import Kind, Thanks
from postmortems.thanks.services import say_thanks
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.services import write_text
from postmortems.workspace.reach import TeamRead
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory, ReviewFactory

SEED = 1961


def fill(*, author: User, other_team: Team, reviews: int = 14) -> None:
    """Every third review is shown to `other_team` alone."""
    dice = random.Random(SEED)
    for place in range(reviews):
        review = _review(dice, place, author, other_team)
        if place % 4:
            said = {name: dice.choice(["", *Answer.values]) for name in QUESTIONS}
            Preparedness.objects.create(review=review, said_at=clock.now(), **said)
        for _ in range(dice.randint(0, 2)):
            _incident(dice, review)
        factors = [FactorFactory(review=review, sign=dice.choice(["possible", "worse", "held_back"])) for _ in range(2)]
        factors[0].accepted_because = dice.choice(["", "The margin is known."])
        factors[0].save()
        for _ in range(dice.randint(0, 4)):
            action = _action(dice, review)
            action.factors.set(factors[: dice.randint(0, 2)])
        EventFactory(review=review, written_by=author)
        _what_comes_back(random.Random(SEED + place), review, author)
    TimelineEvent.objects.order_by("pk").first().delete()


def _review(dice: random.Random, place: int, author: User, other_team: Team) -> Review:
    filed = clock.now() - dt.timedelta(days=dice.randint(0, 400), hours=dice.randint(0, 23))
    is_shared = dice.random() < 0.6
    review = ReviewFactory(
        kind=dice.choice(["incident", "incident", "near_miss", "drill"]),
        filed_at=filed,
        state=dice.choice(["published", "closed"]) if is_shared else dice.choice(["incident", "draft", "closed"]),
        depth=dice.choice(["", "note", "full"]),
        depth_decided_at=dice.choice([None, filed + dt.timedelta(days=dice.randint(0, 20))]),
        published_at=min(filed + dt.timedelta(days=dice.randint(0, 40)), clock.now()) if is_shared else None,
        closed_at=filed + dt.timedelta(days=50),
        source_url=dice.choice(["", "", "https://example.org/told-there"]),
        owner=author,
        **({"visibility": "teams", "team": other_team} if place % 3 == 0 else {}),
    )
    if dice.random() < 0.5:
        write_text(kind="review", pk=review.pk, slot="acknowledgement", body="I own it.", base_version=0, author=author)
    return review


def _what_comes_back(dice: random.Random, review: Review, author: User) -> None:
    """Thanks, kinds of condition and services: two of each, so that they meet."""
    for _ in range(dice.randint(0, 2)):
        said = {"kind": dice.choice(["", *Kind.values]), "to": author, "is_private": dice.random() < 0.3}
        thanks = say_thanks(review=review, actor=author, form_key=uuid.uuid4(), words="for the calm", **said)
        Thanks.objects.filter(pk=thanks.pk).update(said_on=clock.today("UTC") - dt.timedelta(days=dice.randint(0, 300)))
    for team in dice.sample(list(Team.objects.order_by("pk")), dice.randint(0, 2)) if review.published_at else ():
        TeamRead.objects.create(review=review, team=team)
    earlier = Review.objects.filter(number__lt=review.number).order_by("number").last()
    if dice.random() < 0.4 and earlier:
        said = {"body": f"As in {earlier.ref}.", "base_version": 0, "author": author}
        write_text(kind="review", pk=review.pk, slot="lessons", **said)
    for code in ("OBS", "CAP"):
        gone = dice.choice([None, None, None, clock.now()])
        FactorFactory(review=review, code=dice.choice([code, code, ""]), deleted_at=gone)
    for incident in review.incidents.all():
        name = dice.choice(["Pool", "Queue"])
        incident.services.add(Service.objects.get_or_create(name=name)[0])


def _incident(dice: random.Random, review: Review) -> Incident:
    begins = review.filed_at - dt.timedelta(minutes=dice.randint(0, 3000))
    stamps = {name: begins + dt.timedelta(minutes=dice.choice([0, 1, 30, 300, 5000])) for name in Incident.STAMPS}
    for name in Incident.STAMPS:
        if dice.random() < 0.25:
            stamps[name] = None
    if stamps["resolved_at"] and stamps["started_at"] and stamps["resolved_at"] < stamps["started_at"]:
        stamps["resolved_at"] = None  # the database refuses that one; the others may be reversed
    return IncidentFactory(review=review, found_by=dice.choice(["", *Incident.FoundBy.values]), **stamps)


def _action(dice: random.Random, review: Review) -> ActionItem:
    today, state = clock.today("UTC"), dice.choice(State.values)
    due = dice.choice([None, today + dt.timedelta(days=dice.randint(-380, 30))])
    accepted = clock.now() - dt.timedelta(days=dice.randint(0, 390))
    done = today - dt.timedelta(days=dice.randint(0, 200)) if state == State.DONE or dice.random() < 0.1 else None
    action = ActionFactory(
        review=review,
        state=state,
        reason="Something else came first.",
        due_on=due,
        first_due_on=due,
        accepted_at=accepted if state != State.OFFERED and dice.random() < 0.9 else None,
        done_on=done if state == State.DONE else None,
        first_done_on=dice.choice([done, done - dt.timedelta(days=9)]) if done else None,
        strength=dice.choice([None, 1, 2, 3]),
        deleted_at=clock.now() if dice.random() < 0.1 else None,
        touched_at=clock.now() - dt.timedelta(days=dice.randint(0, 30)),
    )
    for _ in range(dice.randint(0, 2) if due else 0):
        reason = dice.choice(["", *InTheWay.values])
        Replan.objects.create(action=action, now_on=due, in_the_way=reason, moved_at=clock.now())
    if action.done_on:
        effect = dice.choice(["", *Effect.values])
        planned = action.done_on + dt.timedelta(days=30)
        answered = planned + dt.timedelta(days=3) if effect else None
        EffectCheck.objects.create(action=action, days=30, planned_on=planned, effect=effect, answered_on=answered)
    return action
