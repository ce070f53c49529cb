"""The board as words to paste: the list that a team goes through on Monday."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Team
from postmortems.actions.board import Board, Group
from postmortems.actions.choosing import MINE, TEAMS
from postmortems.actions.rows import Row
from postmortems.shared.copying import Item, Paper, Part


def board_paper(board: Board, *, teams: Sequence[Team], href: str) -> Paper:
    """What is shown, group by group. A sentence that waits for a facilitator is not handed around."""
    on_top = Part(paragraphs=(board.counts.headline,))
    return Paper(_subject(board.choice.show, teams), (on_top, *(_part(group) for group in board.groups)), href)


def _subject(show: str, teams: Sequence[Team]) -> str:
    if show == MINE:
        return _("My action items")
    if show == TEAMS:
        return _("Action items: %(teams)s") % {"teams": ", ".join(team.name for team in teams)}
    return _("Action items")


def _part(group: Group) -> Part:
    return Part(str(group.heading), items=tuple(_line(row) for row in group.rows if not row.is_held))


def _line(row: Row) -> Item:
    """The item first, the person last (PRACTICE.md section 5)."""
    item = row.item
    said = row.waits_for.rstrip(".")
    waits = _("waiting for: %(what)s") % {"what": said} if said and row.is_open else said
    effect = str(item.get_effect_display()) if item.effect else ""
    owner = item.owner.first_name if item.owner else ""
    told = (item.review.ref, "" if row.is_done else row.day, waits, effect, owner)
    href = settings.BASE_URL + reverse("action", args=[item.pk])
    return Item(item.sentence, href, ", ".join(part for part in told if part))
