"""How action items are spoken of: grey and kind, about the work, never about how late somebody is."""

import datetime as dt

from django.utils.dateformat import format as date_words
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postmortems.actions.models import ActionItem
from postmortems.actions.states import State

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


def waits_for(item: ActionItem) -> str:
    """What an open action item waits for, in a few words; empty when it is simply under way."""
    if item.state == State.BLOCKED:
        return item.reason
    if item.owner is None:
        return _("an owner")
    if not item.owner.is_active:
        return _("a new owner")
    if item.state == State.TALK_FIRST:
        return _("a talk first")
    if item.state == State.OFFERED:
        return _("%(name)s’s answer") % {"name": item.owner.first_name}
    return ""
