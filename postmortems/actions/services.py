"""Promising something, changing what was promised, and answering for it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Team, User
from postmortems.actions.checks import forget_checks, plan_checks
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import CannotAnswer, locked, record_replan, tell, tell_twins
from postmortems.actions.queries import target_of
from postmortems.actions.states import State, find_answer
from postmortems.actions.thanks import thank
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.mentions import tell_mentioned
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import clean
from postmortems.wording import disputes
from postmortems.wording.judge import blames, judge
from postmortems.wording.services import remember


class Overtaken(Exception):
    """Somebody changed the same action item between reading and writing; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What will exist that does not exist today."""

    sentence: str
    owner: User | None = None
    due_on: dt.date | None = None
    done_when: str = ""
    type: str = ""
    strength: int | None = None
    reach: str = ""
    effect_check_on: dt.date | None = None
    hypothesis: str = ""
    team: Team | None = None
    factors: Iterable[ContributingFactor] = field(default_factory=tuple)


def promise_action(
    *, review: Review, promise: Promise, actor: User, form_key: uuid.UUID, ask: bool = False
) -> ActionItem:
    """Add an action item; with `ask`, words that the guard refuses are kept and put before the facilitator.

    The same `form_key` again gives the row it made at first. Raises BlameRefused, with nothing written.
    """
    earlier = ActionItem.objects.filter(form_key=form_key, review=review)
    if found := earlier.first():
        return found
    try:
        return _promise(review, promise, actor, form_key, ask)
    except IntegrityError:
        if found := earlier.first():  # sent twice at once: the other one was first
            return found
        raise


@transaction.atomic
def _promise(review: Review, promise: Promise, actor: User, form_key: uuid.UUID, ask: bool) -> ActionItem:
    now = clock.now()
    item = ActionItem(
        review=review,
        sentence=clean(promise.sentence),
        owner=promise.owner,
        team=promise.team or review.team,
        due_on=promise.due_on,
        first_due_on=promise.due_on,
        done_when=promise.done_when,
        type=promise.type,
        strength=promise.strength,
        reach=promise.reach,
        effect_check_on=promise.effect_check_on,
        hypothesis=promise.hypothesis,
        state=State.ACCEPTED if promise.owner == actor else State.OFFERED,
        accepted_at=now if promise.owner == actor else None,
        touched_at=now,
        written_by=actor,
        written_at=now,
        form_key=form_key,
    )
    is_held = ask and _hold(item)
    item.save(force_insert=True)
    item.factors.set(promise.factors)
    _remember(item, actor)
    if is_held:
        disputes.ask(item, field="sentence", target=target_of(item), author=actor)
    tell(item, "promised an action item", actor)
    tell_mentioned(review=review, about=target_of(item), body=item.sentence, author=actor)
    return item


@transaction.atomic
def change_action(*, item: ActionItem, changes: dict[str, Any], actor: User, ask: bool = False) -> ActionItem:
    """Write what a person changed about an action item as they read it (`item`). Moving the date keeps the first one.

    Raises BlameRefused, or Overtaken when one of these fields is no longer what `item` says.
    """
    standing = locked(item)
    names = [name for name in changes if name != "factors"]
    if any(getattr(standing, f) != getattr(item, f) for f in (_column(name) for name in names)):
        raise Overtaken
    for name in names:
        setattr(standing, name, clean(changes[name]) if name == "sentence" else changes[name])
    is_held = ask and "sentence" in names and _hold(standing)
    standing.save(update_fields=[*names, *_follow_from(standing, item)])
    record_replan(item=standing, was_on=item.due_on, actor=actor)
    if "factors" in changes:
        standing.factors.set(changes["factors"])
    if "sentence" in names:
        disputes.withdraw(target_of(item))
        _remember(standing, actor)
    if is_held:
        disputes.ask(standing, field="sentence", target=target_of(item), author=actor)
    tell(standing, "changed an action item", actor, fields=tuple(changes))
    if "sentence" in names:
        words = {"body": standing.sentence, "before": item.sentence}
        tell_mentioned(review=item.review, about=target_of(item), **words, author=actor)
    return standing


def _follow_from(standing: ActionItem, before: ActionItem) -> list[str]:
    """What else a change brings with it: the first date, and a new owner who starts from zero."""
    changed = ["touched_at"]
    standing.touched_at = clock.now()
    if standing.due_on != before.due_on:
        standing.first_due_on = standing.due_on and (before.first_due_on or standing.due_on)
        standing.room_asked_at = None
        changed += ["first_due_on", "room_asked_at"]
    if standing.owner_id != before.owner_id and standing.state in (State.ACCEPTED, State.TALK_FIRST):
        standing.state, standing.accepted_at = State.OFFERED, None
        changed += ["state", "accepted_at"]
    if standing.owner_id != before.owner_id:
        standing.room_asked_at = None
        changed.append("room_asked_at")
    if len(changed) > 1:  # another date or another owner: what rested is spoken of again
        standing.snoozed_until, standing.snoozed = None, 0
        changed += ["snoozed_until", "snoozed"]
    return changed


@transaction.atomic
def answer_action(*, item: ActionItem, answer: str, actor: User, reason: str = "", in_the_way: str = "") -> ActionItem:
    """Write down what somebody says about an action item. Pressed twice, it is said once. Raises CannotAnswer."""
    said, standing = find_answer(answer), locked(item)
    if said is None or said.target is None:
        raise CannotAnswer(_("That answer is not known here."))
    if standing.state == said.target:
        return standing
    if standing.state not in said.sources:
        raise CannotAnswer(_("It has moved on meanwhile: it is %(state)s.") % {"state": standing.get_state_display()})
    if said.asks == "reason" and not reason.strip():
        raise CannotAnswer(_("One sentence says why."))
    standing.reason, standing.in_the_way = (clean(reason), in_the_way) if said.asks == "reason" else ("", "")
    put_state(standing, said.target, actor)
    tell(standing, f"answered {said.name}", actor)
    thank(standing, actor=actor)
    tell_twins(standing, said.target, actor)
    return standing


def put_state(standing: ActionItem, state: State, actor: User) -> None:
    """The new state and what follows from it: an answer ends the asking for room, and what is done is asked later
    whether it helped.
    """
    standing.state, standing.touched_at, standing.room_asked_at = state, clock.now(), None
    standing.snoozed_until, standing.asked_if_done_at = None, None
    was_done, standing.done_on = standing.done_on, None
    if state == State.DONE:
        standing.done_on = clock.today(actor.zone)
        standing.first_done_on = standing.first_done_on or standing.done_on
        plan_checks(standing, done_on=standing.done_on)
    elif was_done:
        forget_checks(standing)
    if state != State.DUPLICATE:
        standing.duplicate_of = None
    if state == State.ACCEPTED:
        standing.accepted_at = standing.accepted_at or standing.touched_at
    standing.save(
        update_fields=[
            *("state", "reason", "in_the_way", "touched_at", "room_asked_at", "accepted_at"),
            *("done_on", "first_done_on"),
            *("effect_check_on", "effect", "effect_answered_on", "snoozed_until", "asked_if_done_at", "duplicate_of"),
        ]
    )


@transaction.atomic
def remove_action(*, item: ActionItem, actor: User) -> None:
    """Put it in the trash, where it can be brought back from. What waited for the facilitator waits no more."""
    if item.deleted_at is not None:
        return
    _set_deleted(item, clock.now())
    disputes.withdraw(target_of(item))
    tell(item, "removed an action item", actor, fields=("deleted_at",))


@transaction.atomic
def restore_action(*, item: ActionItem, actor: User) -> None:
    """Take it out of the trash. Held words wait for the facilitator again, asked by who brought them back."""
    if item.deleted_at is None:
        return
    _set_deleted(item, None)
    if disputes.is_held(item, field="sentence"):
        disputes.ask(item, field="sentence", target=target_of(item), author=actor)
    tell(item, "brought back an action item", actor, fields=("deleted_at",))


def _set_deleted(item: ActionItem, at: dt.datetime | None) -> None:
    item.deleted_at = at
    item.save(update_fields=["deleted_at"])


@transaction.atomic
def settle_action(*, item: ActionItem, actor: User, allow: bool, reason: str = "", offer: str = "") -> None:
    """Allow the held words with a reason, or offer another sentence, which the guard judges like any other.

    Raises AlreadySettled when nothing waits, and BlameRefused for an offer that ends with a person.
    """
    standing, dispute = locked(item), disputes.waiting(target_of(item))
    if dispute is None:
        raise disputes.AlreadySettled(_("This sentence was settled meanwhile."))
    if allow:
        disputes.allow(dispute, standing, field="sentence", by=actor, reason=reason)
    else:
        disputes.reword(dispute, by=actor, offer=offer, reason=reason)
    tell(standing, "settled an action item", actor, fields=("sentence_state",) if allow else ())


def _hold(item: ActionItem) -> bool:
    """Keep the words for the facilitator if the guard would refuse them; whether it does."""
    if not blames(judge(item.sentence)):
        return False
    disputes.hold(item, field="sentence", words=item.sentence)
    return True


def _column(name: str) -> str:
    return str(ActionItem._meta.get_field(name).attname)  # type: ignore[union-attr]


def _remember(item: ActionItem, author: User) -> None:
    remember(kind="action", pk=item.pk, slot="sentence", body=item.sentence, author=author)
