"""The letter of the month: what was learned, what helped, which questions want an answer, what needs a decision.

Of what its reader may see at the moment it is written. The same words stand in the mail and on the page. It tells of
reviews and of things that exist now; a report is told to nobody but its reporter until a review of it is shared.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from postmortems.actions.needs import decision_needed
from postmortems.actions.states import Effect, State
from postmortems.followup.lists import items_of
from postmortems.library.lines import Says
from postmortems.library.piles import KEEPERS, MOST, Heap, Pile, learned, names_for, with_review
from postmortems.library.remembered import answered, shared_in, unanswered, what_held_back
from postmortems.library.spans import Span
from postmortems.reviews.access import visible_to

REVIEWS = ngettext_lazy("%d review to learn from", "%d reviews to learn from")
DONE = ngettext_lazy("%d promise came true", "%d promises came true")
HELPED = ngettext_lazy("%d helped", "%d helped")
WAITS = ngettext_lazy("%d waits for a decision", "%d wait for a decision")


@dataclass(frozen=True)
class Section:
    """A heading and its lines; `brief` says how many there are, where that is worth a word in the subject."""

    heading: str | Promise
    pile: Pile
    brief: str | Promise = ""


@dataclass(frozen=True)
class Letter:
    """What a time brought, for one person: the headings that have something to say."""

    span: Span
    sections: list[Section]

    @classmethod
    def of(cls, span: Span, *sections: Section) -> "Letter":
        return cls(span, [one for one in sections if one.pile])

    @property
    def briefs(self) -> str:
        return ", ".join(str(one.brief % one.pile.count) for one in self.sections if one.brief)


def letter(person: User, month: Span, *, today: dt.date, most: int = MOST) -> Letter:
    """What they would read today; eight queries, one more for each heading that has more than `most` lines.

    What came true and what waits are of the plans that they look after, everything else of all that they may see.
    """
    seen = visible_to(person).order_by()
    told = shared_in(month, seen, zone=person.zone)
    mine = with_review(items_of(person))
    shared = Heap.of(told.select_related(*KEEPERS).order_by("-published_at", "-pk"), most)
    held_back = Heap.of(with_review(what_held_back(told)), most)
    helped = Heap.of(with_review(answered(seen, month, Effect.HELPED)), most)
    questions = Heap.of(with_review(unanswered(told)), most)
    done = Heap.of(mine.filter(state=State.DONE, done_on__range=month.days).order_by("done_on", "pk"), most)
    waits = Heap.of(mine.filter(decision_needed(today)), most)
    says = Says(names_for(shared, held_back, helped, questions, done, waits), learned(shared.rows), today)
    return Letter.of(
        month,
        Section(_("Shared, and what we learned"), shared.pile(says.review), REVIEWS),
        Section(_("What helped while it happened"), held_back.pile(says.condition)),
        Section(_("Done earlier, and it helped"), helped.pile(says.effect), HELPED),
        Section(_("Questions that want an answer"), questions.pile(says.question)),
        Section(_("What exists now that did not before"), done.pile(says.done), DONE),
        Section(_("Waits for room or a decision"), waits.pile(says.open), WAITS),
    )
