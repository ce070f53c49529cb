"""Is a thing bound to the word that tells of it, or does it only stand near?"""

from __future__ import annotations

from postmortems.language.forms import is_ing
from postmortems.language.grammar import Parser
from postmortems.language.kinds import sound
from postmortems.language.lists import judging_words, nouns
from postmortems.language.nouns import Thing
from postmortems.language.speech import verb_of
from postmortems.language.things import Nouns
from postmortems.language.words import classes

_FAR = 8  # tokens between the telling word and its thing
_ASKING = frozenset({"how", "what", "which"})
_KNOWN = classes()
_TELLING = (
    judging_words() | _KNOWN["failing_nouns"] | _KNOWN["person_failings"] | _KNOWN["qualities"] | nouns()["qualities"]
)
_NOUNS = _TELLING | {"idea", "clue", "notion", "approach", "grasp", "lack", "understanding"}


def bound(parser: Parser, told: int, thing: Thing) -> bool:
    """ "careless with the token", "no idea how the token works"; not "was bored while the token ran out".

    Between the telling word at ``told`` and the thing stand only prepositions, adverbs, a verb behind "to" or a
    preposition, and nouns that tell themselves ("the experience", "error").
    """
    tokens, codes, k = parser.tokens, parser.codes, thing.start - 1
    leads = codes[k : k + 1] == ["P"] or tokens[k].low in ("to", *_ASKING) or verb_of(tokens[k].low) is not None
    if k < told or thing.start - told > _FAR or not leads or tokens[k].low == "by" or tokens[k].low in _TELLING:
        return False
    while k > told:
        low = tokens[k].low
        led = k > 0 and (tokens[k - 1].low == "to" or codes[k - 1] == "P")
        link = codes[k] in ("P", "V", "D") or low == "to" or low in _ASKING or low in _NOUNS
        if not (link or (led and (is_ing(low) or verb_of(low) is not None))):
            return False
        k -= 1
    return True


def wrong(things: Nouns) -> Thing | None:
    """ "the wrong board", wherever the sentence says it: what tells it from the right one can always be asked."""
    lows = [token.low for token in things.parser.tokens]
    at = lows.index("wrong") if "wrong" in lows else 0
    led = at and things.parser.codes[at - 1] == "D"
    thing = things.at(at - bool(led)) if "wrong" in lows and at + 1 < len(lows) else None
    return thing if thing and thing.wrong and sound(thing.head) else None
