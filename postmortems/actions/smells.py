"""Sentences that promise an effort, not a thing. They are never refused, only asked about (PRACTICE.md 3.3). Pure.

The guard asks about some of them already ("be more careful"); what it asks comes first.
"""

import re

from postmortems.actions.strength import Type

# English, as the guard is; other languages are let through.
_EFFORT = re.compile(
    r"^\W*(?:we\s+(?:should|will|need\s+to)\s+|please\s+|try\s+to\s+)?"
    r"(?:(?:improve|investigate|ensure|consider|remind|review|monitor|discuss|explore|revisit|examine|encourage|communicate"
    r"|better|more|raise\s+awareness|make\s+sure|be\s+(?:more\s+)?(?:careful|aware|mindful)|pay\s+attention|look\s+(?:in)?to|look\s+at"
    r"|think\s+about|follow\s+up|talk\s+to|double.?check)\b)",
    re.IGNORECASE,
)
OPEN_ENDED = frozenset({Type.FIND_OUT, Type.TRY})  # looking into something is their point; a date ends it


def promises_an_effort(sentence: str, *, type: str = "") -> bool:
    """Whether the sentence begins with something that has no end: "improve", "make sure", "be careful"."""
    return type not in OPEN_ENDED and _EFFORT.match(sentence) is not None


# "and" before another verb; "lock and key" is one thing.
_VERBS = (
    "add|alert|allow|announce|archive|ask|automate|block|build|cap|change|check|clean|create|cut|define|delete|deploy|document|drop|enable|explain"
    "|fix|give|install|keep|let|limit|log|make|measure|merge|migrate|move|name|page|publish|put|refuse|rehearse|remove|rename|replace|restore"
    "|rewrite|ring|run|send|set|show|split|start|stop|take|teach|test|tell|train|turn|update|upgrade|warn|write"
)
_TWO = re.compile(
    rf"(?:,|;|\band(?:\s+(?:also|then))?|\bas\s+well\s+as)\s+(?:{_VERBS})\b(?!\s+(?:of|and)\b)", re.IGNORECASE
)
_FOR_LATER = re.compile(r"\b(?:so\s+that|before|when(?:ever)?|while|if|which|that|who|where|lets?|to)\b", re.IGNORECASE)


def promises_two(sentence: str) -> bool:
    """Whether a second promise stands behind an "and": "Cap the bulk tool and write a runbook". What follows a
    condition or a purpose belongs to the first: "Let the tool stop and ask".
    """
    found = _TWO.search(sentence)
    return found is not None and not _FOR_LATER.search(sentence[: found.start()])
