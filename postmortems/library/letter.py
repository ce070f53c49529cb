"""The letter of the month: what was learned, what helped, which questions want an answer, what needs a decision.

Of what its reader may see at the moment it is written. The same words stand in the mail and on the page. It tells of
reviews and of things that exist now; a report is told to nobody but its reporter until a review of it is shared.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from postmortems.actions.needs import decision_needed
from postmortems.actions.states import Effect, State
from postmortems.followup.lists import items_of
from postmortems.library.lines import Says
from postmortems.library.piles import KEEPERS, MOST, Heap, learned, names_for, with_review
from postmortems.library.remembered import answered, shared_in, unanswered, what_held_back
from postmortems.library.spans import Span
from postmortems.library.told import Section, Told
from postmortems.reviews.access import visible_to

REVIEWS = ngettext_lazy("%d review to learn from", "%d reviews to learn from")
DONE = ngettext_lazy("%d promise came true", "%d promises came true")
HELPED = ngettext_lazy("%d helped", "%d helped")
WAITS = ngettext_lazy("%d waits for a decision", "%d wait for a decision")


def letter(person: User, month: Span, *, today: dt.date, most: int = MOST) -> Told:
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
    is_lately = month.after.last >= today  # what waits now is no news of a month long past
    waits = Heap.of(mine.filter(decision_needed(today)), most) if is_lately else Heap()
    says = Says(names_for(shared, held_back, helped, questions, done, waits), learned(shared.rows), today)
    return Told.of(
        month,
        Section(_("Shared, and what we learned"), shared.pile(says.review), REVIEWS),
        Section(_("What helped while it happened"), held_back.pile(says.condition)),
        Section(_("Done earlier, and it helped"), helped.pile(says.effect), HELPED),
        Section(_("Questions that want an answer"), questions.pile(says.question)),
        Section(_("What exists now that did not before"), done.pile(says.done), DONE),
        Section(_("Waits for room or a decision"), waits.pile(says.open), WAITS),
    )
