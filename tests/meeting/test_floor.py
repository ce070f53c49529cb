"""Hands and turns: who is next, who may be invited, and that nothing of it is kept."""

import pytest

from postmortems.meeting.floor import STAYS, WRITES, Floor

ROOM = "meeting:7"
ANA, BO, CY, DEE = 1, 2, 3, 4


@pytest.fixture
def floor():
    found = Floor()
    for at, seat in enumerate((ANA, BO, CY, DEE)):
        found.hear(ROOM, str(seat), {"does": "here"}, now=at)
    return found


def says(floor, seat, does, now=10.0):
    return floor.hear(ROOM, str(seat), {"does": does}, now=now)


def test_the_queue_goes_by_fewest_turns_then_who_is_remote_then_who_asked_first(floor):
    says(floor, ANA, "spoke")
    says(floor, DEE, "remote")
    for at, seat in enumerate((ANA, BO, CY, DEE), start=11):
        says(floor, seat, "hand", at)
    assert floor.seen(ROOM).queue == (DEE, BO, CY, ANA)
    says(floor, DEE, "spoke")
    says(floor, BO, "down")
    assert floor.seen(ROOM).queue == (CY, ANA)


def test_who_is_not_in_the_room_is_marked_until_they_come(floor):
    says(floor, DEE, "remote")
    says(floor, DEE, "hand")
    says(floor, BO, "hand")
    assert floor.seen(ROOM).away == (DEE,)
    says(floor, DEE, "room")
    assert floor.seen(ROOM).away == ()


def test_how_many_write_is_seen_until_a_while_after_the_last_key(floor):
    says(floor, ANA, "writes", 20)
    says(floor, BO, "writes", 25)
    assert floor.seen(ROOM).writing == 2
    assert floor.forget(now=20 + WRITES) == [ROOM]
    assert floor.seen(ROOM).writing == 1
    says(floor, BO, "done", 33)
    assert (floor.seen(ROOM).writing, floor.seen(ROOM).done) == (0, 1)


def test_a_hand_that_is_said_again_keeps_its_place(floor):
    says(floor, BO, "hand", 11)
    says(floor, CY, "hand", 12)
    assert not says(floor, BO, "hand", 13)
    assert floor.seen(ROOM).queue == (BO, CY)


def test_two_who_were_not_heard_may_be_invited_and_never_a_list(floor):
    says(floor, ANA, "spoke")
    says(floor, BO, "hand")
    assert floor.seen(ROOM).quiet == (CY, DEE)
    for seat in range(5, 20):
        says(floor, seat, "here")
    assert len(floor.seen(ROOM).quiet) == 2


def test_done_is_a_number_and_something_new_takes_it_back(floor):
    says(floor, ANA, "done")
    says(floor, BO, "done")
    assert (floor.seen(ROOM).done, floor.seen(ROOM).here) == (2, 4)
    says(floor, ANA, "fresh")
    assert floor.seen(ROOM).done == 0


def test_who_is_not_heard_any_more_is_forgotten(floor):
    says(floor, ANA, "hand", 20)
    assert floor.forget(now=20 + STAYS) == [ROOM]
    assert (floor.seen(ROOM).queue, floor.seen(ROOM).here) == ((ANA,), 1)
    floor.clear()
    assert not floor.holds(ROOM)
