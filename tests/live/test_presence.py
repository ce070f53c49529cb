"""Who is where, as a matter of memory and a clock."""

import pytest

from postmortems.live.presence import MOST_PAGES, STAYS, Here, Presence, Seen

PRIYA, LEA = 1, 2
ROOM, STORY, FIELD = "review:7", "timeline", "event:3 body"


@pytest.fixture
def presence():
    return Presence()


def names(presence, room=ROOM):
    return [(one.person, one.section) for one in presence.seen(room)]


def holder(presence):
    return [(one.person, one.took) for one in presence.seen(ROOM) if one.holds]


def test_somebody_comes_moves_and_leaves(presence):
    assert presence.hear(ROOM, "a", Here(PRIYA, STORY), now=0)
    assert not presence.hear(ROOM, "a", Here(PRIYA, STORY), now=20)
    assert presence.seen(ROOM) == [Seen(PRIYA, STORY, "", holds=False, took=False)]
    assert presence.hear(ROOM, "a", Here(PRIYA, "factors"), now=21)
    assert names(presence) == [(PRIYA, "factors")]
    assert presence.hear(ROOM, "a", None, now=22)
    assert names(presence) == names(presence, "review:8") == []
    assert not presence.hear(ROOM, "a", None, now=23)


def test_a_page_that_falls_silent_is_gone_within_a_minute(presence):
    presence.hear(ROOM, "a", Here(PRIYA, STORY), now=0)
    presence.hear("review:8", "b", Here(LEA, STORY), now=30)
    assert presence.forget(now=STAYS) == []
    assert presence.forget(now=STAYS + 1) == [ROOM]
    assert names(presence) == []
    assert names(presence, "review:8") == [(LEA, STORY)]
    assert STAYS + 5 < 60


def test_two_pages_of_one_person_are_one_person(presence):
    presence.hear(ROOM, "a", Here(PRIYA, STORY), now=0)
    assert not presence.hear(ROOM, "b", Here(PRIYA, STORY), now=1)
    assert not presence.hear(ROOM, "a", None, now=2)  # the old page closes after the new one came
    assert names(presence) == [(PRIYA, STORY)]


def test_who_came_first_holds_a_field_until_they_leave_it(presence):
    presence.hear(ROOM, "a", Here(PRIYA, STORY, FIELD), now=0)
    presence.hear(ROOM, "b", Here(LEA, STORY, FIELD), now=1)
    presence.hear(ROOM, "a", Here(PRIYA, STORY, FIELD), now=20)
    assert holder(presence) == [(PRIYA, False)]
    presence.hear(ROOM, "a", Here(PRIYA, STORY), now=21)
    assert holder(presence) == [(LEA, False)]


def test_a_field_is_taken_over_and_taken_back(presence):
    presence.hear(ROOM, "a", Here(PRIYA, STORY, FIELD), now=0)
    presence.hear(ROOM, "b", Here(LEA, STORY, FIELD, takes=True), now=5)
    assert holder(presence) == [(LEA, True)]
    presence.hear(ROOM, "b", Here(LEA, STORY, FIELD), now=25)
    assert holder(presence) == [(LEA, True)]
    presence.hear(ROOM, "a", Here(PRIYA, STORY, FIELD, takes=True), now=26)
    assert holder(presence) == [(PRIYA, True)]
    presence.forget(now=26 + STAYS)
    assert holder(presence) == [(PRIYA, True)]


def test_nobody_holds_what_is_no_field(presence):
    presence.hear(ROOM, "a", Here(PRIYA, STORY), now=0)
    assert holder(presence) == []


def test_a_room_holds_a_bounded_number_of_pages(presence):
    for number in range(MOST_PAGES + 5):
        presence.hear(ROOM, f"page {number}", Here(number, STORY), now=number)
    people = [one.person for one in presence.seen(ROOM)]
    assert people == list(range(5, MOST_PAGES + 5))
