"""Everything that the factors section shows to one person, on its own page and on the review's page."""

from collections.abc import Set
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.text import Truncator

from accounts.models import User
from accounts.roles import Power
from postmortems.factors.forms import FACTOR, HELPED, AcceptForm, AddForm, EditForm, EventChoices, ShortForm
from postmortems.factors.models import ContributingFactor
from postmortems.factors.own_words import own_kinds
from postmortems.factors.queries import LET_GO, events_to_link, factors_of, target_of, version_of
from postmortems.factors.taxonomy import Sign
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.disputes import is_held
from postmortems.wording.forms import SettleForm
from postmortems.wording.models import Dispute, Draft
from postmortems.wording.policy import WordingState
from postmortems.wording.queries import Asked, Kept, kept_words
from postmortems.wording.services import Conflict

Forms = dict[str, ShortForm]


@dataclass
class Card:
    """One factor as one person sees it. Held words are read by who wrote them and by who settles them."""

    factor: ContributingFactor
    dispute: Dispute | None
    draft: Draft | None
    reads_words: bool
    form: EditForm | None = None
    settle: SettleForm | None = None
    accept: AcceptForm | None = None
    is_sorting: bool = False
    hint: str = ""
    conflict: Conflict | None = None
    has_focus: bool = False
    version: int | None = None

    @property
    def place(self) -> str:
        return place_of(self.factor)

    @property
    def is_held(self) -> bool:
        return is_held(self.factor, field="sentence")

    @property
    def is_waiting(self) -> bool:
        return self.dispute is not None and self.dispute.outcome == Dispute.Outcome.WAITING

    @property
    def anchor(self) -> str:
        return f"factor-{self.factor.pk}"

    @property
    def answers(self) -> list[Any]:
        """The action items that answer it, those in the trash left out. Held words of theirs are not shown here."""
        found: list[Any] = self.factor.answers  # type: ignore[attr-defined]
        return found

    @property
    def is_undecided(self) -> bool:
        """Neither an action item that is still meant nor a word why it is accepted for now."""
        is_asked = self.place == FACTOR and not self.is_held
        is_answered = any(item.state != LET_GO for item in self.answers)
        return is_asked and not self.factor.accepted_because and not is_answered

    @property
    def hides_words(self) -> bool:
        return not self.reads_words

    @property
    def offer(self) -> str:
        """The facilitator's wording, as long as nobody saved another."""
        return self.dispute.offer if self.dispute and self.is_held and not self.is_waiting else ""

    @property
    def allowed_because(self) -> str:
        is_allowed = self.factor.sentence_state == WordingState.ALLOWED and self.dispute is not None
        return self.dispute.reason if is_allowed and self.dispute else ""


@dataclass
class Group:
    """What made it possible, or what helped: the same size and the same dignity."""

    place: str
    cards: list[Card] = field(default_factory=list)
    form: ShortForm | None = None


def section(
    review: Review,
    *,
    user: User,
    form: AddForm | None = None,
    card: Card | None = None,
    drafts: Kept | None = None,
    asked: Asked | None = None,
    is_part: bool = False,
) -> dict[str, Any]:
    """The cards and forms of both groups. Five queries at most, whatever their number; one more where refused words
    come back.

    `form` and `card` stand in for the one that was just sent; `drafts` and `asked` are what a page has read already.
    `is_part`: a page shows other things as well, and its forms fetch what stands behind "More" when it is wanted.
    """
    drafts = kept_words(user, review=review.pk) if drafts is None else drafts
    asked = asked or Asked(review=review.pk)
    found = cards(review, user=user, drafts=drafts, asked=asked, is_part=is_part)
    forms = add_forms(review, drafts=drafts, begun={one.place for one in found}, is_part=is_part)
    forms |= {form.place: form} if form else {}
    if card:
        found = [card if one.factor.pk == card.factor.pk else one for one in found]
    return compose(review, found, forms)


def compose(review: Review, found: list[Card], forms: Forms) -> dict[str, Any]:
    """The context of the section's templates."""
    groups = {place: Group(place, form=forms.get(place)) for place in (FACTOR, HELPED)}
    for card in found:
        groups[card.place].cards.append(card)
    lists = {"factors": groups[FACTOR].cards, "helped": groups[HELPED].cards}
    return {**lists, "factor_groups": list(groups.values()), **frame(review)}


def place_of(factor: ContributingFactor) -> str:
    """Which of the two groups the factor stands in."""
    return HELPED if factor.sign == Sign.HELD_BACK else FACTOR


def frame(review: Review) -> dict[str, Any]:
    """What every fragment of the section needs."""
    return {
        "review": review,
        "may_edit_factors": may(review, Power.EDIT),
        "factor_ask": review.facilitator.first_name if review.facilitator else "",
    }


def cards(review: Review, *, user: User, drafts: Kept, asked: Asked, is_part: bool = False) -> list[Card]:
    """Every living factor of the review as this person sees it."""
    found = factors_of(review, is_part=is_part)
    return [card_of(factor, review, user=user, asked=asked, drafts=drafts) for factor in found]


def one_card(factor: ContributingFactor, review: Review, *, user: User) -> Card:
    """A single `numbered` factor, as after a change of it."""
    drafts = kept_words(user, review=review.pk) if may(review, Power.EDIT) else {}
    card = card_of(factor, review, user=user, asked=Asked(review=review.pk), drafts=drafts)
    card.version = version_of(factor)
    return card


def card_of(factor: ContributingFactor, review: Review, *, user: User, asked: Asked, drafts: Kept) -> Card:
    """One factor as this person sees it."""
    dispute = asked.about(target_of(factor), state=factor.sentence_state)
    wrote = user.pk in (factor.written_by_id, dispute.asked_by_id if dispute else None)
    settles = may(review, Power.SETTLE)
    card = Card(
        factor=factor,
        dispute=dispute,
        draft=drafts.get((target_of(factor), "sentence")),
        reads_words=wrote or settles or not is_held(factor, field="sentence"),
    )
    if settles and card.is_waiting:
        card.settle = SettleForm(auto_id=f"settle-{factor.pk}-%s")
    return card


def add_forms(review: Review, *, drafts: Kept, begun: Set[str], is_part: bool = False) -> Forms:
    """The two blank forms for who may write, with the words that the guard did not take last time. `begun`: the places
    where something stands already.
    """
    if not may(review, Power.EDIT):
        return {}
    blank = ShortForm if is_part else partial(AddForm, **choices_of(review))
    forms: Forms = {place: blank(place=place, is_first=place not in begun) for place in (FACTOR, HELPED)}
    for place, form in forms.items():
        if draft := drafts.get((_review(review), place)):
            form.bring_back(draft)
    return forms


def is_first(review: Review, place: str) -> bool:
    """Whether nothing stands in that place yet; one query."""
    here = Q(sign=Sign.HELD_BACK)
    return not review.factors.alive().filter(here if place == HELPED else ~here).exists()


def choices_of(review: Review, *, keeps: int | None = None) -> dict[str, Any]:
    """What the forms of conditions offer: the entries of the story, and the kinds of the organisation's own. Two
    queries. `keeps` is the kind that a condition has already.
    """
    return {"events": event_choices(review), "own_kinds": own_kinds(keeps=keeps)}


def event_choices(review: Review) -> EventChoices:
    """The story's events by number, each as its time and its first words."""
    events = events_to_link(review)
    return [(event.pk, f"{_time(event, review)} {Truncator(event.body).chars(80)}") for event in events]


def _time(event: Any, review: Review) -> str:
    return clock.local(event.occurred_at, review.zone).strftime("%H:%M")


def may(review: Review, power: Power) -> bool:
    """What the gate found that this person may do here."""
    return power in review.powers


def _review(review: Review) -> str:
    return f"review:{review.pk}"
