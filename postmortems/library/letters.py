"""The two letters there are: of a month, and, where it is switched on, the look-back on a quarter."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.followup.lists import LETTER, LOOK_BACK
from postmortems.followup.rules import Rules
from postmortems.library.letter import letter
from postmortems.library.look_back import look_back
from postmortems.library.spans import MONTH, QUARTER, Span
from postmortems.library.told import Told

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One of them: of how many months it tells, what writes it, its address, the setting that sends it, its words."""

    kind: str
    months: int
    write: Callable[..., Told]
    address: str
    setting: str
    title: Words
    so_far: Words
    about: Words
    why: Words

    def title_of(self, span: Span) -> str:
        return str(self.title % {"time": span.name})

    def subject_of(self, told: Told) -> str:
        """One line: how much of what."""
        name = told.span.name
        return f"{name[:1].upper()}{name[1:]}: {told.briefs}" if told.briefs else self.title_of(told.span)

    def page_of(self, span: Span) -> str:
        return reverse(f"{self.address}-of", args=[span.slug])

    def goes_out(self, rules: Rules) -> bool:
        return bool(getattr(rules, self.setting))


OF_MONTH = Letter(
    kind=LETTER,
    months=MONTH,
    write=letter,
    address="letter",
    setting="sends_letter",
    title=_("What %(time)s brought"),
    so_far=_("What %(time)s brought so far"),
    about=_(
        "Of what you may see, and of the plans that you look after. Somebody else's letter has other lines; "
        "nobody is counted in any of them."
    ),
    why=_("This comes once a month to those who lead a team or keep a plan. Nobody is counted in it."),
)
OF_QUARTER = Letter(
    kind=LOOK_BACK,
    months=QUARTER,
    write=look_back,
    address="look-back",
    setting="sends_look_back",
    title=_("Looking back on %(time)s"),
    so_far=_("Looking back on %(time)s so far"),
    about=_(
        "Of what you may see: what one repair at a time does not reach. Neither people nor teams are counted in it, "
        "and nobody is set beside anybody."
    ),
    why=_("This comes once a quarter to those who lead a team or keep a plan. Nobody is counted in it."),
)
LETTERS = (OF_MONTH, OF_QUARTER)
