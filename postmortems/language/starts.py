"""The question and the first words of a system sentence, told by what the text says was done, and to which thing."""

from __future__ import annotations

from dataclasses import dataclass

from postmortems.language import forms
from postmortems.language.act import Act, phrase
from postmortems.language.choosing import family_of, lead_of
from postmortems.language.clauses import Clause
from postmortems.language.facts import fact, then
from postmortems.language.frames import families, starts
from postmortems.language.grammar import Parser
from postmortems.language.lists import complements, nouns
from postmortems.language.nouns import Thing
from postmortems.language.story import Story, known

_MOST = 3  # starts that a reader can choose among at a glance
_PLAIN = frozenset({"view-alone", "possible-alone"})
_IDLE = complements()["linking"] | {"have"}
_EARLY = frozenset({"prematurely", "early", "soon"})


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens the second story: a question, up to three sentences to start from, and what comes again.

    ``plain`` tells that the question names nothing of the text.
    """

    question: str
    starts: tuple[str, ...]
    again: str = ""
    plain: bool = False


def opening(text: str, parser: Parser, clause: Clause | None, span: tuple[int, int], rule: str) -> Opening:
    """The question for the finding at tokens ``span``, and the sentences to start from."""
    story = Story(text, parser, *span, rule, clause)
    name = family_of(story)
    lead = lead_of(story)
    slots, plural = _slots(story, name), _plural(story, name)
    leading = _leading(slots, story, name) if lead else slots
    asking = _askable(lead or name, leading, plural)
    question = families()[asking].question.filled(leading, plural) or ""
    said = starts(asking, leading, plural)[: 2 if lead else _MOST]
    if rule == "self" and story.act and story.act.undone and story.act.thing:
        question = families()[name].question.filled(slots, plural) or question
    if lead and not (name.endswith("-alone") or (rule == "punitive" and story.act is None)):
        own = starts(name, slots, plural)
        said = [*own[:2], *said] if rule == "self" and story.act and story.act.thing else [*said, *own]
    if rule == "sarcasm":
        question = f"Said plainly: {question[0].lower()}{question[1:]}"
    again = forms.lemma_of(slots.get("when", "").split(" ")[0])
    return Opening(question, tuple(dict.fromkeys(said))[:_MOST], again, asking in _PLAIN)


def _askable(name: str, slots: dict[str, str], plural: bool) -> str:
    """The family whose question these words can fill: as named, alone, or the plainest."""
    asked = (name, f"{name}-alone", "view-alone")
    return next(n for n in asked if n in families() and families()[n].question.filled(slots, plural))


def _slots(story: Story, name: str) -> dict[str, str]:
    """The words of the text for a family's frames."""
    thing, slots = (
        story.near(),
        {
            "gap": "without",
            "fact": fact(story) if name == "fact" else "",
            "then": then(story) if name == "call" else "",
        },
    )
    if thing:
        slots |= {"T": thing.definite, "A": thing.general, "t": thing.bare}
        slots["one"] = "" if thing.plural else thing.bare
        slots["E"] = thing.definite if thing.head in nouns()["events"] else ""
    slots["v"] = story.act.thing.bare if name == "field" and story.act and story.act.thing else "value"
    act = _panicked(story) if name == "panic" else story.act
    if act:
        slots |= _of_act(act)
        slots["U"] = act.rather.definite if act.rather else ""
        slots["done"] = "" if known(act) == "confuse" or act.verb in _IDLE else slots["done"]
        around = set(story.parser.lows[max(0, act.at - 3) : act.at + 8])
        slots["gap"] = "before" if around & _EARLY else "without"
        _fit(slots, act, name)
    if name == "wait" and act:
        slots["ready"] = _ready(act, thing) if act.state else _over(thing)
    return slots


def _fit(slots: dict[str, str], act: Act, name: str) -> None:
    """What was done, as long or as short as the frames of one family need it."""
    if name in ("wrong", "instead") and slots["done"]:
        brief = " ".join([part for part in (forms.done(act.low), act.particle) if part])
        slots["done"] = (slots["done"] if act.tail else "") if act.verb == "put" else brief  # "put" alone tells nothing
    if name in ("wrong-place", "act") and act.place.startswith("with "):
        slots["done"] += f" {act.place}"
    if name == "slow" and act.place.startswith("too "):
        slots["done"] = " ".join([part for part in (forms.done(act.low), act.particle) if part])
    if name == "instead" and act.spot:
        slots["A"] = ""
    if name == "wrong-place" and act.spot:
        slots["t"], slots["one"] = act.spot.bare, "" if act.spot.plural else act.spot.bare


def _leading(slots: dict[str, str], story: Story, name: str) -> dict[str, str]:
    """One's own picture, or a trained person's, was of the tab that was wrong, not of the script that ran in it."""
    spot = story.act.spot if story.act and name == "wrong-place" else None
    thing = spot or (story.thing if story.rule != "self" else None)
    return slots | {"T": f"the {thing.bare}"} if thing and thing.wrong else slots


def _ready(act: Act, thing: Thing | None) -> str:
    """ "has caught up" of "wait for it to catch up", "is warm" of "wait until it was warm"."""
    if act.state.startswith(("is ", "are ")):
        return act.state
    return f"{'have' if thing and thing.plural else 'has'} {act.state}"


def _over(thing: Thing | None) -> str:
    """ "is done" of what takes time, "is ready" of what is there."""
    head = thing.head if thing else ""
    taking = head in nouns()["events"] or head in nouns()["checks"] or head in ("ci", "job")
    return f"{'are' if thing and thing.plural else 'is'} {'done' if taking else 'ready'}"


def _plural(story: Story, name: str) -> bool:
    """Does the thing that a family asks about take "are"?"""
    spot = story.act.spot if story.act and name == "wrong-place" else None
    thing = spot or story.thing
    return bool(thing and thing.plural)


def _of_act(act: Act) -> dict[str, str]:
    seen = act.undone and (known(act) in ("check", "read", "overlook") or act.place.startswith("on "))
    # "the label on the jar", "the brakes on the wheelchair": where the thing is, not where it was to be done
    tail = "" if seen or act.place.startswith(("with ", "by ")) else act.place
    done = " ".join([part for part in (forms.done(act.low), act.particle, tail) if part])
    return {
        "done": done,
        "doing": " ".join([part for part in (forms.doing(act.low), act.particle) if part]),
        "base": " ".join([part for part in (act.verb, act.particle) if part]),
        "state": act.state,
        "unmis": done.removeprefix("mis").removeprefix("-"),
        "without": act.without or act.amid or ("by hand" if act.place == "by hand" else ""),
        "omitted": act.without.removeprefix("without "),
        "with": act.place if act.place.startswith("with ") else "",
        "when": act.when,
        "after": act.after,
        "act": phrase(act, general=True)
        if act.thing or ((act.place or act.without or act.whole) and not act.told)
        else "",
    }


def _panicked(story: Story) -> Act | None:
    """ "panicked and restarted the brokers": what was done then."""
    if story.act is None or story.act.thing or story.clause is None:
        return story.act
    following = story.parser.clauses_from(story.clause.verb, 8)
    act = story.acts.of(following[0], "") if following else story.act
    story.thing = act.thing or story.thing
    return act
