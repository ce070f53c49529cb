"""The board as rows of a table: what is open, and what ended lately; only what its reader may see."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.board import LATELY, chosen
from postmortems.actions.states import OPEN
from postmortems.actions.words import waits_for
from postmortems.shared import clock
from postmortems.shared.tables import Cell
from postmortems.wording.policy import PUBLISHABLE

AT_ONCE = 500  # rows of one read


def board_table(user: User, *, show: str) -> Iterator[list[Cell]]:
    """The heading, then row after row in the order of their keys, five hundred a query."""
    yield [
        *(_("Review"), _("What will exist"), _("Done when"), _("What it is for"), _("Strength"), _("Owner"), _("Team")),
        *(_("Date"), _("First date"), _("Where it stands"), _("Waiting for"), _("Did it help?"), _("Address")),
    ]
    today, last = clock.today(user.zone), 0
    since = today - LATELY
    rows = chosen(user, show).filter(Q(state__in=OPEN) | Q(done_on__gte=since) | Q(effect_check_on__lte=today))
    rows = rows.filter(sentence_state__in=PUBLISHABLE).select_related("owner", "team", "review").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        for item in batch:
            yield [
                *(item.review.ref, item.sentence, item.done_when, item.get_type_display(), item.get_strength_display()),
                *(str(item.owner or ""), str(item.team or ""), item.due_on, item.first_due_on),
                *(item.get_state_display(), waits_for(item, today=today), item.get_effect_display()),
                settings.BASE_URL + reverse("action", args=[item.pk]),
            ]
        last = batch[-1].pk
