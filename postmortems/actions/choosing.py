"""Which action items somebody looks at, as an address says it: `?show=mine&by=team`. Every such address can be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Team

TEAMS, MINE, ALL = "teams", "mine", "all"
NEED, TEAM, REVIEW, SERVICE, TYPE = "need", "team", "review", "service", "type"
WAYS = (NEED, TEAM, REVIEW, SERVICE, TYPE)  # never by person: we show what is stuck, not who is slow

WORDS: dict[str, str | Promise] = {
    NEED: _("what it needs"),
    TEAM: _("team"),
    REVIEW: _("review"),
    SERVICE: _("service"),
    TYPE: _("what it is for"),
}
WHOSE: dict[str, str | Promise] = {TEAMS: _("My teams"), MINE: _("Mine"), ALL: _("All teams")}
GROUPS: dict[str, str | Promise] = {
    "decide": _("Needs a decision"),
    "week": _("This week"),
    "waiting": _("Waiting, with its reason"),
    "later": _("Later"),
    "effect": _("Did it help?"),
    "done": _("Done lately"),
    "let_go": _("Let go openly"),
}


@dataclass(frozen=True)
class Choice:
    """`show` whose, `by` in which groups, `only` one of them, `after` a row of it, for what did not fit on one page."""

    show: str = ALL
    by: str = NEED
    only: str = ""
    after: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address, without the page."""
        by = {"by": self.by} if self.by != NEED else {}
        return urlencode({"show": self.show} | by | ({"group": self.only} if self.only else {}))

    @property
    def back(self) -> str:
        """The way back to it, as a form carries it."""
        return f"board?{self.query}"

    @property
    def in_words(self) -> str:
        """ "All teams, by what it needs: Needs a decision." """
        told = _("%(whose)s, by %(by)s") % {"whose": WHOSE[self.show], "by": WORDS[self.by]}
        return f"{told}: {GROUPS[self.only]}." if self.only else f"{told}."

    def shown(self, show: str) -> str:
        return replace(self, show=show).query

    def grouped(self, by: str) -> str:
        return replace(self, by=by, only="").query

    def of_group(self, name: str) -> str:
        """Only this group of it; without a name, all of them."""
        return replace(self, only=name).query


def choice_from(said: Mapping[str, str], *, teams: Sequence[Team]) -> Choice:
    """One's teams first, or everything for somebody who is in none; what is not known means the usual."""
    usual = TEAMS if teams else ALL
    show = said.get("show", "")
    show = show if show in (MINE, ALL) or (show == TEAMS and teams) else usual
    by = said.get("by", "")
    by, only = by if by in WAYS else NEED, said.get("group", "")
    return Choice(show, by, only if by == NEED and only in GROUPS else "", said.get("after", ""))
