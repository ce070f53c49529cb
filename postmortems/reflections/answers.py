"""The answers of one account, as they are sealed and read again. Pure."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from typing import Self

from postmortems.reflections.prompts import PROMPTS, ROUNDS, SLOTS, Prompt, slot


@dataclass(frozen=True)
class Kept:
    """One answer: its words, when they were kept (ISO, UTC), and the open page that sent them."""

    words: str = ""
    at: str = ""
    page: str = ""

    def is_news_to(self, *, page: str, seen: dt.datetime) -> bool:
        """Whether a page that last heard of it at `seen` does not know these words."""
        return bool(self.words) and self.page != page and dt.datetime.fromisoformat(self.at) > seen


@dataclass(frozen=True)
class Answers:
    kept: dict[str, Kept]

    @classmethod
    def read(cls, told: str) -> Self:
        return cls({name: Kept(**one) for name, one in json.loads(told).items()})

    def written(self) -> str:
        return json.dumps({name: asdict(one) for name, one in self.kept.items()})

    def of(self, name: str) -> Kept:
        return self.kept.get(name, Kept())

    def having(self, words: dict[str, str], *, page: str, at: dt.datetime) -> Self:
        """With these words; an answer that says the same already stays as it is."""
        new = {name: Kept(said, at.isoformat(), page) for name, said in words.items() if self.of(name).words != said}
        return replace(self, kept=self.kept | new)

    def unknown_to(self, words: dict[str, str], *, page: str, seen: dt.datetime) -> list[str]:
        """The answers that another page of the same person wrote meanwhile, and that these words would replace."""
        return [
            name
            for name, said in words.items()
            if said != self.of(name).words and self.of(name).is_news_to(page=page, seen=seen)
        ]

    @property
    def says_something(self) -> bool:
        return any(one.words for one in self.kept.values())

    def told(self) -> list[tuple[str, Prompt, str]]:
        """What was answered, in the order in which it was asked: round, question, words."""
        asked = [(round_, prompt, self.of(slot(round_, prompt)).words) for round_ in ROUNDS for prompt in PROMPTS]
        return [line for line in asked if line[2]]

    def as_text(self, names: list[str]) -> str:
        """The answers to these questions under each other, as somebody may pass them on."""
        return "\n\n".join(f"{SLOTS[name].question}\n{self.of(name).words}" for name in names if self.of(name).words)


NOTHING = Answers({})
