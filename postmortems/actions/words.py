"""How action items are spoken of: grey and kind, about the work, never about how late somebody is."""

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from postmortems.actions.models import ActionItem
from postmortems.actions.needs import is_check_due, is_snoozed
from postmortems.actions.states import OPEN, InTheWay, State
from postmortems.shared import clock
from postmortems.shared.labels import label_of
from postmortems.shared.reading_for import date_words

# What somebody hears after an answer.
THANKS: dict[str, str | Promise] = {
    "accept": gettext_lazy("Thank you. It has a home now."),
    "talk_first": gettext_lazy("Good. The review shows that you would like to talk first."),
    "done": gettext_lazy("Thank you. It exists now."),
    "blocked": gettext_lazy("Noted. It stands under “Needs a decision” now, where somebody with room can see it."),
    "unblocked": gettext_lazy("Good to hear that it moves again."),
    "decline": gettext_lazy("Said openly. That helps the plan too."),
    "reopen": gettext_lazy("Open again."),
    "new_date": gettext_lazy("Moved. The first date stays beside it."),
    "room_asked": gettext_lazy(
        "Moved, for the third time. That happens when there is no room: its team is asked what would make some."
    ),
    "make_room": gettext_lazy("Good. There is room for it now."),
    "hand_over": gettext_lazy("Offered. It waits for their answer."),
    "taken": gettext_lazy("Thank you. It has a home now."),
    "given_back": gettext_lazy("Thank you for saying so. It stands under “Needs a decision” until it has a home."),
    "snooze": gettext_lazy("It rests until then. Nothing is asked about it before."),
    "outcome": gettext_lazy("Thank you. That is what trying is for."),
    "not_yet": gettext_lazy("Thank you. It stays open, and reminders go on."),
    "duplicate": gettext_lazy("Linked. What becomes of the other one shows here."),
    "effect": gettext_lazy("Thank you. That is worth knowing."),
}


def day_words(day: dt.date | None, *, today: dt.date) -> str:
    """A date the way colleagues say it: "today", "Thu 26 Nov" within a week, "30 Nov" later, "was 18 Nov" when it has
    passed.
    """
    if day is None:
        return ""
    if day < today:
        return _("was %(day)s") % {"day": plain_day(day, today=today)}
    if day == today:
        return _("today")
    return str(date_words(day, "D j M")) if day - today < dt.timedelta(days=7) else plain_day(day, today=today)


def plain_day(day: dt.date, *, today: dt.date) -> str:
    """ "18 Nov", with the year when it is another one."""
    return str(date_words(day, "j M" if day.year == today.year else "j M Y"))


def waits_for(item: ActionItem, *, today: dt.date, homeless_since: dt.date | None = None) -> str:
    """What an action item waits for, in a few words; empty when it is simply under way."""
    if is_check_due(item, today=today):
        return _since_done(item, today)
    if item.state not in OPEN:
        return ""
    if item.owner is None:
        since = plain_day(homeless_since, today=today) if homeless_since else ""
        return _("no owner since %(day)s") % {"day": since} if since else _("an owner")
    if not item.owner.is_active:
        return _("a new home: %(name)s has left") % {"name": item.owner.first_name}
    return _rests(item, today) or _said_by_owner(item) or said_of(item) or _room_or_word(item, today)


def _rests(item: ActionItem, today: dt.date) -> str:
    """What it waits for as long as nothing else is asked about it."""
    name = item.owner.first_name if item.owner else ""
    if item.asked_if_done_at is not None:
        return _("%(name)s’s word: its ticket is closed") % {"name": name}
    if not is_snoozed(item, today=today):
        return ""
    said, day = said_of(item), day_words(item.snoozed_until, today=today)
    return _("%(day)s: %(why)s") % {"day": day, "why": said} if said else day


def _said_by_owner(item: ActionItem) -> str:
    if item.state == State.TALK_FIRST:
        return _("a talk first")
    if item.state == State.OFFERED:
        return _("%(name)s’s answer") % {"name": item.owner.first_name if item.owner else ""}
    return ""


def said_of(item: ActionItem) -> str:
    """What was said to be in the way: "time: release work comes first"."""
    if item.in_the_way == InTheWay.WAITING:  # the column and the line say "waiting for" already
        return item.reason or _("somebody else")
    return ": ".join(part for part in (label_of(InTheWay, item.in_the_way), item.reason) if part)


def _room_or_word(item: ActionItem, today: dt.date) -> str:
    if item.room_asked_at:
        asked_on = clock.local(item.room_asked_at, item.review.zone).date()
        return _("room or a decision, since %(day)s") % {"day": plain_day(asked_on, today=today)}
    is_late = item.due_on is not None and item.due_on < today
    return _("a word, or another date") if is_late else ""


def _since_done(item: ActionItem, today: dt.date) -> str:
    days = (today - item.done_on).days if item.done_on else 0
    return ngettext("%(n)d day since done", "%(n)d days since done", days) % {"n": days}
