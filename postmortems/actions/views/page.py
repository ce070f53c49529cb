"""The page that a reminder opens: one action item, and what may be answered about it. Opening it changes nothing
(RELIABILITY.md 2.6).
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.actions.access import action_for
from postmortems.actions.answering import AnswerForm
from postmortems.actions.rows import Row, one_row
from postmortems.actions.services import settle_action
from postmortems.actions.states import Answer, InTheWay, find_answer
from postmortems.actions.views.section import show_row
from postmortems.actions.views.shown import show_board_row, show_page
from postmortems.reviews.access import SETTLE
from postmortems.shared import clock
from postmortems.wording.disputes import AlreadySettled
from postmortems.wording.forms import SettleForm
from postmortems.wording.guarded import BlameRefused


@require_safe
def action(request: Request, pk: int) -> HttpResponse:
    """Whose it is, what it says, and the answers as buttons; `?as=new_date` opens one of them.

    For htmx the row in which it was asked: on the board (`back=board…`), or on the page of the review.
    """
    item = action_for(request, pk)
    row = one_row(item, user=request.user)
    asked = find_answer(request.GET.get("as", ""))
    if asked and asked.asks and row.may_say(asked.name):
        row.ask = AnswerForm(
            item=item,
            answer=asked,
            user=request.user,
            today=clock.today(request.user.zone),
            initial=_as_it_stands(row, asked) | _as_the_address_says(request, asked),
        )
        first = next(iter(row.ask.fields.values()))
        first.widget.attrs["autofocus"] = True
    if not request.htmx:
        return show_page(request, item, row)
    back = request.GET.get("back", "")
    return show_board_row(request, row, back=back) if back.startswith("board") else show_row(request, item, row=row)


def _as_it_stands(row: Row, asked: Answer) -> dict[str, object]:
    item = row.item
    if asked.asks == "effect":
        return {"effect": item.effect, "reason": item.effect_note}
    if asked.asks == "date":
        return {"in_the_way": item.in_the_way, "due_on": None if row.day_is_past else item.due_on}
    return {}


def _as_the_address_says(request: Request, asked: Answer) -> dict[str, str]:
    """What was chosen in a mail already: `?as=blocked&in_the_way=time`, which is reason enough."""
    said = {name: request.GET[name] for name in ("in_the_way", "effect") if name in request.GET}
    if asked.asks == "reason" and said.get("in_the_way") in InTheWay.values:
        said["reason"] = str(InTheWay(said["in_the_way"]).label).capitalize()
    return said


@require_POST
def action_settle(request: Request, pk: int) -> HttpResponse:
    """The facilitator's answer to a held sentence."""
    item = action_for(request, pk)
    if SETTLE not in item.review.powers:
        raise PermissionDenied
    form = SettleForm(request.POST, auto_id=f"action-{item.pk}-settle-%s")
    status = 422
    if form.is_valid():
        said = form.cleaned_data
        try:
            allow = said["decision"] == SettleForm.ALLOW
            settle_action(item=item, actor=request.user, allow=allow, reason=said["reason"], offer=said["offer"])
            return show_row(request, action_for(request, pk))
        except BlameRefused:
            form.add_error("offer", _("That sentence ends with a person too. What did the system make likely?"))
        except AlreadySettled as error:
            form.add_error(None, str(error))
            status = 409
    row = one_row(item, user=request.user)
    row.settle = form
    return render(request, "actions/settle.html", {"row": row, "item": item, "review": item.review}, status=status)
