"""One action item as one person sees it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Power
from postmortems.actions import board_line, drawing, review_card
from postmortems.actions.access import may_change, standing_of
from postmortems.actions.answering import AnswerForm
from postmortems.actions.doors import doors
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import asks_for_room, is_check_due, is_homeless
from postmortems.actions.queries import homeless_since, target_of, teams_of
from postmortems.actions.states import OPEN, Answer, Effect, Standing, State, answers_for
from postmortems.actions.strength import Reach, Strength, Type
from postmortems.actions.words import day_words, plain_day, waits_for
from postmortems.shared import clock
from postmortems.wording.forms import SettleForm
from postmortems.wording.models import Dispute
from postmortems.wording.policy import WordingState
from postmortems.wording.queries import latest_disputes


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
    back: str = "review"  # where an answer leads: "review", or "board?…" with what was chosen there
    is_for_everybody: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether nothing in it asks for words: then `card` and `line` are all of it."""
        return self.ask is None and not self.is_held

    @property
    def card(self) -> SafeString:
        """The whole of a plain one on the page of its review."""
        return format_html("{}{}{}</article>", self.card_opening, self.card_remarks, self.card_answers)

    @property
    def card_opening(self) -> SafeString:
        return review_card.opening(self)

    @property
    def card_remarks(self) -> SafeString:
        return review_card.remarks(self)

    @property
    def card_answers(self) -> SafeString:
        return review_card.answers(self)

    @cached_property
    def of_which(self) -> SafeString:
        return drawing.of_which(self)

    @property
    def line_cells(self) -> SafeString:
        return board_line.cells(self)

    @property
    def line_answers(self) -> SafeString:
        return board_line.answers(self)

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
        type_, strength, reach = item.type, item.strength, item.reach
        told = (type_ and Type(type_).label, strength and Strength(strength).label, reach and Reach(reach).label)
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
    back: str = "review",
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
        back=back,
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
        standing=standing_of(item, user, leads=teams_of(user)[1], may_change=may_change(review)),
        powers=review.powers,
        asked=asked_about([item]),
    )
    if item.owner_id is None:
        say_since_when([row], user=user)
    return row


def row_to_change(item: ActionItem, *, user: User) -> Row:
    """What its form needs to know: whether this person reads the words, and what was offered for them."""
    powers, asked = item.review.powers, asked_about([item])
    return row_of(item, user=user, standing=Standing(), powers=powers, asked=asked)


def asked_about(items: list[ActionItem]) -> dict[str, Dispute]:
    """What was asked about their sentences, by target: only held words wait for anybody. At most one query."""
    held = [item for item in items if item.sentence_state == WordingState.HELD]
    return latest_disputes(review=held[0].review_id, kind="action") if held else {}


def say_since_when(rows: list[Row], *, user: User) -> None:
    """For those that nobody has: since when; at most one query."""
    since = homeless_since([row.item for row in rows if row.item.owner_id is None])
    for row in rows:
        if day := since.get(row.item.pk):
            there = clock.local(day, user.zone).date()
            row.waits_for = waits_for(row.item, today=clock.today(user.zone), homeless_since=there)


def row_for_everybody(item: ActionItem) -> Row:
    """The row without what depends on its reader; the date as it reads in the review's zone."""
    row = row_of(item, user=User(zone=item.review.zone), standing=Standing())
    row.is_for_everybody = True
    return row
