"""The picture: where everything stands (pure), and the page that shows it."""

import datetime as dt

import pytest
from django.urls import reverse

from postmortems.timeline.picture import LEFT, RIGHT, Entry, Stamp, Window, draw, whole_of, zooms
from tests.factories import EventFactory, IncidentFactory

AT = dt.datetime(2026, 11, 19, 13, 0, tzinfo=dt.UTC)
HOUR = Window(AT, AT + dt.timedelta(minutes=60))


def at(n):
    return AT + dt.timedelta(minutes=n)


def entries(*minutes, lane="by hand"):
    return [Entry(n, n, at(m), None, "observation", lane, "x") for n, m in enumerate(minutes, start=1)]


@pytest.mark.parametrize(("minute", "x"), [(0, LEFT), (30, (LEFT + RIGHT) // 2), (60, RIGHT), (-5, LEFT), (99, RIGHT)])
def test_a_moment_stands_at_its_share_of_the_axis(minute, x):
    assert HOUR.x(at(minute)) == x


@pytest.mark.parametrize(
    ("minutes", "points", "lines"),
    [
        ((10, 20, 30), [1, 1, 1], 1),
        ((10, 10, 30), [1, 1, 1], 2),  # side by side in time: one below the other
        ((10, 10, 10, 30), [2, 1, 1], 2),  # a third in the same place joins
        ((), [], 0),
    ],
)
def test_entries_that_are_close_stand_on_two_lines_and_then_together(minutes, points, lines):
    lanes = draw(entries(*minutes), [], HOUR, zone="UTC").lanes
    found = [point for lane in lanes for point in lane.points]
    assert sorted((len(point.entries) for point in found), reverse=True) == points
    assert len({point.y for point in found}) == lines
    assert sum(len(point.entries) for point in found) == len(minutes)


def test_a_thousand_entries_are_few_points_and_none_is_lost():
    many = entries(*[n * 0.06 for n in range(1000)])
    [lane] = draw(many, [], HOUR, zone="UTC").lanes
    assert len(lane.points) < 50
    assert sum(len(point.entries) for point in lane.points) == 1000


def test_lanes_come_in_the_order_in_which_they_begin_and_rare_ones_share_the_last():
    told = [one for n in range(9) for one in entries(n, n + 20, lane=f"lane {n}")] + entries(1, lane="once")
    names = [lane.name for lane in draw(told, [], HOUR, zone="UTC").lanes]
    assert names == [*(f"lane {n}" for n in range(7)), "others"]


def test_what_lies_outside_the_window_is_left_out_and_what_lasts_into_it_is_drawn():
    before = Entry(1, 1, at(-30), at(10), "action", "x", "")
    gone = Entry(2, 2, at(-30), at(-20), "action", "x", "")
    picture = draw([before, gone], [], HOUR, zone="UTC")
    [point] = picture.lanes[0].points
    assert (picture.entries, point.x, point.to) == ((before,), LEFT, HOUR.x(at(10)))


def test_labels_of_phases_do_not_touch():
    stamps = [Stamp(at(m), word, "") for m, word in ((1, "onset"), (2, "noticed"), (3, "someone on it"), (59, "over"))]
    phases = draw([], stamps, HOUR, zone="UTC").phases
    assert [phase.row for phase in phases] == [0, 1, 2, 0]
    assert [phase.is_left for phase in phases] == [False, False, False, True]
    assert phases[0].to == phases[1].x


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (HOUR, ["19 Nov 14:00", "14:10", "14:20", "14:30", "14:40", "14:50", "15:00"]),
        (Window(at(0), at(5)), ["19 Nov 14:00", "14:01", "14:02", "14:03", "14:04", "14:05"]),
        (
            Window(at(9 * 60), at(13 * 60)),
            ["19 Nov 23:00", "23:30", "20 Nov 00:00", "00:30", "01:00", "01:30", "02:00"],
        ),
        (Window(AT, AT + dt.timedelta(days=5)), ["20 Nov", "21 Nov", "22 Nov", "23 Nov", "24 Nov"]),
    ],
)
def test_ticks_are_round_times_on_the_clock_of_the_story(window, words):
    found = [tick.words for tick in draw([], [], window, zone="Europe/Berlin").ticks]
    assert [one for one in found if one in words] == words
    assert len(found) <= 9


def test_there_is_a_way_closer_until_ten_minutes_and_always_a_way_back():
    whole = whole_of(entries(0, 60), [])
    assert [zoom.words for zoom in zooms(whole, whole)] == ["Closer"]
    close = Window(at(20), at(30))
    assert [zoom.words for zoom in zooms(close, whole)] == ["Further away", "Earlier", "Later", "Everything"]
    assert whole_of([], []) is None


@pytest.fixture
def page(cast):
    return reverse("timeline-picture", args=[cast.review.ref])


def test_page_draws_every_entry_as_a_link_with_its_row(cast, signed_in, page):
    IncidentFactory(review=cast.review, started_at=at(0), acknowledged_at=at(47), about=["started_at"])
    one = EventFactory(review=cast.review, occurred_at=at(5), role="on call", is_starred=True, kind="detection")
    EventFactory(review=cast.review, occurred_at=at(40), role="support", body="A <b>customer</b> calls")
    html = signed_in(cast.reader).get(page).content.decode()
    address = reverse("timeline-event", args=[cast.review.ref, one.pk])
    assert html.count(f'href="{address}#timeline-event-{one.pk}"') == 2
    assert '<use href="#kind-detection"' in html
    assert "~onset" in html
    assert 'text-anchor="end">someone on it' in html
    assert ">on call<title>" in html
    assert "<b>customer</b>" not in html
    assert "style=" not in html


def test_page_looks_closer_by_its_address(cast, signed_in, page):
    near, far = (EventFactory(review=cast.review, occurred_at=at(n)) for n in (5, 300))
    html = signed_in(cast.reader).get(f"{page}?from=2026-11-19T13:00Z&to=2026-11-19T14:00Z&lanes=kind").content.decode()
    assert f"timeline-event-{near.pk}" in html
    assert f"timeline-event-{far.pk}" not in html
    for words in ("Further away", "Later", "Everything"):
        assert words in html


@pytest.mark.parametrize(
    "query", ["?from=x&to=y", "?from=2026-11-19T13:00Z&to=2026-11-19T12:00Z", "?lanes=no", "?from=9999-99-99T00:00Z"]
)
def test_odd_addresses_show_the_whole(cast, signed_in, page, query):
    EventFactory(review=cast.review)
    assert signed_in(cast.reader).get(page + query).status_code == 200


def test_noise_is_not_drawn_and_nothing_is_a_sentence(cast, signed_in, page):
    EventFactory(review=cast.review, is_noise=True)
    assert "Nothing to draw yet" in signed_in(cast.reader).get(page).content.decode()


@pytest.mark.parametrize("count", [1, 300])
def test_the_picture_takes_the_same_queries_for_any_number(cast, signed_in, page, count, django_assert_num_queries):
    for n in range(count):
        EventFactory(review=cast.review, occurred_at=at(n))
    client = signed_in(cast.reader)
    client.get(page)
    with django_assert_num_queries(5):
        html = client.get(page).content
    assert len(html) < 168_000


def test_roles_stand_for_names_on_a_page_that_says_so(cast, signed_in, page):
    cast.review.state, cast.review.published_at, cast.review.names_as_roles = "published", AT, True
    cast.review.save()
    assert signed_in(cast.reader).get(page).status_code == 302
