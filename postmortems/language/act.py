"""One act as a text tells it, and how to say it as a noun."""

from __future__ import annotations

from dataclasses import dataclass

from postmortems.language import forms
from postmortems.language.nouns import Thing


@dataclass(slots=True)
class Act:
    """One act: ``verb`` is the base form, ``tail`` what belongs to it ("back on", "on the live database")."""

    verb: str
    low: str
    at: int
    undone: bool = False
    thing: Thing | None = None
    particle: str = ""
    before: bool = False
    place: str = ""
    spot: Thing | None = None
    without: str = ""
    when: str = ""
    state: str = ""
    told: bool = False
    whole: str = ""
    close: bool = False
    pronoun: bool = False
    stated: bool = False
    about: bool = False
    rather: Thing | None = None
    after: str = ""
    event: Thing | None = None
    against: Thing | None = None
    amid: str = ""  # "before the migration is finished"
    valued: bool = False  # what was typed is a number: "entered 100 instead of 10"

    @property
    def key(self) -> str:
        """The verb with its particle, as the families know it."""
        return f"{self.verb}~{self.particle}" if self.particle and not self.before else self.verb

    @property
    def tail(self) -> str:
        """What follows the verb when the thing stands before it."""
        return " ".join([part for part in (self.particle, self.place) if part])

    def form(self, word: str) -> str:
        """One form of the verb with its tail."""
        return f"{word} {self.tail}".strip()


def phrase(act: Act, general: bool = False) -> str:
    """The act as a noun: "pushing the config", "running the cleanup script on the live database"."""
    thing = act.whole if act.thing is None else act.thing.general if general else act.thing.definite
    if act.thing and act.thing.wrong:
        thing = f"the wrong {act.thing.bare}"
    inside = [act.particle, thing] if act.before or act.close else [thing, act.particle]
    return " ".join([part for part in (forms.doing(act.low), *inside, act.place if general else "") if part])
