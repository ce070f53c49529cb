"""What can be done with one entry: mark it, merge it, split it, and take each back. With and without htmx."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from postmortems.timeline import joining, services
from postmortems.timeline.cutting import halves, places_to_cut
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.services import Entry
from tests.factories import EventFactory
from tests.timeline.test_views import AT, HTMX, address, minutes, said


@pytest.fixture
def event(cast):
    entry = Entry(occurred_at=AT, body="The push starts. The pool empties.", kind="trigger")
    return services.add_event(review=cast.review, entry=entry, author=cast.owner, form_key=uuid.uuid4())


@pytest.fixture
def second(cast, event):
    entry = Entry(occurred_at=minutes(5), body="Support calls.")
    return services.add_event(review=cast.review, entry=entry, author=cast.owner, form_key=uuid.uuid4())


@pytest.mark.parametrize(
    ("there", "back", "field"),
    [("star", "unstar", "is_starred"), ("hide", "show", "is_noise"), ("two-views", "one-view", "has_two_views")],
)
def test_a_mark_is_set_and_taken_back(cast, signed_in, event, there, back, field):
    client, mark = signed_in(cast.teammate), address("timeline-event-mark", event)
    for name, value in ((there, True), (there, True), (back, False)):
        assert client.post(mark, {"mark": name}).status_code == 302
        event.refresh_from_db()
        assert getattr(event, field) is value
    html = client.post(mark, {"mark": there}, headers=HTMX).content.decode()
    assert f'name="mark" value="{back}"' in html
    assert client.post(mark, {"mark": "nonsense"}).status_code == 422


def test_noise_leaves_the_story_and_its_silence_is_asked_about(cast, signed_in, event):
    noise, last = (EventFactory(review=cast.review, occurred_at=minutes(n)) for n in (12, 24))
    html = signed_in(cast.owner).post(address("timeline-event-mark", noise), {"mark": "hide"}, headers=HTMX)
    assert f'<li id="timeline-event-{noise.pk}" data-gone></li>' in html.content.decode()
    assert f'id="timeline-gap-{last.pk}" data-before' in html.content.decode()
    page = signed_in(cast.reader).get(reverse("timeline", args=[cast.review.ref])).content.decode()
    assert f'id="timeline-event-{noise.pk}"' not in page
    assert "24 minutes without an entry." in page


def test_the_kind_is_named_with_one_press(cast, signed_in, event):
    mark = address("timeline-event-mark", event)
    html = signed_in(cast.owner).post(mark, {"mark": "kind", "kind": "diagnosis"}, headers=HTMX).content.decode()
    event.refresh_from_db()
    assert (event.kind, 'name="kind" value="trigger"' in html) == ("diagnosis", True)


def test_merged_words_keep_their_time_and_come_apart_as_they_were(cast, signed_in, event, second):
    client = signed_in(cast.owner)
    answer = client.post(address("timeline-event-merge", second))
    event.refresh_from_db()
    assert event.body == "The push starts. The pool empties.\n\n14:07 Support calls."
    assert list(cast.review.events.alive()) == [event]
    page = client.get(answer["Location"]).content.decode()
    assert "Merged with the one above." in page
    client.post(address("timeline-event-part", second), {"version": event.version})
    event.refresh_from_db()
    second.refresh_from_db()
    assert (event.body, second.body) == ("The push starts. The pool empties.", "Support calls.")
    assert list(cast.review.events.alive()) == [event, second]


def test_entries_without_a_history_are_merged_and_parted_as_well(cast, signed_in):
    made = [
        EventFactory(review=cast.review, occurred_at=minutes(n), body=f"Told {n}.", written_by=cast.owner)
        for n in (0, 5)
    ]
    client = signed_in(cast.teammate)
    client.post(address("timeline-event-merge", made[1]))
    made[0].refresh_from_db()
    client.post(address("timeline-event-part", made[1]), {"version": made[0].version})
    assert [one.body for one in cast.review.events.alive()] == ["Told 0.", "Told 5."]


def test_parting_leaves_what_somebody_wrote_since(cast, event, second):
    joined = joining.merge_up(event=second, actor=cast.owner)
    version = joined.first.version
    services.change_event(
        event=joined.first, entry=Entry.of(joined.first, body="Mine."), base_version=version, author=cast.teammate
    )
    parted = joining.part_again(event=second, version=version, actor=cast.owner)
    assert (parted.first.body, parted.second.deleted_at) == ("Mine.", None)


def test_merging_with_htmx_shows_both_changes_and_undo(cast, signed_in, event, second):
    html = signed_in(cast.owner).post(address("timeline-event-merge", second), headers=HTMX).content.decode()
    assert f'<li id="timeline-event-{second.pk}" data-gone></li>' in html
    assert f'id="timeline-event-{event.pk}" data-kind="trigger" data-version="2"' in html
    assert address("timeline-event-part", second) in html


def test_the_first_entry_has_nothing_to_merge_with(cast, signed_in, event):
    assert signed_in(cast.owner).post(address("timeline-event-merge", event), follow=True).status_code == 200
    event.refresh_from_db()
    assert event.deleted_at is None


def test_split_at_the_cursor_and_made_whole_again(cast, signed_in, event):
    client, page = signed_in(cast.owner), address("timeline-event-split", event)
    typed = {"body": "The push starts. The pool is empty.", "at": "17", "version": event.version}
    html = client.post(page, typed, headers=HTMX).content.decode()
    event.refresh_from_db()
    made = TimelineEvent.objects.latest("pk")
    assert (event.body, made.body, made.occurred_at) == ("The push starts.", "The pool is empty.", event.occurred_at)
    assert address("timeline-event-whole", made) in html
    client.post(address("timeline-event-whole", made), {"first": event.pk, "version": event.version})
    event.refresh_from_db()
    assert event.body == "The push starts. The pool empties."
    assert list(cast.review.events.alive()) == [event]


def test_split_without_javascript_asks_where(cast, signed_in, event):
    client, page = signed_in(cast.owner), address("timeline-event-split", event)
    html = client.get(page).content.decode()
    assert 'type="radio" name="at" value="17"' in html
    answer = client.post(page, {"body": event.body, "at": "17", "version": event.version})
    assert "undo=split-" in answer["Location"]
    assert "Split in two." in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("at", ["0", "999", ""])
def test_a_half_without_words_changes_nothing(cast, signed_in, event, at):
    signed_in(cast.owner).post(address("timeline-event-split", event), {"body": event.body, "at": at})
    assert [one.body for one in cast.review.events.alive()] == [event.body]


def test_split_over_a_version_that_is_gone_is_a_conflict(cast, signed_in, event):
    services.change_event(event=event, entry=Entry.of(event, body="Theirs."), base_version=1, author=cast.teammate)
    typed = said(body="Mine. Two.", at="5", version=1, time="14:02", kind="trigger")
    answer = signed_in(cast.owner).post(address("timeline-event-split", event), typed)
    assert answer.status_code == 409
    assert "Mine. Two." in answer.content.decode()
    assert [one.body for one in cast.review.events.alive()] == ["Theirs."]


@pytest.mark.parametrize(
    ("words", "places"),
    [("One. Two! Three", [5, 10]), ("one\n\ntwo", [5]), ("no full stop", [3, 8]), ("word", []), ("", [])],
)
def test_words_are_cut_at_their_seams(words, places):
    assert [cut.at for cut in places_to_cut(words)] == places


def test_characters_beyond_the_basic_plane_count_once():
    assert halves("🔥🔥 one. two", 8) == ("🔥🔥 one.", "two")


def test_menu_has_every_control_and_a_form_beneath(cast, signed_in, event, second):
    client = signed_in(cast.owner)
    html = client.get(address("timeline-event-menu", event)).content.decode()
    for words in ("Star: it matters", "Two views", "Hide as noise", "Set the kind", "Add below", "Split in two"):
        assert words in html
    assert "Merge with the one above" not in html
    assert "Merge with the one above" in client.get(address("timeline-event-menu", second)).content.decode()
    form = client.get(
        f"{reverse('timeline', args=[cast.review.ref])}?form=open&at=2026-11-19T13:04Z&place=below-{event.pk}",
        headers=HTMX,
    ).content.decode()
    assert f'<div id="timeline-form-below-{event.pk}">' in form
    assert 'value="14:04"' in form


def test_two_views_stand_side_by_side(cast, signed_in, event):
    changed = said(body=event.body, version=1, time="14:02", kind="trigger", other_view="It was *already* empty.")
    signed_in(cast.owner).post(address("timeline-event", event), changed)
    page = signed_in(cast.reader).get(reverse("timeline", args=[cast.review.ref])).content.decode()
    assert "Two views. The other one:" in page
    assert "It was <em>already</em> empty." in page


def test_whoever_lives_by_another_clock_sees_it_as_well(cast, signed_in, event):
    cast.reader.zone = "Asia/Tokyo"
    cast.reader.save()
    page = signed_in(cast.reader).get(reverse("timeline", args=[cast.review.ref])).content.decode()
    assert "14:02<small" in page
    assert '<small class="utc">13:02 UTC</small><small class="utc">22:02 yours</small>' in page


def test_own_view_is_kept_back_changed_and_shared(cast, signed_in):
    client, page = signed_in(cast.involved), reverse("timeline", args=[cast.review.ref])
    html = client.post(page, said(keeps_back="on"), headers=HTMX).content.decode()
    mine = TimelineEvent.everything.get()
    assert "Your own view, not shared yet" in html
    assert f'id="timeline-event-{mine.pk}"' not in html
    assert "not shared yet" in client.get(page).content.decode()
    answer = client.post(address("timeline-event", mine), said(version=1, body="As I saw it."))
    assert answer["Location"].endswith("#timeline-kept-back")
    assert client.post(address("timeline-event-remove", mine)).status_code == 302
    assert client.post(address("timeline-event-restore", mine)).status_code == 302
    client.post(reverse("timeline-share", args=[cast.review.ref]))
    assert [one.body for one in cast.review.events.alive()] == ["As I saw it."]
    history = signed_in(cast.owner).get(reverse("history", args=[cast.review.ref, f"event-{mine.pk}"]))
    assert "First customer report" not in history.content.decode()
    assert dt.datetime(2026, 11, 19, 13, 11, tzinfo=dt.UTC) == mine.occurred_at
