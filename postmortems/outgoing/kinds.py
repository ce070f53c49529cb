"""What is told to other programs, and in which form. Pure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    JSON = "json", _("JSON, signed (Standard Webhooks)")
    SLACK = "slack", "Slack"
    MATTERMOST = "mattermost", "Mattermost"


class News(models.TextChoices):
    FILED = "review.filed", _("put on record")
    EASED = "incident.eased", _("eased")
    OVER = "incident.over", _("over")
    SHARED = "review.shared", _("shared to read")
    CLOSED = "review.closed", _("closed")
    PROMISED = "action.promised", _("something was promised")
    DONE = "action.done", _("an action item is done")
    LIST = "team.list", _("the list of the week of its team")
    TEST = "test", _("a test")


# What an administrator chooses among; the list is chosen by itself, and a test is asked for.
CHOSEN = tuple(one for one in News if one not in (News.LIST, News.TEST))
ABOUT_ACTIONS = frozenset({News.PROMISED, News.DONE})


class Fate(models.TextChoices):
    WAITING = "waiting", _("waits")
    SENT = "sent", _("arrived")
    GIVEN_UP = "given_up", _("did not arrive")
    UNTOLD = "untold", _("not told: it may not be seen there, or is so no more")


def news_in(*, verb: str, fields: list[str]) -> News | None:
    """What an entry of the record says to the world; most say nothing."""
    said = {
        "put on record": News.FILED,
        "moved to published": News.SHARED,
        "moved to closed": News.CLOSED,
        "promised an action item": News.PROMISED,
        "answered done": News.DONE,
        "said how a try ended": News.DONE,
    }.get(verb)
    if said is None and verb in STAMPS:
        return next((news for name, news in MOMENTS.items() if name in fields), None)
    return said


STAMPS = frozenset({"changed facts", "stamped"})
MOMENTS = {"resolved_at": News.OVER, "mitigated_at": News.EASED}
