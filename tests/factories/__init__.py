"""Rows for tests, made the way the application makes them: through real models, on the real database."""

import datetime as dt
import itertools

import factory
from django.db import transaction

from accounts.models import Membership, Team, User
from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.questions.models import Question
from postmortems.reviews.models import Incident, Review
from postmortems.shared import clock
from postmortems.shared.models import next_number
from postmortems.timeline.models import TimelineEvent

_people = itertools.count(1)


def _number() -> int:
    with transaction.atomic():  # of its own, for tests that really commit
        return next_number("review")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    display_name = factory.LazyFunction(lambda: f"Person {next(_people)}")
    email = factory.LazyAttribute(lambda o: f"{o.display_name.lower().replace(' ', '.')}@example.org")
    zone = "Europe/Berlin"


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Review

    number = factory.LazyFunction(_number)
    title = "Checkout unavailable for 47 minutes"
    filed_at = factory.LazyFunction(clock.now)
    zone = "Europe/Berlin"


class IncidentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Incident

    review = factory.SubFactory(ReviewFactory)
    noticed = "Customers could not pay"


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TimelineEvent

    review = factory.SubFactory(ReviewFactory)
    body = "Config `edge-4412` reaches all regions."
    html = factory.LazyAttribute(lambda o: f"<p>{o.body}</p>")
    occurred_at = dt.datetime(2026, 11, 19, 13, 2, tzinfo=dt.UTC)
    written_at = factory.LazyFunction(clock.now)
    zone = "Europe/Berlin"


class FactorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContributingFactor

    review = factory.SubFactory(ReviewFactory)
    sentence = "Health checks measured the load balancer, not the pool behind it"
    written_at = factory.LazyFunction(clock.now)


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActionItem

    review = factory.SubFactory(ReviewFactory)
    sentence = "Make the push tool refuse a drained pool"
    due_on = dt.date(2026, 11, 26)
    first_due_on = factory.SelfAttribute("due_on")
    touched_at = factory.LazyFunction(clock.now)
    written_at = factory.LazyFunction(clock.now)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    review = factory.SubFactory(ReviewFactory)
    body = "Why did the drain list have no owner?"
    asked_at = factory.LazyFunction(clock.now)
