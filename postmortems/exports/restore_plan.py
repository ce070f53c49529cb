"""Conditions and action items of a document."""

from typing import Any

from accounts.models import Team
from postmortems.actions.check import EffectCheck
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.states import OPEN, State
from postmortems.exports import shape
from postmortems.exports.making import Making
from postmortems.exports.problems import Problem, ProblemsFound
from postmortems.exports.restore_said import word_here
from postmortems.factors.models import ContributingFactor
from postmortems.factors.own_words import put_own_kind
from postmortems.shared import clock
from postmortems.tickets.models import Ticket
from postmortems.tickets.trackers import NoLink, read_link
from postmortems.wording.services import remember

Data = dict[str, Any]
PROMISED = ("accepted_at", "room_asked_at", "snoozed_until", "snoozed", "in_the_way")


def restore_factors(making: Making) -> None:
    for place, (said, path) in enumerate(making.each("factors"), start=1):
        columns = {"position": place, "written_at": clock.now()} | shape.FACTOR.read(said, path)
        row = ContributingFactor(review=making.review, written_by=making.actor, **columns)
        making.sealing.put(row, "sentence", row.sentence, is_allowed=_is_allowed(said, making))
        row.save(force_insert=True)
        row.events.set(making.numbers.rows(said.get("shown_by", [])))
        if row.code and "own_kind" in said and (own := word_here(said["own_kind"], making, code=row.code)):
            put_own_kind(row, own.pk)
        remember(kind="factor", pk=row.pk, slot="sentence", body=row.sentence, author=making.actor, version=1)
        making.numbers.note(said["id"], row)


def restore_actions(making: Making) -> None:
    for said, path in making.each("actions"):
        row = ActionItem(review=making.review, written_by=making.actor, **_columns(said, path, making))
        making.sealing.put(row, "sentence", row.sentence, is_allowed=_is_allowed(said, making))
        row.save(force_insert=True)
        row.factors.set(making.numbers.rows(said.get("answers", [])))
        remember(kind="action", pk=row.pk, slot="sentence", body=row.sentence, author=making.actor, version=1)
        making.numbers.note(said["id"], row)
        if making.as_it_stood:
            _history(row, said, path)
    for said, _path in making.each("actions"):
        one, other = making.numbers.row(said["id"]), making.numbers.row(said.get("duplicate_of"))
        if one and other and one != other:
            ActionItem.objects.filter(pk=one.pk).update(duplicate_of=other)


def _columns(said: Data, path: str, making: Making) -> Data:
    columns = {"touched_at": clock.now(), "written_at": clock.now()} | shape.ACTION.read(said, path)
    if columns.get("due_on") and not columns.get("first_due_on"):
        columns["first_due_on"] = columns["due_on"]
    if making.as_it_stood:
        columns |= {
            "owner": making.people.find(said.get("owner", "")),
            "team": Team.objects.filter(name=said.get("team", "")).first(),
            "ticket": _ticket(said.get("ticket_url", ""), path),
        }
    elif columns.get("state", State.OFFERED) in OPEN:
        columns = _offered_anew(columns, making)
    return columns


def _offered_anew(columns: Data, making: Making) -> Data:
    """What somebody promised elsewhere is nobody's here, and a date in the past asks nobody."""
    due = columns.get("due_on")
    due = due if due and due >= clock.today(making.review.zone) else None
    kept = {name: value for name, value in columns.items() if name not in PROMISED}
    return kept | {"state": State.OFFERED, "due_on": due, "first_due_on": due, "team": making.review.team}


def _history(row: ActionItem, said: Data, path: str) -> None:
    for place, one in enumerate(said.get("replans", [])):
        Replan.objects.create(action=row, **shape.REPLAN.read(one, f"{path}.replans[{place}]"))
    for place, one in enumerate(said.get("checks", [])):
        EffectCheck.objects.create(action=row, **shape.CHECK.read(one, f"{path}.checks[{place}]"))


def _ticket(url: str, path: str) -> Ticket | None:
    if not url:
        return None
    try:
        link = read_link(url)
    except NoLink as error:
        raise ProblemsFound([Problem(f"{path}.ticket_url", str(error))]) from error
    values = {"tracker": link.tracker, "name": link.name, "url": link.url}
    return Ticket.objects.get_or_create(key=link.key, defaults=values)[0]


def _is_allowed(said: Data, making: Making) -> bool:
    """That a facilitator allowed words elsewhere counts where an administrator brings them back."""
    return making.as_it_stood and bool(said.get("is_allowed"))
