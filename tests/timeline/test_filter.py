"""What a page of the story shows, by its address; and what an entry says about the clock of the incident."""

import datetime as dt

import pytest
from django.urls import reverse

from postmortems.timeline.filtering import Filter
from tests.factories import EventFactory, IncidentFactory
from tests.timeline.test_views import AT, HTMX, address, minutes


@pytest.fixture
def page(cast):
    return reverse("timeline", args=[cast.review.ref])


@pytest.fixture
def story(cast):
    told = {
        "starred": {"is_starred": True},
        "noise": {"is_noise": True},
        "chat": {"source": "chat"},
        "decided": {"kind": "decision"},
        "support": {"role": "support"},
    }
    return {
        name: EventFactory(review=cast.review, body=f"This is {name}.", occurred_at=minutes(n * 20), **values)
        for n, (name, values) in enumerate(told.items())
    }


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"starred", "chat", "decided", "support"}),
        ("?starred=1", {"starred"}),
        ("?noise=1", {"starred", "noise", "chat", "decided", "support"}),
        ("?source=chat", {"chat"}),
        ("?kind=decision", {"decided"}),
        ("?role=support", {"support"}),
        ("?kind=nonsense&source=no&origin=x", {"starred", "chat", "decided", "support"}),
        ("?kind=decision&role=support", set()),
    ],
)
def test_the_address_says_what_is_shown(cast, signed_in, page, story, query, shown):
    html = signed_in(cast.reader).get(page + query).content.decode()
    assert {name for name in story if f"This is {name}." in html} == shown
    assert "With the noise (1 hidden)" in html


def test_a_long_filtered_story_goes_on_as_it_was_asked(cast, signed_in, page):
    for n in range(120):
        EventFactory(review=cast.review, occurred_at=minutes(n), is_starred=n != 50)
    html = signed_in(cast.reader).get(f"{page}?starred=1").content.decode()
    last = cast.review.events.filter(is_starred=True)[99]
    assert f"?after={last.pk}&amp;starred=1" in html
    rest = signed_in(cast.reader).get(f"{page}?after={last.pk}&starred=1").content.decode()
    assert rest.count('id="timeline-event-') == 19


@pytest.mark.parametrize("said", [{}, {"starred": "1", "kind": "action", "role": "on call & support"}])
def test_an_address_says_what_was_asked(said):
    asked = Filter.asked(said)
    assert bool(asked) is bool(said)
    assert ("role=on+call+%26+support" in asked.query) is bool(said)


@pytest.fixture
def incident(cast):
    return IncidentFactory(review=cast.review, detected_at=AT)


def test_a_marker_offers_its_time_and_sets_nothing_by_itself(cast, signed_in, incident):
    event = EventFactory(review=cast.review, occurred_at=minutes(9))
    client, mark = signed_in(cast.owner), {"mark": "kind", "kind": "detection"}
    html = client.post(address("timeline-event-mark", event), mark, headers=HTMX).content.decode()
    assert "stands at 19 Nov 14:02 and stays there unless you move it" in html
    incident.refresh_from_db()
    assert incident.detected_at == AT
    client.post(reverse("incident-from-story", args=[cast.review.ref]), {"event": event.pk})
    incident.refresh_from_db()
    assert incident.detected_at == minutes(9)
    assert "stays there unless" not in client.get(address("timeline-event-menu", event)).content.decode()


def test_an_estimate_stays_one_and_over_is_never_before_onset(cast, signed_in, incident):
    begun = EventFactory(review=cast.review, occurred_at=minutes(1), kind="trigger", is_about=True)
    over = EventFactory(review=cast.review, occurred_at=AT - dt.timedelta(hours=1), kind="recovery")
    other = EventFactory(review=cast.review, kind="action")
    client, take = signed_in(cast.owner), reverse("incident-from-story", args=[cast.review.ref])
    client.post(take, {"event": begun.pk})
    html = client.post(take, {"event": over.pk}, follow=True).content.decode()
    assert "It cannot be over before it began." in html
    assert client.post(take, {"event": other.pk}, follow=True).status_code == 200
    incident.refresh_from_db()
    assert (incident.started_at, incident.about, incident.resolved_at) == (minutes(1), ["started_at"], None)
    assert client.post(take, {"event": "x"}).status_code == 404
