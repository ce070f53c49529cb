"""A Slack export: by days, one at a time; what is no export, or would unpack without end, is refused with its place."""

import io
import json
import zipfile

import pytest

from postmortems.timeline.importers.entries import Entry
from postmortems.timeline.importers.result import CannotReadError
from postmortems.timeline.importers.slack_export import open_archive, people_in, read_days
from tests.importers.exports import FIRST, day_of, export, two_channels


def test_days_come_in_order_with_their_people():
    archive = open_archive(io.BytesIO(two_channels()))
    files = archive.chosen(["inc-checkout", "random"], FIRST, FIRST.replace(day=2))
    portions = list(read_days(archive, files, people_in(archive)))
    assert [len(items) for _done, items in portions] == [25, 25]
    assert sum(done for done, _items in portions) == sum(file.size for file in files)
    moments = [item.at for _done, items in portions for item in items]
    assert moments == sorted(moments)
    assert {item.who for _done, items in portions for item in items} == {"priya", "Sven Kallas"}
    assert portions[0][1][0].text.startswith("#")


def test_one_channel_is_not_named_in_every_line():
    archive = open_archive(io.BytesIO(two_channels()))
    [(_done, items)] = read_days(archive, archive.chosen(["inc-checkout"], FIRST, FIRST), {})
    assert isinstance(items[0], Entry)
    assert items[0].text == "0: the pool on db-2 is full"


def locked() -> bytes:
    data = bytearray(export({"c/2026-06-01.json": b"[]"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(mark)
        data[at + (6 if mark[2] == 3 else 8)] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04", "damaged or was cut off"),
        (two_channels()[:-30], "damaged or was cut off"),
        (export({"notes.txt": b"x"}), "No day of a channel"),
        (export({"c/2026-06-01.json": b"[]", "more.zip": two_channels()}), "an archive within the archive"),
        (export({"c/2026-06-01.json": b" " * 25_000_000}), "more than a day of a channel can be"),
        (export({"c/2026-06-01.json": b" " * 15_000_000}), "two hundred times its size"),
        (locked(), "locked by a password"),
    ],
)
def test_what_is_no_sound_export_is_refused(data, said):
    with pytest.raises(CannotReadError) as refused:
        open_archive(io.BytesIO(data))
    assert said in refused.value.problems[0].words


def test_a_member_that_lies_about_its_size_is_not_unpacked_to_the_end():
    data = export({"c/2026-06-01.json": json.dumps([{"x": "y" * 900}] * 1000).encode()})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = next(one for one in packed.infolist() if one.filename.startswith("c/")).file_size
    lying = open_archive(io.BytesIO(data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))))
    with pytest.raises(CannotReadError):
        list(read_days(lying, lying.days, {}))


def test_a_day_that_is_no_json_is_named_with_its_place():
    archive = open_archive(io.BytesIO(export({"c/2026-06-01.json": b'[\n{"ts": 1;}]'})))
    with pytest.raises(CannotReadError) as refused:
        list(read_days(archive, archive.days, {}))
    [problem] = refused.value.problems
    assert (problem.line, problem.column) == (2, 9)
    assert problem.words.startswith("c/2026-06-01.json: This is no JSON")


def test_a_message_that_is_none_stays_in_sight():
    day = [*json.loads(day_of(FIRST, count=2)), {"type": "message", "text": "no time"}, 7, None]
    archive = open_archive(io.BytesIO(export({f"c/{FIRST}.json": json.dumps(day).encode()})))
    [(_done, items)] = read_days(archive, archive.days, {})
    assert [type(item).__name__ for item in items] == ["Entry"] * 2 + ["NotRead"] * 3
