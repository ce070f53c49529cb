"""What the review page shows under "What happens next". The slice's own page shows the same."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Power
from postmortems.actions.access import may_change, standing_of
from postmortems.actions.answering import AnswerForm
from postmortems.actions.doors import doors
from postmortems.actions.forms import ActionForm
from postmortems.actions.ladder import Ladder, ladder_for, only_weaker
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import asks_for_room, is_check_due, is_homeless
from postmortems.actions.queries import actions_of, answered, homeless_since, target_of, teams_led_by
from postmortems.actions.smells import promises_an_effort
from postmortems.actions.states import OPEN, Answer, Effect, Standing, State, answers_for
from postmortems.actions.words import day_words, plain_day, waits_for
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.forms import SettleForm
from postmortems.wording.judge import judge
from postmortems.wording.models import Dispute
from postmortems.wording.policy import WordingState
from postmortems.wording.queries import drafts_of, latest_disputes
from postmortems.wording.refusal import coaching

SLOT = "action"


@dataclass
class Row:
    """One action item as one person sees it. Held words are read by who wrote them and by who settles them, by nobody
    else. `ask` is the answer that is being given in the row, `said` what was said to it.
    """

    item: ActionItem
    dispute: Dispute | None
    answers: list[Answer]
    standing: Standing
    day: str
    first_day: str
    waits_for: str
    may_change: bool
    reads_words: bool
    day_is_past: bool = False
    is_check_due: bool = False
    settle: SettleForm | None = None
    ask: AnswerForm | None = None
    said: str = ""
    hint: str = ""

    @property
    def is_mine(self) -> bool:
        return self.standing.is_owner

    @property
    def quick(self) -> list[Answer]:
        """Answers that need no further word: one press."""
        return [answer for answer in self.answers if not answer.asks]

    @property
    def doors(self) -> list[Answer]:
        """What the board's row offers."""
        return doors(
            self.answers,
            self.item.state,
            is_homeless=is_homeless(self.item),
            asks_for_room=asks_for_room(self.item),
            needs_decision=self.standing.needs_decision,
        )

    @property
    def kind(self) -> str:
        """What it is for, how strong, how far: "prevent · stronger · this service"."""
        item = self.item
        told = (item.get_type_display(), item.get_strength_display() or "", item.get_reach_display())
        return " · ".join(str(part) for part in told if part)

    @property
    def check_day(self) -> str:
        """When it was to be asked whether it helped; what is past is asked today."""
        return _("today")

    @property
    def may_note(self) -> bool:
        return self.may_say("effect") and not self.item.effect_note

    @property
    def effects(self) -> list[tuple[str, str]]:
        """The four answers to "Did it help?", for who may give them."""
        is_asked = self.is_check_due and self.may_say("effect")
        return [(effect.value, str(effect.label).capitalize()) for effect in Effect] if is_asked else []

    @property
    def may_move(self) -> bool:
        return self.may_say("new_date")

    def may_say(self, name: str) -> bool:
        return any(answer.name == name for answer in self.answers)

    @property
    def is_open(self) -> bool:
        return self.item.state in OPEN

    @property
    def is_past(self) -> bool:
        return self.is_open and self.day_is_past

    @property
    def is_done(self) -> bool:
        return self.item.state == State.DONE

    @property
    def is_held(self) -> bool:
        return self.item.sentence_state == WordingState.HELD

    @property
    def is_waiting(self) -> bool:
        return self.dispute is not None and self.dispute.outcome == Dispute.Outcome.WAITING

    @property
    def offer(self) -> str:
        """The facilitator's wording, as long as nobody saved another."""
        return self.dispute.offer if self.dispute and self.is_held and not self.is_waiting else ""


def row_of(
    item: ActionItem,
    *,
    user: User,
    standing: Standing,
    powers: frozenset[Power] = frozenset(),
    asked: dict[str, Dispute] | None = None,
) -> Row:
    """What the row says is worked out from what was read with the item; `asked` are its review's disputes by target."""
    dispute = (asked or {}).get(target_of(item))
    settles = Power.SETTLE in powers
    writers = {item.written_by_id, dispute.asked_by_id if dispute else None} - {None}
    today = clock.today(user.zone)
    moved = item.first_due_on is not None and item.first_due_on != item.due_on
    row = Row(
        item=item,
        dispute=dispute,
        answers=answers_for(item.state, standing),
        standing=standing,
        day=day_words(item.due_on, today=today),
        first_day=plain_day(item.first_due_on, today=today) if moved and item.first_due_on else "",
        waits_for=waits_for(item, today=today),
        may_change=standing.may_change,
        reads_words=user.pk in writers or settles or item.sentence_state != WordingState.HELD,
        day_is_past=item.due_on is not None and item.due_on < today,
        is_check_due=is_check_due(item, today=today),
    )
    if settles and row.is_waiting:
        row.settle = SettleForm(auto_id=f"action-{item.pk}-settle-%s")
    return row


def one_row(item: ActionItem, *, user: User) -> Row:
    """The row of an item that came through the gate: its review carries the powers."""
    review = item.review
    row = row_of(
        item,
        user=user,
        standing=standing_of(item, user, leads=teams_led_by(user), may_change=may_change(review)),
        powers=review.powers,
        asked=latest_disputes(review=review.pk, kind="action"),
    )
    if item.owner_id is None:
        say_since_when([row], user=user)
    return row


def say_since_when(rows: list[Row], *, user: User) -> None:
    """For those that nobody has: since when; at most one query."""
    since = homeless_since([row.item for row in rows if row.item.owner_id is None])
    for row in rows:
        if day := since.get(row.item.pk):
            there = clock.local(day, user.zone).date()
            row.waits_for = waits_for(row.item, today=clock.today(user.zone), homeless_since=there)


def row_for_everybody(item: ActionItem) -> Row:
    """The row without what depends on its reader; the date as it reads in the review's zone."""
    return row_of(item, user=User(zone=item.review.zone), standing=Standing())


def section(
    review: Review, *, user: User, form: ActionForm | None = None, added: ActionItem | None = None
) -> dict[str, Any]:
    """`form` is one that was sent; without it whoever may write gets a blank one, or their kept words. Beside what was
    `added` just now stands what could be asked about it.
    """
    powers, asked, items = review.powers, latest_disputes(review=review.pk, kind="action"), actions_of(review)
    where: Any = {"leads": teams_led_by(user), "may_change": may_change(review)}
    rows = [
        row_of(item, user=user, standing=standing_of(item, user, **where), powers=powers, asked=asked) for item in items
    ]
    for row in rows:
        if added and row.item.pk == added.pk:
            row.hint = hint_for(row.item)
    return {
        "actions": rows,
        "action_ladder": ladder_of(items) if Power.EDIT in powers else None,
        "action_form": form or (blank_form(review, user=user) if Power.EDIT in powers else None),
        "action_ask": review.facilitator.first_name if review.facilitator else "",
    }


def hint_for(item: ActionItem) -> str:
    """The quiet question beside a sentence that passes but could promise more; none for held words."""
    if item.sentence_state == WordingState.HELD:
        return ""
    said = coaching(judge(item.sentence))
    if said and not said.is_refusal:
        return said.question
    if promises_an_effort(item.sentence, type=item.type):
        return _("What will exist afterwards that does not exist today?")
    return ""


def ladder_of(items: list[ActionItem]) -> Ladder | None:
    """What to offer a plan that leans on remembering alone; None for any other."""
    planned = [item for item in items if item.state != State.DECLINED]
    if not only_weaker(planned):
        return None
    return ladder_for(factor.code for item in planned for factor in answered(item))


def blank_form(review: Review, *, user: User) -> ActionForm:
    form = ActionForm(review=review, today=clock.today(user.zone), auto_id="action-%s")
    if draft := drafts_of(user, target=f"review:{review.pk}").get(SLOT):
        form.bring_back(draft)
    return form
