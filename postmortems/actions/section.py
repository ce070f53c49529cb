"""What the review page shows under "What happens next". The slice's own page shows the same."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Power
from postmortems.actions.access import may_change, standing_of
from postmortems.actions.forms import ActionForm, ShortForm
from postmortems.actions.ladder import Ladder, ladder_for, only_weaker
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import actions_of, answered
from postmortems.actions.rows import asked_about, row_of
from postmortems.actions.smells import promises_an_effort, promises_two
from postmortems.actions.states import LET_GO
from postmortems.actions.strength import Type
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.judge import judge
from postmortems.wording.policy import WordingState
from postmortems.wording.queries import Kept, drafts_of
from postmortems.wording.refusal import coaching

SLOT = "action"
FIRST = 20  # items on the page of a review, the nearest first; the rest comes when it is asked for


def section(
    review: Review,
    *,
    user: User,
    form: ActionForm | None = None,
    added: ActionItem | None = None,
    drafts: Kept | None = None,
    factors: list[ContributingFactor] | None = None,
    is_part: bool = False,
) -> dict[str, Any]:
    """`form` is one that was sent; without it whoever may write gets a blank one, or their kept words. Beside what was
    `added` just now stands what could be asked about it. `drafts` and `factors` are what a page has read already.
    `is_part`: it shows other things as well, and fetches what stands behind "More". `review` comes from the gate.
    """
    powers, items = review.powers, actions_of(review, factors=factors)
    asked = asked_about(items)
    where: Any = {"leads": review.led, "may_change": may_change(review)}
    rows = [
        row_of(item, user=user, standing=standing_of(item, user, **where), powers=powers, asked=asked) for item in items
    ]
    for row in rows:
        if added and row.item.pk == added.pk:
            row.hint = hint_for(row.item)
    return {
        "actions": rows,
        "actions_first": rows[:FIRST] if is_part else rows,
        "actions_rest": len(rows[FIRST:]) if is_part else 0,
        "action_ladder": ladder_of(items) if Power.EDIT in powers else None,
        "action_form": form
        or (blank_form(review, user=user, drafts=drafts, is_part=is_part) if Power.EDIT in powers else None),
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
    if promises_two(item.sentence):
        return _("That reads like two things. Would each be easier to keep on its own, with its own date?")
    if item.type == Type.TRY and not item.hypothesis:
        return _("What do you expect to see, and by which day would you stop? Then anybody can say how it ended.")
    return ""


def ladder_of(items: list[ActionItem]) -> Ladder | None:
    """What to offer a plan that leans on remembering alone; None for any other."""
    planned = [item for item in items if item.state not in LET_GO]
    if not only_weaker(planned):
        return None
    return ladder_for(factor.code for item in planned for factor in answered(item))


def blank_form(
    review: Review, *, user: User, drafts: Kept | None = None, is_part: bool = False
) -> ActionForm | ShortForm:
    made = ShortForm if is_part else ActionForm
    form = made(review=review, today=clock.today(user.zone), auto_id="action-%s")
    target = f"review:{review.pk}"
    if draft := drafts_of(user, target=target).get(SLOT) if drafts is None else drafts.get((target, SLOT)):
        form.bring_back(draft)
    return form
