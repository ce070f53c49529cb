"""Why a message came to somebody: one sentence at its end. Pure."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.followup import policy, stuck

YOURS = _("This comes to you because it is yours.")
KEPT = _("This comes to you because you keep the review.")
MINE: dict[str, str | Promise] = {
    policy.OFFERED.kind: _("This comes to you because it was offered to you."),
    policy.REPLAN.kind: _("This comes to you because it is yours, and to who keeps the review."),
    policy.TICKET_CLOSED.kind: _("This comes to you, once, because it is yours and follows that ticket."),
    policy.EFFECT.kind: _("This comes to you because you did it, and to who keeps the review."),
}
OTHERS: dict[str, str | Promise] = {
    policy.REPLAN.kind: _("This comes to you because you keep the review. Whoever has it got the same words."),
    policy.ROOM.kind: _("This comes to you because you speak for the team it belongs to."),
}
OF_REVIEW: dict[bool, str | Promise] = {
    True: _("This comes to you because the review is yours. It is said once."),
    False: _("This comes to you because you facilitate. It is said once."),
}


def why(step: policy.Step, *, is_mine: bool, leads: bool = False) -> str | Promise:
    """For a message about an action item; `leads`: they speak for its team."""
    if step is policy.ROOM:
        return OTHERS[step.kind] if leads else KEPT
    return MINE.get(step.kind, YOURS) if is_mine else OTHERS.get(step.kind, KEPT)


def why_of_review(step: policy.Step, *, is_mine: bool) -> str | Promise:
    """For a message about a review, or about a question in it."""
    if step is stuck.QUESTION:
        return KEPT
    return OF_REVIEW[is_mine]
