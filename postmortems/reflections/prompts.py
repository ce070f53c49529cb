"""What people ask themselves: three questions, once while it is fresh and once more after the review. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FRESH, AFTER = "fresh", "after"


@dataclass(frozen=True)
class Prompt:
    slug: str
    question: Promise
    hint: Promise


PROMPTS = (
    Prompt("learned", _("What did I learn?"), _("About the system, the work, or how the two meet.")),
    Prompt("differently", _("What will I do differently?"), _("One small thing that is mine to do is enough.")),
    Prompt("need", _("What do I need?"), _("Time, sleep, knowledge, somebody to ask, another way of working.")),
)
ROUNDS = {FRESH: _("While it is fresh"), AFTER: _("Now that it was looked at together")}


def slot(round_: str, prompt: Prompt) -> str:
    """The name of one answer: "fresh-learned"."""
    return f"{round_}-{prompt.slug}"


SLOTS: dict[str, Prompt] = {slot(round_, prompt): prompt for round_ in ROUNDS for prompt in PROMPTS}


def open_rounds(*, is_settled: bool) -> list[str]:
    """The rounds that a review asks for, the newest first."""
    return [AFTER, FRESH] if is_settled else [FRESH]
