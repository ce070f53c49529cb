"""A Slack export as ZIP: kept in the database, chosen from, read by the worker, stopped, and never half in."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from postmortems.intake import keeping, reading
from postmortems.intake.chunks import SIZE, ChunkFile, keep
from postmortems.intake.models import Batch, Chunk, Line
from postmortems.shared import clock
from tests.importers.exports import FIRST, export, two_channels

State = Batch.State


@pytest.fixture
def client(cast, signed_in):
    cast.review.incidents.create(noticed="down", started_at=dt.datetime(2026, 6, 1, 14, 2, tzinfo=dt.UTC))
    return signed_in(cast.owner)


def upload(client, cast, data: bytes):
    fields = {"form_key": uuid.uuid4(), "text": "", "file": SimpleUploadedFile("export.zip", data)}
    return client.post(reverse("intake", args=[cast.review.ref]), fields)


def address(name: str, batch: Batch) -> str:
    return reverse(name, args=[batch.review.ref, batch.pk])


def choose(client, batch: Batch, **more: object):
    fields = {"channels": ["inc-checkout"], "first": FIRST, "last": FIRST + dt.timedelta(days=1), **more}
    return client.post(address("intake-choose", batch), fields)


def test_an_export_is_chosen_from_read_and_looked_through(cast, client):
    assert upload(client, cast, two_channels()).status_code == 302
    batch = Batch.objects.get()
    page = client.get(address("intake-batch", batch)).content.decode()
    assert "#inc-checkout" in page
    assert 'value="2026-05-31"' in page  # the day before the incident
    choose(client, batch)
    assert "It waits to be read." in client.get(address("intake-batch", batch)).content.decode()
    assert reading.read_waiting() == 1
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.lines.count()) == (State.READY, batch.size, 40)
    assert not Chunk.objects.exists()
    assert "40 lines understood," in client.get(address("intake-batch", batch)).content.decode()
    assert reading.read_waiting() == 0


def test_a_page_that_waits_goes_on_by_itself_once_it_was_read(cast, client):
    upload(client, cast, two_channels())
    batch = Batch.objects.get()
    choose(client, batch)
    asks = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "intake-waiting"}
    assert "<progress" in client.get(address("intake-batch", batch), **asks).content.decode()
    reading.read_waiting()
    assert client.get(address("intake-batch", batch), **asks)["HX-Redirect"] == address("intake-batch", batch)


def test_what_is_put_away_while_it_is_read_leaves_nothing(cast, client, monkeypatch):
    upload(client, cast, two_channels())
    batch = Batch.objects.get()
    choose(client, batch)
    days = reading.read_days

    def stopped_after_the_first_day(*args):
        for at, portion in enumerate(days(*args)):
            if at == 1:
                client.post(address("intake-away", batch))
            yield portion

    monkeypatch.setattr(reading, "read_days", stopped_after_the_first_day)
    reading.read_waiting()
    batch.refresh_from_db()
    assert batch.state == State.AWAY
    assert not Line.objects.exists()
    assert not Chunk.objects.exists()


def test_a_day_that_cannot_be_read_refuses_the_whole(cast, client):
    broken = {f"inc-checkout/{FIRST}.json": b"[]", f"inc-checkout/{FIRST + dt.timedelta(days=1)}.json": b"[\n{"}
    upload(client, cast, export(broken))
    batch = Batch.objects.get()
    choose(client, batch)
    reading.read_waiting()
    page = client.get(address("intake-batch", batch)).content.decode()
    assert "It could not be read, and nothing of it was kept." in page
    assert "Line 2, column 2" in page
    assert not Line.objects.exists()


def test_a_reading_whose_worker_died_is_taken_up_again_and_three_times_at_most(cast, client):
    upload(client, cast, two_channels())
    batch = Batch.objects.get()
    choose(client, batch)
    long_ago = clock.now() - dt.timedelta(minutes=5)
    Batch.objects.update(state=State.READING, beat_at=long_ago, tries=1)
    Line.objects.create(batch=batch, position=1, number=1, source="left behind", identity="x")
    reading.read_waiting()
    assert batch.lines.count() == 40
    Batch.objects.update(state=State.READING, beat_at=long_ago, tries=3)
    reading.read_waiting()
    batch.refresh_from_db()
    assert (batch.state, batch.lines.count()) == (State.REFUSED, 0)


@pytest.mark.parametrize(
    ("data", "said"), [(b"PK\x03\x04 no zip", "damaged or was cut off"), (b"\x7fELF\x00\x01", "Line 1, column")]
)
def test_a_file_that_is_none_is_answered_with_its_place(cast, client, data, said):
    answer = upload(client, cast, data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"channels": []}, "One channel at least."),
        ({"first": ""}, "From which day?"),
        ({"last": "2026-05-01"}, "It cannot end before it begins."),
        ({"first": "2020-01-01", "last": "2020-01-02"}, "Nobody said anything there"),
    ],
)
def test_a_choice_that_is_none_reads_nothing(cast, client, fields, said):
    upload(client, cast, two_channels())
    batch = Batch.objects.get()
    answer = choose(client, batch, **fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == State.CHOOSING


def test_a_file_in_chunks_reads_as_it_was_written(cast, client):
    upload(client, cast, two_channels())
    batch = Batch.objects.get()
    batch.chunks.all().delete()
    data = bytes(range(256)) * (SIZE // 100)
    batch.size = keep(batch, [data[:7], data[7:SIZE], data[SIZE:]])
    file = ChunkFile(batch)
    assert batch.size == len(data)
    assert file.read() == data
    assert file.seek(-5, 2) == len(data) - 5
    assert file.read(100) == data[-5:]
    file.seek(SIZE - 3)
    assert file.read(6) == data[SIZE - 3 : SIZE + 3]


def test_what_nobody_took_in_is_forgotten(cast, client):
    upload(client, cast, two_channels())
    assert keeping.forget_old() == 0
    Batch.objects.update(brought_at=clock.now() - dt.timedelta(days=31))
    assert keeping.forget_old() == 1
    assert not Chunk.objects.exists()
