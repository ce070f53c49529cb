"""Conditions and action items as parts of the document."""

from typing import Any

from django.db.models import FETCH_RAISE

from postmortems.exports import shape
from postmortems.exports.people import Called
from postmortems.factors.own_words import with_own_kinds
from postmortems.factors.queries import events_that_show
from postmortems.reviews.models import Review
from postmortems.wording.policy import WordingState

Data = dict[str, Any]


def factors_of(review: Review, called: Called) -> list[Data]:
    """The conditions in their order, each with the entries that show it. Held words stay with the facilitator."""
    settled = review.factors.alive().exclude(sentence_state=WordingState.HELD)
    rows = with_own_kinds(settled).fetch_mode(FETCH_RAISE)
    shown = events_that_show(review)
    return [
        {
            "id": f"factor-{row.pk}",
            **shape.FACTOR.written(row, called.say),
            **allowed(row),
            **_own_kind(row),
            **_list("shown_by", [f"event-{pk}" for pk in shown.get(row.pk, [])]),
        }
        for row in rows
    ]


def _own_kind(row: Any) -> Data:
    return {"own_kind": shape.word(row.own_kind, row.own_definition)} if row.own_kind else {}


def actions_of(review: Review, called: Called) -> list[Data]:
    """The action items in the order of their writing, with how their dates moved and whether they helped."""
    rows = review.actions.alive().exclude(sentence_state=WordingState.HELD).select_related("owner", "team", "ticket")
    rows = rows.prefetch_related("replans", "checks", "factors").order_by("pk").fetch_mode(FETCH_RAISE)
    here = list(rows)
    numbers = {row.pk for row in here}
    return [_action(row, called, numbers) for row in here]


def _action(row: Any, called: Called, here: set[int]) -> Data:
    answers = [one for one in row.factors.all() if one.deleted_at is None and one.sentence_state != WordingState.HELD]
    more = {
        "owner": called.named(row.owner),
        "team": row.team.name if row.team else "",
        "ticket_url": row.ticket.url if row.ticket else "",
        "duplicate_of": f"action-{row.duplicate_of_id}" if row.duplicate_of_id in here else "",
        "answers": [f"factor-{one.pk}" for one in sorted(answers, key=lambda one: one.pk)],
        "replans": [shape.REPLAN.written(one, called.say) for one in row.replans.all()],
        "checks": [shape.CHECK.written(one, called.say) for one in row.checks.all()],
    }
    said = {name: value for name, value in more.items() if value}
    return {"id": f"action-{row.pk}", **shape.ACTION.written(row, called.say), **allowed(row), **said}


def allowed(row: Any) -> Data:
    """That a facilitator found these words not to be about a person."""
    return {"is_allowed": True} if row.sentence_state == WordingState.ALLOWED else {}


def _list(name: str, value: list[str]) -> Data:
    return {name: value} if value else {}
