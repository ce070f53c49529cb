"""Word classes, read from data files, and an organisation's additions to them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An organisation's own words, beside the built-in ones.

    ``people_words`` mean a person here ("sheriff"), ``product_words`` mean software here ("Hermes"), and
    ``allowed_phrases`` are never held against a text ("error budget policy owner"). Case does not matter.
    """

    people_words: frozenset[str] = frozenset()
    product_words: frozenset[str] = frozenset()
    allowed_phrases: frozenset[str] = frozenset()
