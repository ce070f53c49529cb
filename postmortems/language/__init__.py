"""The language guard: tells causes in a person from conditions in a system. Pure Python, no framework, no clock."""

from postmortems.language.check import check
from postmortems.language.verdict import Finding, Level, Verdict
from postmortems.language.words import Lexicon

__all__ = ["Finding", "Level", "Lexicon", "Verdict", "check"]
