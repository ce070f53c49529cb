"""What becomes of the documents that people bring."""

import datetime as dt

import pytest

from postmortems.timeline.importers.markdown import read
from tests.importers.documents import FLUTTER, FRONT_MATTER, HEADINGS


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_front_matter_gives_title_times_source_and_summary():
    review = read(FRONT_MATTER.encode())
    assert review.problems == ()
    assert review.title == "Harbour lamp dark for forty minutes"
    assert review.external_id == "id:7e1f4a52-0000-4000-8000-000000000001"
    assert review.source_url == "https://example.org/2026/lighthouse-lamp"
    assert review.service == "Lamp controller"
    assert review.summary == "A relay table was replaced and the lamp went dark."
    assert review.stamps == {
        "started_at": utc("2026-03-14T21:05:00"),
        "resolved_at": utc("2026-03-14T21:45:30.125"),
    }


def test_sentences_that_name_a_moment_become_the_story_word_for_word():
    events = read(FRONT_MATTER.encode()).events
    assert [(event.at, event.text, event.is_about) for event in events] == [
        (utc("2026-03-14T21:05:00"), "On March 14, 2026, the lamp went dark at 21:05 UTC.", True),
        (utc("2026-03-14T21:12:00"), "The keeper's phone rang at 21:12 UTC and the old table was loaded.", True),
        (utc("2026-03-14T21:45:00"), "Ships saw the lamp again at 11:45 p.m. CEST on the same evening.", True),
    ]


def test_a_sentence_that_says_it_is_a_cause_becomes_one():
    assert [cause.sentence for cause in read(FRONT_MATTER.encode()).causes] == [
        "The root cause was a relay table without a default row."
    ]


def test_what_found_no_place_is_kept_word_for_word():
    kept = "\n".join(section.body for section in read(FRONT_MATTER.encode()).kept)
    for words in ("company: Harbour Works", "- config-change", "keywords: [lamp, relay]", "The keeper's phone rang"):
        assert words in kept


def test_headings_are_known_by_their_synonyms():
    review = read(HEADINGS.encode())
    assert review.title == "Search returned nothing"
    assert (review.summary, review.impact) == ("Search was empty for an hour.", "Everybody who searched.")
    assert [(cause.sentence, cause.sign) for cause in review.causes] == [
        ("The index alias pointed at an empty index after the nightly rotation.", "possible"),
        ("No check compared the number of documents.", "possible"),
        ("The nightly rotation.", "set_off"),
        ("The alias could be moved back in one step", "held_back"),
        ("The alarm watched errors, and an empty answer is no error", "worse"),
        ("It was a Saturday", "held_back"),
    ]


def test_a_timeline_wraps_at_midnight_and_marks_the_stamps():
    review = read(HEADINGS.encode())
    assert [(event.at, event.text, event.kind, event.is_about) for event in review.events] == [
        (utc("2026-05-02T23:40:00"), "Rotation begins", "observation", False),
        (utc("2026-05-02T23:58:00"), "**OUTAGE BEGINS**: the alias moves", "trigger", False),
        (utc("2026-05-03T00:20:00"), "A customer writes\nand sends a picture", "observation", False),
        (utc("2026-05-03T00:40:00"), "The alias is moved back; OUTAGE MITIGATED\n25:10 - nonsense", "recovery", True),
        (utc("2026-05-03T01:02:00"), "Caches are warm. OUTAGE ENDS", "recovery", False),
    ]
    assert review.stamps == {
        "started_at": utc("2026-05-02T23:58:00"),
        "mitigated_at": utc("2026-05-03T00:40:00"),
        "resolved_at": utc("2026-05-03T01:02:00"),
    }
    assert review.notes == ()


def test_a_table_of_action_items_is_read_by_its_head_and_kept_for_what_it_says_more():
    review = read(HEADINGS.encode())
    assert [
        (action.sentence, action.type, action.owner, action.due_on, action.is_done) for action in review.actions
    ] == [
        ("Refuse to move an alias to an empty index", "prevent", "dana", dt.date(2031, 1, 15), False),
        ("Count documents after rotation", "detect", "lee", None, True),
    ]
    assert "| n/a 12 |" in next(section.body for section in review.kept if section.heading == "Action Items")


def test_unknown_sections_stay_with_their_heading():
    kept = {section.heading: section.body for section in read(HEADINGS.encode()).kept}
    assert kept["Glossary"] == "Alias: a name for an index."
    assert kept["Detection"] == "A customer wrote."


def test_labels_days_and_markers_of_another_house():
    review = read(FLUTTER.encode())
    assert review.summary.startswith("Builds were red for two hours.")
    assert [event.at for event in review.events] == [
        utc("2026-06-04T16:10:00"),
        utc("2026-06-04T16:32:00"),
        utc("2026-06-04T18:15:00"),
    ]
    assert review.stamps == {"started_at": utc("2026-06-04T16:10:00"), "resolved_at": utc("2026-06-04T18:15:00")}
    assert [line.text for line in review.not_understood] == ["All times are in PDT."]
    assert [cause.sentence for cause in review.causes] == ["The image had another compiler."]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n", "\r\n", 9).encode(),
    ],
)
def test_however_it_was_saved_it_says_the_same(encode):
    assert read(encode(HEADINGS)) == read(HEADINGS.encode())
    assert read(encode(FRONT_MATTER)) == read(FRONT_MATTER.encode())


@pytest.mark.parametrize(
    ("line", "at", "text"),
    [
        ("20:18 text", "20:18", "text"),
        ("- 20:18 - text", "20:18", "text"),
        ("* **20:18** text", "20:18", "text"),
        ("**20:18 UTC**: text", "20:18", "text"),
        ("[20:18] text", "20:18", "text"),
        ("`20:18:30` text", "20:18:30", "text"),
        ("| 20:18 | text |", "20:18", "text"),
        ("| 20:18 | text | more |", "20:18", "text · more"),
        ("1. 8:18 PM text", "20:18", "text"),
        ("8:18 p.m. – text", "20:18", "text"),
        ("12:05 am text", "00:05", "text"),
        ("20:18 – 20:30 text", "20:18", "text"),
        ("2026-05-02 20:18 text", "20:18", "text"),
        ("2026-05-02T20:18:00Z text", "20:18", "text"),
        ("May 2, 20:18 text", "20:18", "text"),
        ("22:18 CEST text", "20:18", "text"),
        ("13:18 PT text", "20:18", "text"),
        ("22:18 +02:00 text", "20:18", "text"),
        ("~20:18 text", "20:18", "text"),
        ("At 20:18, text", "20:18", "text"),
    ],
)
def test_a_line_of_a_timeline(line, at, text):
    review = read(f"# T\n\nDate: 2026-05-02\n\n## Timeline\n\n{line}\n".encode())
    assert [(event.at, event.text) for event in review.events] == [(utc(f"2026-05-02T{at}"), text)]


@pytest.mark.parametrize("line", ["20:18 IST text", "24:00 text", "8:75 text", "13:10 pm text", "20:18", "later, text"])
def test_a_line_that_is_not_understood_is_shown_and_never_dropped(line):
    review = read(f"# T\n\nDate: 2026-05-02\n\n## Timeline\n\n{line}\n".encode())
    assert review.events == ()
    assert [(shown.line, shown.text) for shown in review.not_understood] == [(7, line)]


def test_a_timeline_without_any_day_is_shown_and_never_dropped():
    review = read(b"# T\n\n## Timeline\n\n20:18 text\n")
    assert review.events == ()
    assert [shown.text for shown in review.not_understood] == ["20:18 text"]


def test_naive_times_are_read_as_utc_and_it_says_so():
    review = read(b"---\ntitle: T\nstart_time: 2026-05-02 20:18\n---\n")
    assert review.stamps == {"started_at": utc("2026-05-02T20:18:00")}
    assert [str(note) for note in review.notes] == ["Times without a zone were read as UTC."]


def test_prose_without_a_zone_gives_no_story():
    review = read(b"---\nstart_time: 2026-05-02T20:18:00Z\n---\nAt 10:40 AM it was noticed.\n")
    assert review.events == ()


def test_an_end_before_the_onset_is_shown_and_left_out():
    review = read(b"---\ntitle: T\nstart_time: 2026-05-02T20:18:00Z\nend_time: 2026-05-02T19:18:00Z\n---\n")
    assert review.stamps == {}
    assert [shown.text for shown in review.not_understood] == ["2026-05-02 20:18 UTC, 2026-05-02 19:18 UTC"]


@pytest.mark.parametrize(
    "time", ["soon", "2026-13-40", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-10:00", "[1]"]
)
def test_a_time_that_cannot_be_read_is_shown_as_it_came(time):
    review = read(f"---\ntitle: T\nstart_time: {time}\n---\nText.\n".encode())
    assert review.problems == ()
    assert review.stamps == {}
    shown = [line.text for line in review.not_understood] + [section.body for section in review.kept]
    assert any(f"start_time: {time}" in text for text in shown)


def test_a_long_cause_is_cut_at_a_sentence_and_kept_whole_beside_it():
    long = "The queue had no limit. " + "It grew and grew and grew. " * 40
    review = read(f"## Root cause\n\n{long}\n".encode())
    assert len(review.causes[0].sentence) <= 500
    assert review.causes[0].sentence.endswith("grew.")
    assert long.strip() in review.kept[0].body


def test_code_is_not_taken_for_headings():
    review = read(b"# T\n\nText.\n\n```\n# Impact\n20:18 no event\n```\n")
    assert review.impact == ""
    assert "# Impact" in review.kept[0].body
