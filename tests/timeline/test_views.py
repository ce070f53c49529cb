"""The story on the page: the same five questions per address, with and without htmx."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from postmortems.timeline import services
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.services import Entry
from tests.factories import EventFactory, IncidentFactory

HTMX = {"HX-Request": "true"}
AT = dt.datetime(2026, 11, 19, 13, 2, tzinfo=dt.UTC)


def minutes(n):
    return AT + dt.timedelta(minutes=n)


def said(**changes):
    given = {
        "date": "2026-11-19",
        "time": "14:11",
        "kind": "detection",
        "body": "First customer report reaches support.",
    }
    return given | {"form_key": str(uuid.uuid4())} | changes


@pytest.fixture
def event(cast):
    entry = Entry(occurred_at=AT, body="Config `edge-4412` reaches all regions.", kind="trigger")
    return services.add_event(review=cast.review, entry=entry, author=cast.owner, form_key=uuid.uuid4())


@pytest.fixture
def page(cast):
    return reverse("timeline", args=[cast.review.ref])


def address(name, event):
    return reverse(name, args=[event.review.ref, event.pk])


def edited(event, **changes):
    given = {"date": "2026-11-19", "time": "14:02", "kind": "trigger", "body": event.body, "version": event.version}
    return given | changes


def test_story_shows_local_time_and_utc(cast, signed_in, page, event):
    html = signed_in(cast.reader).get(page).content.decode()
    assert (
        '<time datetime="2026-11-19T13:02:00+00:00" title="2026-11-19 13:02 UTC">14:02<small class="utc">13:02 UTC'
        in html
    )
    assert "<code>edge-4412</code>" in html
    assert "Thursday 19 November 2026 · Europe/Berlin time" in html


def test_story_asks_about_silence(cast, signed_in, page, event):
    EventFactory(review=cast.review, occurred_at=minutes(21))
    html = signed_in(cast.owner).get(page).content.decode()
    assert "21 minutes without an entry. What was being looked at?" in html
    assert "at=2026-11-19T13:12Z" in html


def test_story_shows_the_axis_in_the_words_of_the_review(cast, signed_in, page):
    IncidentFactory(
        review=cast.review, started_at=AT, detected_at=minutes(9), resolved_at=minutes(47), about=["detected_at"]
    )
    html = signed_in(cast.reader).get(page).content.decode()
    assert '<li class="at-19"><span title="detected">noticed ~9</span></li>' in html
    assert '<li class="at-100 to"><span title="resolved">over 47 min</span></li>' in html


def test_reader_sees_no_way_to_change(cast, signed_in, page, event):
    html = signed_in(cast.reader).get(page).content.decode()
    assert "Add an event" not in html
    assert address("timeline-event-edit", event) not in html


def test_empty_story_shows_what_a_line_looks_like(cast, signed_in, page):
    assert "Nobody has told this story yet." in signed_in(cast.owner).get(page).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_story_takes_the_same_queries_for_any_number_of_rows(cast, signed_in, page, count, django_assert_num_queries):
    for n in range(count):
        EventFactory(review=cast.review, occurred_at=minutes(n * 20))
    client = signed_in(cast.reader)
    client.get(page)
    with django_assert_num_queries(12):
        client.get(page)


def test_long_story_comes_by_the_hundred(cast, signed_in, page):
    for n in range(120):
        EventFactory(review=cast.review, occurred_at=minutes(n * 20))
    client = signed_in(cast.owner)
    first = client.get(page).content.decode()
    last = cast.review.events.alive()[99]
    assert first.count('id="timeline-event-') == 100
    assert f"?after={last.pk}" in first
    rest = client.get(f"{page}?after={last.pk}", headers=HTMX).content.decode()
    assert rest.count('id="timeline-event-') == 20
    assert "<html" not in rest
    assert rest.count("20 minutes without an entry.") == 20
    assert client.get(f"{page}?after={last.pk}").content.decode().count('id="timeline-event-') == 20


def test_long_story_leads_to_the_page_of_a_new_entry(cast, signed_in, page):
    for n in range(101):
        EventFactory(review=cast.review, occurred_at=minutes(n))
    answer = signed_in(cast.owner).post(page, said(time="16:00"))
    made = TimelineEvent.objects.latest("pk")
    assert answer["Location"] == f"{page}?after={cast.review.events.alive()[99].pk}#timeline-event-{made.pk}"


def test_add_without_javascript_leads_back_to_the_entry(cast, signed_in, page):
    answer = signed_in(cast.owner).post(page, said())
    made = TimelineEvent.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/reviews/{cast.review.ref}/#timeline-event-{made.pk}")
    assert (made.occurred_at, made.kind) == (dt.datetime(2026, 11, 19, 13, 11, tzinfo=dt.UTC), "detection")


def test_add_with_htmx_puts_the_entry_in_place_and_offers_the_next(cast, signed_in, page, event):
    html = signed_in(cast.owner).post(page, said(), headers=HTMX).content.decode()
    made = TimelineEvent.objects.latest("pk")
    assert 'hx-swap-oob="rows:#timeline-events"' in html
    assert f'id="timeline-event-{made.pk}"' in html
    assert f'id="timeline-event-{event.pk}"' not in html
    assert "Added. What came next?" in html
    assert 'value="2026-11-19"' in html


def test_filling_a_silence_asks_about_what_is_left_of_it(cast, signed_in, page, event):
    follower = EventFactory(review=cast.review, occurred_at=minutes(40))
    html = signed_in(cast.owner).post(page, said(time="14:12", place=follower.pk), headers=HTMX).content.decode()
    made = TimelineEvent.objects.latest("pk")
    assert f'<li id="timeline-gap-{made.pk}" data-gone></li>' in html
    assert f'id="timeline-gap-{follower.pk}" data-before="timeline-event-{follower.pk}"' in html
    assert "30 minutes without an entry." in html


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"body": "  "}, "A few words are enough."),
        ({"time": ""}, "At what time? About is fine."),
        ({"date": ""}, "On which day?"),
        ({"date": "19.11.2026"}, "A day, as in 2026-11-19."),
        ({"date": "0001-01-01"}, "Is that the year?"),
        ({"time": "25:00"}, "A time, as in 14:02."),
        ({"date": "2026-03-29", "time": "02:30"}, "The clocks were put forward then: that time did not happen."),
        ({"until_time": "14:10"}, "It cannot end before it begins."),
        ({"until_date": "2026-11-18", "until_time": "14:30"}, "It cannot end before it begins."),
        ({"until_date": "2026-11-20"}, "Until what time?"),
        ({"evidence_url": "javascript:alert(1)"}, "A web address, as in https://example.org/log."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_refused_form_says_why_beside_the_field_and_keeps_the_words(cast, signed_in, page, changes, error, headers):
    given = said(**changes)
    answer = signed_in(cast.owner).post(page, given, headers=headers)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count(f">{error}</") >= 1
    assert given["body"].strip() in html
    assert not TimelineEvent.objects.exists()


def test_range_over_midnight_and_estimate_are_kept(cast, signed_in, page):
    signed_in(cast.owner).post(page, said(time="23:50", until_date="2026-11-20", until_time="00:10", is_about="on"))
    made = TimelineEvent.objects.get()
    assert made.ended_at - made.occurred_at == dt.timedelta(minutes=20)
    assert made.is_about


def test_double_submit_makes_one_row(cast, signed_in, page):
    client, given = signed_in(cast.owner), said()
    assert client.post(page, given)["Location"] == client.post(page, given)["Location"]
    assert TimelineEvent.objects.count() == 1


def test_form_to_fill_a_silence_stands_in_the_silence(cast, signed_in, page):
    answer = signed_in(cast.owner).get(f"{page}?form=open&at=2026-11-19T13:25Z&place=7", headers=HTMX)
    html = answer.content.decode()
    assert '<div id="timeline-form-7">' in html
    assert 'value="14:25"' in html
    assert 'name="place" value="7"' in html


@pytest.mark.parametrize(
    "at", ["", "x", "2026-99-99T00:00Z", "9999-12-31T23:59Z", "0001-01-01T00:00Z", "2026-11-19T13:25"]
)
def test_form_opens_whatever_the_address_says(cast, signed_in, page, at):
    answer = signed_in(cast.owner).get(page, {"form": "open", "at": at, "place": "x"})
    assert answer.status_code == 200
    assert "Add to the story" in answer.content.decode()


@pytest.mark.parametrize("query", ["after=x", "after=99999999999999999999", "after=12345", "undo=removed-12345"])
def test_entry_that_is_not_of_this_review_is_not_found(cast, signed_in, page, query):
    assert signed_in(cast.owner).get(f"{page}?{query}").status_code == 404


def test_edit_shows_the_entry_as_it_stands(cast, signed_in, event):
    client = signed_in(cast.involved)
    for headers in ({}, HTMX):
        html = client.get(address("timeline-event-edit", event), headers=headers).content.decode()
        assert 'value="14:02"' in html
        assert "Config `edge-4412` reaches all regions." in html
        assert ("<html" in html) == (not headers)


def test_save_moves_the_entry_to_its_time(cast, signed_in, event):
    follower = EventFactory(review=cast.review, occurred_at=minutes(5))
    answer = signed_in(cast.involved).post(address("timeline-event", event), edited(event, time="15:00"), headers=HTMX)
    html = answer.content.decode()
    assert (
        f'id="timeline-event-{event.pk}" data-kind="trigger" data-version="2" data-order="2026-11-19T14:00:00' in html
    )
    assert f'id="timeline-day-{follower.pk}" data-before="timeline-event-{follower.pk}"' in html


def test_save_over_a_newer_version_shows_both_texts(cast, signed_in, event):
    first, second = edited(event, body="theirs, *first*"), edited(event, body="mine, second")
    client = signed_in(cast.owner)
    assert client.post(address("timeline-event", event), first).status_code == 302
    for headers in ({}, HTMX):
        answer = client.post(address("timeline-event", event), second, headers=headers)
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "theirs, <em>first</em>" in html
        assert "mine, second</textarea>" in html
        assert "<del>theirs, *first*</del><ins>mine, second</ins>" in html
        assert '<input type="hidden" name="version" value="2"' in html
    assert client.post(address("timeline-event", event), second | {"version": 2}).status_code == 302
    event.refresh_from_db()
    assert event.body == "mine, second"


def test_remove_offers_to_undo_and_restore_brings_back(cast, signed_in, page, event):
    client = signed_in(cast.owner)
    html = client.post(address("timeline-event-remove", event), headers=HTMX).content.decode()
    assert f'<li id="timeline-event-{event.pk}" data-gone></li>' in html
    assert address("timeline-event-restore", event) in html
    html = client.post(address("timeline-event-restore", event), headers=HTMX).content.decode()
    assert f'id="timeline-event-{event.pk}" data-kind' in html


def test_remove_and_restore_without_javascript(cast, signed_in, page, event):
    client = signed_in(cast.owner)
    gone = client.post(address("timeline-event-remove", event))
    assert gone["Location"] == f"{page}?undo=removed-{event.pk}"
    html = client.get(gone["Location"]).content.decode()
    assert address("timeline-event-restore", event) in html
    back = client.post(address("timeline-event-restore", event))
    assert back["Location"] == f"/reviews/{cast.review.ref}/#timeline-event-{event.pk}"


def test_removed_entry_cannot_be_saved(cast, signed_in, event):
    services.remove_event(event=event, actor=cast.owner)
    assert signed_in(cast.owner).post(address("timeline-event", event), edited(event)).status_code == 404


def test_entry_of_another_review_is_not_found_here(cast, signed_in, event):
    elsewhere = EventFactory()
    client = signed_in(cast.owner)
    for name in ("timeline-event", "timeline-event-edit"):
        assert client.get(reverse(name, args=[cast.review.ref, elsewhere.pk])).status_code == 404
    for name in ("timeline-event", "timeline-event-remove", "timeline-event-restore"):
        assert client.post(reverse(name, args=[cast.review.ref, elsewhere.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "method", "statuses"),
    [
        ("timeline", "get", (404, 200, 200)),
        ("timeline", "post", (404, 403, 422)),
        ("timeline-event", "get", (404, 200, 200)),
        ("timeline-event", "post", (404, 403, 422)),
        ("timeline-event-edit", "get", (404, 403, 200)),
        ("timeline-event-edit", "post", (405, 405, 405)),
        ("timeline-event-remove", "get", (405, 405, 405)),
        ("timeline-event-remove", "post", (404, 403, 302)),
        ("timeline-event-restore", "get", (405, 405, 405)),
        ("timeline-event-restore", "post", (404, 403, 302)),
    ],
)
def test_who_gets_what(cast, client, event, name, method, statuses):
    cast.restrict()
    args = [cast.review.ref] if name == "timeline" else [cast.review.ref, event.pk]
    found = []
    for person in (cast.stranger, cast.reader, cast.teammate):
        client.force_login(person)
        found.append(getattr(client, method)(reverse(name, args=args)).status_code)
    assert tuple(found) == statuses


def test_settled_review_is_a_document(cast, signed_in, page, event):
    cast.review.state, cast.review.published_at = "published", AT
    cast.review.save(update_fields=["state", "published_at"])
    client = signed_in(cast.owner)
    assert client.post(page, said()).status_code == 403
    assert "Add an event" not in client.get(page).content.decode()


@pytest.mark.parametrize("count", [500, 1000])
def test_a_story_at_full_size_is_walked_to_its_end_by_its_own_links(cast, signed_in, page, count):
    TimelineEvent.objects.bulk_create(
        EventFactory.build(review=cast.review, occurred_at=minutes(n), body=f"Entry {n}.") for n in range(count)
    )
    client, shown, address = signed_in(cast.reader), [], page
    while address:
        html = client.get(address, headers={"HX-Request": "true"}).content.decode()
        shown += re.findall(r'id="timeline-event-(\d+)"', html)
        following = re.search(r'class="button" href="([^"]+\?after=\d+)"', html)
        address = following[1] if following else ""
    assert [int(pk) for pk in shown] == list(cast.review.events.alive().values_list("pk", flat=True))
    assert len(shown) == count
