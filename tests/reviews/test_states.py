import pytest

from accounts.roles import POWERS, Power, Role, powers
from postmortems.reviews.states import MOVES, WORKS_TOWARDS, State, Step, find_move, is_end, moves_from, steps


def test_every_state_can_be_reached_and_left():
    assert {move.target for move in MOVES} | {State.INCIDENT} == set(State)
    assert {move.source for move in MOVES} == set(State)


def test_no_way_is_listed_twice():
    ways = [(move.source, move.target) for move in MOVES]
    assert len(ways) == len(set(ways))


def test_every_state_works_towards_a_step_or_is_done():
    assert set(WORKS_TOWARDS) == set(State)


@pytest.mark.parametrize(
    ("state", "marks"),
    [
        (State.INCIDENT, "done now ahead ahead ahead"),
        (State.MEETING, "done done now ahead ahead"),
        (State.SOAK, "done done done now ahead"),
        (State.PUBLISHED, "done done done done now"),
        (State.CLOSED, "done done done done done"),
    ],
)
def test_steps_show_where_a_review_stands(state, marks):
    assert [mark.state for mark in steps(state)] == marks.split()


def test_leaving_without_a_review_asks_why():
    assert find_move(State.INCIDENT, State.CLOSED).asks == "reason"


def test_a_reader_moves_nothing():
    for state in State:
        assert moves_from(state, POWERS[Role.READER]) == []


def test_a_teammate_may_start_writing_but_not_publish():
    may = POWERS[Role.TEAMMATE]
    assert [move.target for move in moves_from(State.INCIDENT, may)] == [State.DRAFT]
    assert moves_from(State.MEETING, may) == []


def test_there_is_no_way_from_the_record_to_shared():
    assert find_move(State.INCIDENT, State.PUBLISHED) is None


def test_powers_add_up_and_no_role_has_none():
    assert powers([]) == frozenset()
    assert powers([Role.STRANGER]) == frozenset()
    assert Power.SETTLE not in powers([Role.OWNER, Role.TEAMMATE])
    assert Power.SETTLE in powers([Role.READER, Role.FACILITATOR])


def test_each_role_has_what_it_is_there_for():
    assert powers([Role.OWNER]) == {Power.VIEW, Power.EDIT, Power.STEER}
    assert powers([Role.FACILITATOR]) == {Power.VIEW, Power.EDIT, Power.STEER, Power.SETTLE}
    assert powers([Role.INVOLVED]) == powers([Role.TEAMMATE]) == {Power.VIEW, Power.EDIT}
    assert powers([Role.READER]) == {Power.VIEW}


def test_the_end_of_a_shared_review_is_an_end_and_nothing_else_is():
    assert is_end(find_move(State.PUBLISHED, State.CLOSED))
    assert not is_end(find_move(State.INCIDENT, State.CLOSED))
    assert not is_end(find_move(State.INCIDENT, State.DRAFT))
    assert not is_end(None)


def test_a_step_has_its_label():
    assert [mark.label for mark in steps(State.DRAFT)] == [str(step.label) for step in Step]
