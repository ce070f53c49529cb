"""How the entries, conditions and action items of a review hang together, for its picture and the table beside it."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from postmortems.actions.states import LET_GO
from postmortems.factors.queries import events_that_show
from postmortems.factors.taxonomy import Sign
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.copying import Marked, spoken
from postmortems.timeline.queries import told as events_of
from postmortems.workspace.document_parts import Condition, Promise, told
from postmortems.workspace.graph import ACTION, EVENT, FACTOR, Node, drawn
from postmortems.workspace.graph_markup import svg

LONG = 160  # characters of an entry


@dataclass
class Row:
    """One condition in the table, with what shows it and what answers it."""

    condition: Condition
    shown_by: list[Node] = field(default_factory=list)
    answered_by: list[Node] = field(default_factory=list)
    lacks: tuple[str, ...] = ()


def connections(review: Review) -> dict[str, Any]:
    """The picture, its table, and what is linked to nothing on either side. Seven queries, whatever the size."""
    parts = told(review)
    shown = events_that_show(review)
    answered = _answers(parts.promises)
    linked = {pk for numbers in shown.values() for pk in numbers}
    events = [_event(row, review, parts, linked) for row in events_of(review) if row.is_starred or row.pk in linked]
    actions = [_action(one) for one in parts.promises]
    factors = [_factor(one, shown, answered) for one in parts.conditions]
    by_event, by_action = {one.pk: one for one in events}, {one.pk: one for one in actions}
    rows = [
        Row(
            one,
            [by_event[pk] for pk in shown.get(one.factor.pk, ()) if pk in by_event],
            [by_action[pk] for pk in answered.get(one.factor.pk, ())],
            node.lacks,
        )
        for one, node in zip(parts.conditions, factors, strict=True)
    ]
    graph = drawn(events, factors, actions, shown=shown, answered=answered)
    return {
        "title": parts.title,
        "graph": svg(graph, page=reverse("review", args=[review.ref])) if graph.boxes else "",
        "left_out": graph.left_out,
        "rows": rows,
        "unexplained": [one for one in events if one.lacks],
        "unfounded": [one for one in actions if one.lacks],
    }


def _answers(promises: list[Promise]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in promises:
        for factor in one.item.answers:  # type: ignore[attr-defined]
            found.setdefault(factor, []).append(one.item.pk)
    return found


def _event(row: Any, review: Review, parts: Any, linked: set[int]) -> Node:
    there = clock.local(row.occurred_at, review.zone)
    words = Truncator(" ".join(spoken(Marked(parts.names.words(row.body))).split())).chars(LONG)
    above = f"{'~' if row.is_about else ''}{there:%H:%M} {row.get_kind_display()}"
    return Node(EVENT, row.pk, words, above, row.kind, () if row.pk in linked else ("after",))


def _factor(one: Condition, shown: dict[int, list[int]], answered: dict[int, list[int]]) -> Node:
    """What helped needs no answer; what is accepted for now has one."""
    factor = one.factor
    is_answered = factor.pk in answered or one.accepted_because or factor.sign == Sign.HELD_BACK
    lacks = (*(() if shown.get(factor.pk) else ("before",)), *(() if is_answered else ("after",)))
    accepted = f" · {_('accepted for now')}" if one.accepted_because else ""
    return Node(FACTOR, factor.pk, one.sentence, f"{factor.get_sign_display()}{accepted}", factor.sign, lacks)


def _action(one: Promise) -> Node:
    item = one.item
    lacks = () if item.answers or item.state in LET_GO else ("before",)  # type: ignore[attr-defined]
    return Node(ACTION, item.pk, one.sentence, str(item.get_state_display()), item.state, lacks)
