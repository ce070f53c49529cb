"""Which answers stand as buttons in a row: the few that fit where the item stands; its page has all. Pure."""

from collections.abc import Sequence

from postmortems.actions.states import Answer, State

FIRST = {
    State.OFFERED: ("accept", "talk_first"),
    State.TALK_FIRST: ("accept",),
    State.ACCEPTED: ("done", "outcome"),
    State.BLOCKED: ("unblocked",),
}
OTHERWISE = {State.OFFERED: ("decline",), State.TALK_FIRST: ("hand_over",), State.ACCEPTED: ("blocked",)}


def doors(
    answers: Sequence[Answer], state: str, *, is_homeless: bool, asks_for_room: bool, needs_decision: bool
) -> list[Answer]:
    """Of the answers that this person may give, those that the row offers, in their order."""
    open_to = {answer.name: answer for answer in answers}
    here = State(state)
    if here not in FIRST:
        wanted: tuple[str, ...] = ()
    elif is_homeless:
        wanted = ("hand_over", "decline")
    elif "not_yet" in open_to:
        wanted = (*FIRST[here], "not_yet")
    elif needs_decision:
        room = ("make_room",) if asks_for_room or here == State.BLOCKED else ()
        wanted = (*FIRST[here], *room, "new_date", "decline")
    else:
        wanted = (*FIRST[here], *OTHERWISE.get(here, ()))
    return [open_to[name] for name in wanted if name in open_to]
