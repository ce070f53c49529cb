"""Whether what was done helped: asked 30, 60 and 90 days later, one question at a time.

In a small organisation a clear answer ends the asking; only "cannot tell" is asked again. A larger one hears all three:
what helps in the first month may be switched off in the third.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from postmortems.actions.check import EffectCheck
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import check_on
from postmortems.actions.noting import CannotAnswer, locked, tell
from postmortems.actions.states import Effect, State
from postmortems.shared import clock
from postmortems.shared.text import clean

LATELY = dt.timedelta(days=90)  # what was off for longer asks nothing about so long ago
DAYS = (30, 60, 90)  # PRACTICE.md section 7.3 and its table of practices


def plan_checks(item: ActionItem, *, done_on: dt.date) -> None:
    """Plan the questions of an item that is done, and put the first day on it. One that leans on memory and has no day
    of its own is asked nothing. Belongs into the transaction that makes it done.
    """
    first = check_on(item, done_on=done_on)
    item.effect_check_on = first
    if first is None:
        return
    later = [(days, done_on + dt.timedelta(days=days)) for days in DAYS[1:]]
    planned = [(DAYS[0], first), *((days, day) for days, day in later if day > first)]
    EffectCheck.objects.bulk_create(
        [EffectCheck(action=item, days=days, planned_on=day) for days, day in planned], ignore_conflicts=True
    )


def forget_checks(item: ActionItem) -> None:
    """It is open again: what it did is asked when it is done again."""
    EffectCheck.objects.filter(action=item).delete()
    item.effect_check_on, item.effect, item.effect_answered_on = None, "", None


@transaction.atomic
def note_effect(*, item: ActionItem, effect: str, actor: User, note: str = "", on: dt.date | None = None) -> ActionItem:
    """Answer the question that is open, or say the last answer again: the newer word counts, and evidence that was
    there stays. `on`: the day on which it was said, today if none is given. Raises CannotAnswer for what is not done.
    """
    standing = locked(item)
    if standing.state != State.DONE or effect not in Effect.values:
        raise CannotAnswer(_("It has moved on meanwhile: it is %(state)s.") % {"state": standing.get_state_display()})
    today = on or clock.today(actor.zone)
    check = _asked_now(standing, today)
    check.effect, check.evidence = effect, clean(note) or check.evidence
    check.answered_by, check.answered_on = actor, today
    check.save()
    standing.effect, standing.effect_note = effect, check.evidence or standing.effect_note
    standing.effect_answered_on, standing.effect_check_on = today, _next_day(standing, check)
    standing.save(update_fields=["effect", "effect_note", "effect_answered_on", "effect_check_on"])
    tell(standing, "said whether it helped", actor, fields=("effect",))
    return standing


def pass_over(today: dt.date) -> None:
    """What nobody answered before the next question's day came is passed over, and the next one is asked. One query,
    and one for each that moves.
    """
    come = EffectCheck.objects.filter(
        effect="", planned_on__range=(today - LATELY, today), action__effect_check_on__lt=F("planned_on")
    )
    come = come.filter(action__state=State.DONE).order_by()
    for pk, day in come.values_list("action").annotate(Max("planned_on")):
        ActionItem.objects.filter(pk=pk, effect_check_on__lt=day).update(effect_check_on=day)


def _asked_now(item: ActionItem, today: dt.date) -> EffectCheck:
    """The newest question whose day has come; nothing was answered there yet, or it is answered anew. Said early, it is
    the first one.
    """
    checks = list(item.checks.all())
    come = [check for check in checks if check.planned_on <= today]
    if come:
        return come[-1]
    return checks[0] if checks else EffectCheck(action=item, days=DAYS[0], planned_on=today)


def _next_day(item: ActionItem, said: EffectCheck) -> dt.date | None:
    """What is asked next. Questions that were passed over are not asked any more."""
    still = item.checks.filter(effect="")
    still.filter(planned_on__lt=said.planned_on).delete()
    is_clear = said.effect != Effect.CANNOT_TELL
    if is_clear and Organisation.current().size == Organisation.Size.SMALL:
        still.delete()
    later = still.filter(planned_on__gt=said.planned_on).first()
    return later.planned_on if later else None
