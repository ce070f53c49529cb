"""From a paste to entries of the story: looked through first, whole or nothing, nothing twice, and back."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.intake.models import Batch
from postmortems.shared.clock import local
from tests.importers.test_outages import as_log, rows_of

CHAT = """Notes of the night

[14:02] priya: checkout answers nothing
[14:03] sven: looking
the pool is full
[14:04] sven: joined #inc
[23:58] priya: quiet
[00:04] priya: closing
"""


@pytest.fixture
def bring(cast, signed_in):
    """Paste something into the review as its owner; gives the batch and the client."""
    client = signed_in(cast.owner)

    def paste(text: str = CHAT, **more: object):
        fields = {"form_key": uuid.uuid4(), "text": text, **more}
        answer = client.post(reverse("intake", args=[cast.review.ref]), fields)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        return Batch.objects.latest("pk")

    paste.client = client
    return paste


def address(name: str, batch: Batch, *more: object) -> str:
    return reverse(name, args=[batch.review.ref, batch.pk, *more])


def words(batch: Batch) -> list[str]:
    return [line.text for line in batch.lines.exclude(at=None)]


def test_a_paste_is_looked_through_before_anything_is_in_the_story(cast, bring):
    batch = bring()
    assert words(batch) == ["checkout answers nothing", "looking\nthe pool is full", "joined #inc", "quiet", "closing"]
    assert not cast.review.events.exists()
    page = bring.client.get(address("intake-batch", batch)).content.decode()
    assert "5 lines understood," in page
    assert "Notes of the night" in page
    assert "checkout answers nothing" in page
    assert "joined #inc" not in page  # noise, with its count
    assert "coming and going" in page


def test_starred_lines_become_entries_and_only_once(cast, bring):
    batch = bring()
    first, second = batch.lines.exclude(at=None)[:2]
    bring.client.post(address("intake-lines", batch), {"do": "star", "line": [first.pk, second.pk]})
    for _twice in "12":
        bring.client.post(address("intake-accept", batch), {"take": "starred"})
    entries = list(cast.review.events.order_by("occurred_at"))
    assert [(entry.source, entry.is_starred) for entry in entries] == [("chat", True)] * 2
    assert {(entry.origin.zone, entry.origin.offset) for entry in entries} == {(batch.zone, 0)}
    assert [entry.recorded_at for entry in entries] == [entry.occurred_at for entry in entries]
    assert "checkout answers nothing" in entries[0].body
    again = bring()
    page = bring.client.get(address("intake-batch", again)).content.decode()
    assert page.count("in the story</span>") == 2
    bring.client.post(address("intake-accept", again), {"take": "shown"})
    assert cast.review.events.count() == 4  # two were there; the noise stays out


def test_undo_takes_an_import_back_and_it_can_be_taken_in_again(cast, bring):
    batch = bring()
    bring.client.post(address("intake-accept", batch), {"take": "shown"})
    assert cast.review.events.alive().count() == 4
    bring.client.post(address("intake-undo", batch))
    assert cast.review.events.alive().count() == 0
    bring.client.post(address("intake-accept", batch), {"take": "shown"})
    assert cast.review.events.alive().count() == 4


def test_an_entry_that_somebody_removed_can_come_back_by_a_second_import(cast, bring):
    bring.client.post(address("intake-accept", bring()), {"take": "shown"})
    cast.review.events.update(deleted_at="2026-11-28T10:00Z")
    bring.client.post(address("intake-accept", bring()), {"take": "shown"})
    assert cast.review.events.alive().count() == 4


def test_the_clock_of_a_batch_moves_its_lines(cast, bring):
    batch = bring()
    fields = {"zone": "America/New_York", "offset": "-3", "first_day": "2026-06-04"}
    bring.client.post(address("intake-clock", batch), fields)
    batch.refresh_from_db()
    moments = [line.moment(batch.clock).strftime("%d %H:%M") for line in batch.lines.exclude(at=None)]
    assert moments == ["04 17:59", "04 18:00", "04 18:01", "05 03:55", "05 04:01"]


def test_what_stands_in_the_story_moves_with_its_clock(cast, bring):
    batch = bring()
    bring.client.post(address("intake-accept", batch), {"take": "shown"})
    by_hand = cast.review.events.order_by("occurred_at").last()
    cast.review.events.filter(pk=by_hand.pk).update(occurred_at="2026-01-01T00:00Z")
    before = {event.pk: event.occurred_at for event in cast.review.events.all()}
    bring.client.post(
        address("intake-clock", batch), {"zone": batch.zone, "offset": "-3", "first_day": batch.begins_on}
    )
    moved = {event.pk: (before[event.pk] - event.occurred_at).total_seconds() for event in cast.review.events.all()}
    assert [moved.pop(by_hand.pk), *moved.values()] == [0, 180, 180, 180]
    assert cast.review.event_sources.get().offset == -180


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("zone", "Atlantis", "No time zone is called Atlantis"),
        ("offset", "a bit", "Whole minutes"),
        ("first_day", "x", "A day, as in"),
    ],
)
def test_a_clock_that_nobody_can_read_changes_nothing(bring, field, value, said):
    batch = bring()
    answer = bring.client.post(
        address("intake-clock", batch), {"zone": "UTC", "first_day": "2026-06-04"} | {field: value}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.offset, batch.first_day) == (0, None)


def test_people_are_said_once_for_a_review(cast, bring):
    batch = bring()
    priya, sven = batch.voices.order_by("name")
    fields = {f"user-{priya.pk}": cast.owner.pk, f"called-{sven.pk}": "database on-call"}
    bring.client.post(address("intake-people", batch), fields)
    page = bring.client.get(address("intake-batch", batch)).content.decode()
    assert "<strong>Priya Raman</strong>" in page
    assert "<strong>database on-call</strong>" in page
    assert [voice.here for voice in bring().voices.order_by("name")] == ["Priya Raman", "database on-call"]


def test_merged_lines_are_one_entry_and_can_be_taken_apart(cast, bring):
    batch = bring()
    pks = [line.pk for line in batch.lines.exclude(at=None)[:2]]
    bring.client.post(address("intake-lines", batch), {"do": "merge", "line": pks})
    bring.client.post(address("intake-lines", batch), {"do": "star", "line": pks[:1]})
    bring.client.post(address("intake-accept", batch), {"take": "starred"})
    body = cast.review.events.get().body
    assert "checkout answers nothing" in body
    assert "the pool is full" in body
    bring.client.post(address("intake-undo", batch))
    bring.client.post(address("intake-lines", batch), {"do": "apart", "line": pks[:1]})
    assert batch.lines.filter(merged_into=None).count() == 6


def test_what_is_set_aside_stays_and_comes_back(bring):
    batch = bring()
    line = batch.lines.exclude(at=None).first()
    bring.client.post(address("intake-lines", batch), {"only": f"discard:{line.pk}"})
    assert "checkout answers nothing" not in bring.client.get(address("intake-batch", batch)).content.decode()
    aside = bring.client.get(address("intake-batch", batch) + "?view=aside").content.decode()
    assert "checkout answers nothing" in aside
    bring.client.post(address("intake-lines", batch), {"only": f"keep:{line.pk}"})
    assert "checkout answers nothing" in bring.client.get(address("intake-batch", batch)).content.decode()


def test_a_line_that_was_not_understood_gets_a_time(cast, bring):
    batch = bring()
    line = batch.lines.get(at=None)
    where = address("intake-line", batch, line.pk)
    assert "Notes of the night" in bring.client.get(where).content.decode()
    bring.client.post(where, {"at": "2026-06-04T14:01", "kind": "observation", "text": "Notes"})
    line.refresh_from_db()
    assert (line.text, f"{local(line.moment(batch.clock), batch.zone):%d %H:%M}") == ("Notes", "04 14:01")


def test_an_edited_line_keeps_its_time_and_what_it_said(bring):
    batch = bring()
    line = batch.lines.exclude(at=None).first()
    where = address("intake-line", batch, line.pk)
    form = bring.client.get(where).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields} | {"text": "Checkout is down"}
    fields["at"] = form["at"].value().strftime("%Y-%m-%dT%H:%M:%S")
    before = line.moment(batch.clock)
    bring.client.post(where, fields)
    line.refresh_from_db()
    assert (line.text, line.moment(batch.clock)) == ("Checkout is down", before)
    assert line.source == "[14:02] priya: checkout answers nothing"
    assert bring.client.post(where, fields | {"text": ""}).status_code == 422


@pytest.mark.parametrize(
    ("text", "said"), [("", "Something to read"), ("14:02 ana: a\n14:03 ana: b\x00c", "Line 2, column 13")]
)
def test_what_cannot_be_read_is_answered_with_its_place_and_the_words(cast, signed_in, text, said):
    client = signed_in(cast.owner)
    answer = client.post(reverse("intake", args=[cast.review.ref]), {"form_key": uuid.uuid4(), "text": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text.partition("\x00")[0].splitlines()[-1:] == [] or "ana: a" in answer.content.decode()
    assert not Batch.objects.exists()


def test_the_same_form_twice_is_one_batch(bring):
    key = uuid.uuid4()
    assert bring(form_key=key) == bring(form_key=key)
    assert Batch.objects.count() == 1


def test_a_batch_of_another_review_is_not_found(cast, bring):
    from tests.factories import ReviewFactory

    batch = bring()
    other = ReviewFactory(owner=cast.owner)
    assert bring.client.get(reverse("intake-batch", args=[other.ref, batch.pk])).status_code == 404


def test_the_page_asks_the_same_few_questions_of_few_and_many_lines(cast, bring):
    few, many = bring(), bring("\n".join(f"[{n // 60:02d}:{n % 60:02d}] ana{n % 9}: line {n}" for n in range(600)))
    counted = []
    for batch in (few, many):
        with CaptureQueriesContext(connection) as asked:
            bring.client.get(address("intake-batch", batch))
        counted.append(len(asked))
    assert counted[0] == counted[1]
    assert counted[0] <= 16


def test_a_long_paste_is_written_down_in_few_statements(cast, bring):
    text = "\n".join(f"[{n // 60 % 24:02d}:{n % 60:02d}] ana{n % 9}: line {n}" for n in range(10_000))
    with CaptureQueriesContext(connection) as asked:
        batch = bring(text)
    assert batch.lines.count() == 10_000
    assert len(asked) < 40


def test_a_public_outage_pasted_from_a_log_is_the_story_that_was_told(cast, bring):
    rows = rows_of("aws_ebs_2011")
    bring.client.post(address("intake-accept", bring(as_log(rows))), {"take": "shown"})
    assert list(cast.review.events.values_list("occurred_at", "body")) == [(row["at"], row["says"]) for row in rows]
