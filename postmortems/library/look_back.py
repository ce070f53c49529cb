"""The look-back on a quarter: which themes came back, what helped, what was accepted for now, what is still promised.

It asks what one repair at a time does not: whether the whole moved. It knows services and kinds of condition, and
neither counts people nor sets teams side by side (PRACTICE.md section 6).
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from postmortems.actions.states import Effect
from postmortems.library.came_back import came_back
from postmortems.library.lines import Says
from postmortems.library.piles import KEEPERS, MOST, Heap, learned, names_for, with_review
from postmortems.library.remembered import (
    accepted_before,
    answered,
    promised_before,
    shared_in,
    unanswered,
    what_held_back,
)
from postmortems.library.spans import Span
from postmortems.library.told import Section, Told
from postmortems.reviews.access import visible_to
from postmortems.reviews.states import SETTLED

THEMES = ngettext_lazy("%d theme came back", "%d themes came back")
HELPED = ngettext_lazy("%d thing helped", "%d things helped")
OLDER = ngettext_lazy("%d older promise is open", "%d older promises are open")


def look_back(person: User, quarter: Span, *, today: dt.date, most: int = MOST) -> Told:
    """What they would read today; eleven queries, one more for each heading that has more than `most` lines."""
    seen, (start, end) = visible_to(person).order_by(), quarter.moments(person.zone)
    settled = seen.filter(state__in=SETTLED, published_at__lt=end)
    told = shared_in(quarter, seen, zone=person.zone)
    themes, codes = came_back(seen, quarter, zone=person.zone)
    shared = Heap.of(told.select_related(*KEEPERS).order_by("-published_at", "-pk"), most)
    held_back = Heap.of(with_review(what_held_back(told)), most)
    helped = Heap.of(with_review(answered(seen, quarter, Effect.HELPED)), most)
    others = Heap.of(with_review(answered(seen, quarter, Effect.NO_DIFFERENCE, Effect.MADE_WORSE)), most)
    accepted = Heap.of(with_review(accepted_before(start, settled, again=codes)), most)
    promised = Heap.of(with_review(promised_before(start, seen)), most)
    questions = Heap.of(with_review(unanswered(settled)), most)
    rows = (shared, held_back, helped, others, accepted, promised, questions)
    says = Says(names_for(*rows), learned(shared.rows), today)
    return Told.of(
        quarter,
        Section(_("Themes that came back"), themes.pile(most), THEMES),
        Section(_("What we learned"), shared.pile(says.review)),
        Section(_("What helped while it happened"), held_back.pile(says.condition)),
        Section(_("Done, and it helped"), helped.pile(says.effect), HELPED),
        Section(_("Done, and it made no difference, or the wrong one"), others.pile(says.no_help)),
        Section(_("Accepted for now: does it still hold?"), accepted.pile(says.accepted)),
        Section(_("Promised before it, and still open"), promised.pile(says.open), OLDER),
        Section(_("Questions that still want an answer"), questions.pile(says.question)),
    )
