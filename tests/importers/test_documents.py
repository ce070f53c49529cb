"""Finished documents as houses write them: Google's, GitLab's, Flutter's, Opsgenie's. Every part in its place."""

from pathlib import Path

import pytest

from postmortems.timeline.importers.documents import read_document

SAMPLES = Path(__file__).parent / "samples" / "documents"
LIMIT = "A limit that was raised on one side only."
# File -> title, stamps by their first letters, number of entries, causes by sign, action items.
PARTS = {
    "google_copied.txt": (
        "Harbour ledger postmortem (incident #465)",
        {"started_at": "2026-10-21 14:54", "resolved_at": "2026-10-21 16:00"},
        4,
        ["possible", "set_off", "held_back", "worse", "held_back"],
        ["Add a limit to how long a query runs"],
    ),
    "gitlab.md": ("2026-06-01: Checkout answers nothing", {}, 3, ["possible"], ["Raise both limits in one place."]),
    "flutter.md": (
        "Postmortem: The lamp server does not start",
        {"started_at": "2026-02-01 07:27", "resolved_at": "2026-02-01 08:07"},
        3,
        [],
        ["Pin the place of the data."],
    ),
    "flutter_wrapped.md": (
        "Lamp postmortem: the harbour was dark",
        {"resolved_at": "2026-03-27 19:55"},
        4,
        ["held_back", "worse"],
        ["Taste the oil.", "Change the oil."],
    ),
    "opsgenie.json": (
        "Checkout answers nothing",
        {
            "started_at": "2026-06-01 14:02",
            "acknowledged_at": "2026-06-01 14:03",
            "resolved_at": "2026-06-01 14:11",
        },
        1,
        ["possible"],
        [],
    ),
}


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_house_s_document_is_mapped_to_its_parts(name):
    draft = read_document((SAMPLES / name).read_bytes())
    stamps = {stamp: f"{at:%Y-%m-%d %H:%M}" for stamp, at in draft.stamps.items()}
    signs, actions = [cause.sign for cause in draft.causes], [action.sentence for action in draft.actions]
    assert (draft.title, stamps, len(draft.events), signs, actions) == PARTS[name]
    assert draft.summary


def test_a_heading_among_action_items_is_their_type():
    draft = read_document((SAMPLES / "flutter.md").read_bytes())
    assert [action.type for action in draft.actions] == ["prevent"]


def test_lines_that_were_wrapped_end_where_they_say_so():
    draft = read_document((SAMPLES / "flutter_wrapped.md").read_bytes())
    assert [event.text for event in draft.events][0::3] == [
        "A ship reports a dark lamp.",
        "The oil is changed. **\\<END OF OUTAGE>**",
    ]
    assert [line.line for line in draft.not_understood] == [14]  # its time stands as ??:??


def test_a_table_that_was_copied_from_a_page_has_tabs():
    rows = ("Action Item\tType\tOwner\tBug", "Limit how long a query runs\tmitigate\tagent\t#12", "Say so\tprocess\t\t")
    draft = read_document(("Outage of the lamp postmortem\n\nAction Items\n" + "\n".join(rows)).encode())
    found = [(action.sentence, action.type, action.owner) for action in draft.actions]
    assert found == [("Limit how long a query runs", "limit", "agent"), ("Say so", "respond", "")]
    assert "#12" in draft.kept[-1].body


def test_a_part_without_a_place_is_kept_word_for_word():
    google = read_document((SAMPLES / "google_copied.txt").read_bytes())
    kept = {str(part.heading): part.body for part in google.kept}
    assert kept["Resolution"] == "Traffic was sent to the other harbour, and an index was added."
    assert kept["Detection"] == "An alarm on answer times fired."


def test_a_document_tree_becomes_markdown_with_its_marks():
    draft = read_document((SAMPLES / "opsgenie.json").read_bytes())
    assert draft.summary == "Checkout answered nothing for **nine** minutes."
    assert draft.events[0].text == "Rollback | started"
    assert draft.causes[0].sentence == LIMIT
