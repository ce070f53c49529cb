"""Many people at once: every word that was accepted stands at the end, and a form that arrives ten times makes one."""

import datetime as dt
import html
import re
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.questions.models import Question
from postmortems.reviews.models import Review
from postmortems.shared.together import choices, together
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Draft, Text, TextRevision
from postmortems.wording.services import Conflict, write_text

pytestmark = pytest.mark.django_db(transaction=True)
FIELD = re.compile(r"<textarea[^>]*name=\"body\"[^>]*>\n?(.*?)</textarea>", re.DOTALL)
VERSION = re.compile(r"<input[^>]*name=\"base_version\"[^>]*value=\"(\d+)\"")
WRITERS, SAVES = 8, 20


def at_once(work, times):
    """Run it in as many threads, each with a connection of its own; errors come out."""
    errors, gate = [], threading.Barrier(times)

    def run(number):
        try:
            gate.wait()
            work(number)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def form_in(answered):
    page = answered.content.decode()
    return html.unescape(FIELD.search(page)[1]), VERSION.search(page)[1]


def test_eight_writers_in_one_text_lose_nothing(cast):
    """Each adds a sentence and saves; whoever comes second saves what is put together, without looking."""
    people, place = (
        [cast.owner, cast.facilitator, cast.involved, cast.teammate] * 2,
        {"kind": "review", "slot": "summary"},
    )
    met = []

    def write(number):
        for turn in range(SAVES):
            standing = Text.objects.filter(slot="summary").first()
            read, version = (standing.body, standing.version) if standing else ("", 0)
            words = f"{read} W{number}S{turn}."
            while True:
                try:
                    write_text(**place, pk=cast.review.pk, body=words, base_version=version, author=people[number])
                    break
                except Conflict as conflict:
                    met.append(number)
                    words = together(choices(theirs=conflict.theirs, mine=conflict.mine, read=read), {})
                    read, version = conflict.theirs, conflict.version

    at_once(write, WRITERS)
    check(WRITERS, SAVES)
    assert met


def test_eight_browsers_in_one_text_lose_nothing(cast):
    """The same through the pages, by what stands in the field and nothing else."""
    address = reverse("text", args=[cast.review.ref, "summary"])
    people = [cast.owner, cast.facilitator, cast.involved, cast.teammate] * 2
    clients = [browser(user) for user in people]

    def write(number):
        for turn in range(2):
            words, version = form_in(clients[number].get(address))
            answered = clients[number].post(address, {"body": f"{words} W{number}S{turn}.", "base_version": version})
            while answered.status_code == 409:
                words, version = form_in(answered)
                assert f"W{number}S{turn}." in words
                answered = clients[number].post(address, {"body": words, "base_version": version})
            assert answered.status_code == 302

    at_once(write, WRITERS)
    check(WRITERS, 2)


def check(writers, saves):
    """Every sentence stands, and every version of the text was remembered."""
    text = Text.objects.get()
    assert {*text.body.split()} == {f"W{number}S{turn}." for number in range(writers) for turn in range(saves)}
    versions = list(TextRevision.objects.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, text.version + 1))


CREATES = {
    "record": (Review, lambda cast: {"noticed": "Checkout answers nothing", "since": "", "service": ""}),
    "timeline": (
        TimelineEvent,
        lambda cast: {"date": "2026-11-19", "time": "14:02", "kind": "trigger", "body": "Rang"},
    ),
    "factors": (ContributingFactor, lambda cast: {"sentence": "The tool shows no list", "slot": "factor"}),
    "review-actions": (ActionItem, lambda cast: {"sentence": "Make the tool refuse a drained pool"}),
    "questions": (Question, lambda cast: {"body": "What did the pool look like?"}),
    "text": (Text, lambda cast: {"body": "A push went out.", "base_version": "0"}),
}


@pytest.mark.parametrize("name", sorted(CREATES))
def test_a_form_that_arrives_ten_times_at_once_makes_one(cast, name):
    model, fields = CREATES[name]
    args = {"record": [], "text": [cast.review.ref, "summary"]}.get(name, [cast.review.ref])
    before, data = model.objects.count(), {**fields(cast), "form_key": str(uuid.uuid4())}
    clients, statuses = [browser(cast.owner) for _ in range(10)], []
    at_once(lambda n: statuses.append(clients[n].post(reverse(name, args=args), data).status_code), 10)
    assert model.objects.count() == before + 1
    assert set(statuses) == {302}
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["settings-teams", "settings-services"])
def test_of_one_name_at_once_the_first_gets_it_and_the_others_are_told(cast, name):
    clients, statuses = [browser(cast.administrator) for _ in range(4)], []
    at_once(lambda n: statuses.append(clients[n].post(reverse(name), {"name": "Data Platform"}).status_code), 4)
    assert sorted(statuses) == [302, 422, 422, 422]


def test_changes_of_an_event_from_all_sides_meet_in_one_entry(cast):
    """Four people change four fields of the same event at the same moment, each over what they read."""
    client = browser(cast.owner)
    base = {"date": "2026-11-19", "time": "14:02", "kind": "trigger", "body": "It rang."}
    client.post(reverse("timeline", args=[cast.review.ref]), {**base, "form_key": str(uuid.uuid4())})
    event = TimelineEvent.objects.get()
    read = {f"read-{name}": value for name, value in base.items()}
    empty = {f"read-{name}": "" for name in ("is_about", "until_date", "until_time", "evidence_url")}
    mine = [{"body": "The alarm rang."}, {"time": "14:05"}, {"kind": "detection"}, {"is_about": "on"}]
    clients, statuses = [browser(cast.owner) for _ in mine], []

    def change(number):
        data = {**base, **read, **empty, **mine[number], "version": "1"}
        address = reverse("timeline-event", args=[cast.review.ref, event.pk])
        statuses.append(clients[number].post(address, data).status_code)

    at_once(change, 4)
    event.refresh_from_db()
    assert set(statuses) == {302}
    assert (event.body, event.kind, event.is_about) == ("The alarm rang.", "detection", True)
    assert event.occurred_at == dt.datetime(2026, 11, 19, 13, 5, tzinfo=dt.UTC)
    assert event.version == 5
