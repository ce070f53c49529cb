"""Which family of questions a finding opens: told by the act, else by the judging word, else by the rule."""

from __future__ import annotations

from functools import cache

from postmortems.language.acts import Act
from postmortems.language.agents import Actor
from postmortems.language.frames import families
from postmortems.language.nouns import Thing, nouns
from postmortems.language.story import Story, known
from postmortems.language.words import lines

_SAY_LITTLE = frozenset({"be", "have", "need", "make", "go", "become", "get", "seem", "pay", "lack", "lose", "show", "look",
                         "cause", "bother", "care", "think", "want", "feel", "deserve", "know", "give"})  # fmt: skip
_PROMPTS = frozenset({"prompt", "prompts", "dialog", "dialogs", "banner", "banners", "confirmation", "lines", "line"})
_RUNNING = frozenset({"run", "execute", "apply", "start", "trigger", "rerun", "replay", "restart", "reboot", "reload",
                      "roll", "migrate", "failover", "invoke", "resend", "import", "restore"})  # fmt: skip
_SUPPLIERS = frozenset({"vendor", "supplier", "vendors", "suppliers", "provider"})
_WAVED = frozenset({"dismiss", "click~through", "shrug~off", "wave~away", "brush~off", "disregard", "wave~through"})
_FALSELY = frozenset({"incorrectly", "wrongly", "improperly", "erroneously", "mistakenly"})
_SETTING = frozenset({"set", "configure", "enter", "type", "wire", "label", "route", "key"})


def family_of(story: Story) -> str:
    """The name of the family in ``frames.txt``."""
    if _relied_on(story):
        return fitting("supplier", story.near())
    near = story.near()
    if near and near.head in ("documentation", "docs") and _label(story) in ("decide", "postpone", "care", ""):
        return "docs"
    if story.clause and story.clause.lemma == "be" and _label(story) == "know" and story.near():
        return "know"
    return _of_act(story) or _of_label(story) or _of_rule(story)


def _of_act(story: Story) -> str:
    act = story.act
    if act and act.verb == "care" and act.undone and act.thing:
        return "risk"
    if act is None or (act.verb in _SAY_LITTLE and not (act.undone and act.key in ("look", "know"))):
        return ""
    if act.verb in ("look", "know") and act.thing is None:
        return ""
    name = _by_undone(story, act, known(act)) if act.undone else _by_done(story, act, known(act))
    if act.thing is None and name not in ("call", "ask", "changed", "panic", "tell", "assume"):
        return _without_thing(story, act, name)
    return name


def _by_undone(story: Story, act: Act, name: str) -> str:
    head = act.thing.head if act.thing else ""
    if name == "tell":
        return _untold(story, act)
    if name == "call" and act.verb == "raise" and act.thing:
        return "do"
    if name == "call":
        return "ask" if act.verb in ("ask", "question", "consult") else "call"
    if head in nouns()["dated"] and act.verb in ("update", "replace", "rotate", "renew", "extend"):
        return "renew"
    if name == "overlook":
        return by_head(head, name, procedures=name, checks=name)
    if name == "test" and act.particle in ("with", "against"):
        return "test-with"
    if name == "answer":
        return by_head(head, "view", signals=name)
    return name or "do"


def _untold(story: Story, act: Act) -> str:
    """What nobody was told: the thing itself, an event to come, else the change that went before."""
    story.thing = act.thing or act.event
    return "tell" if story.thing else fitting("changed", story.near())


def _by_done(story: Story, act: Act, name: str) -> str:
    if act.thing and act.thing.wrong:
        return _wrong(story, act)
    if act.spot and act.spot.wrong and act.thing:
        return "wrong-place"
    head = act.thing.head if act.thing else ""
    if name == "pass":
        waved = act.key in _WAVED or head in _PROMPTS
        other = "passed" if waved or act.verb == "ignore" else "overlook"
        return by_head(head, other, signals="prompt" if waved else "signal")
    if name == "skip":
        return "skip" if head in nouns()["checks"] | nouns()["procedures"] else "skipped-other"
    if name == "breach" or (name == "break" and head in nouns()["procedures"]):
        return "follow"
    if name in ("leave", "let"):
        return _left(act, name)
    said = {token.low for token in story.parser.tokens[max(0, act.at - 2) : act.at + 8]}
    if act.verb in _SETTING and said & _FALSELY:
        return "config"
    return _plain(act, name)


def _plain(act: Act, name: str) -> str:
    if act.place.startswith("with ") and act.thing and name in ("release", "approve", ""):
        return "with"
    return {"neglect": "postpone"}.get(name, name) or ("run" if act.verb in _RUNNING else "act")


def _wrong(story: Story, act: Act) -> str:
    """ "pulled the wrong cable"; of a wrong value it is the field that tells more."""
    if act.thing and act.spot and act.thing.head in nouns()["values"]:
        story.thing = act.spot
        return "config"
    return "wrong-plain" if act.verb in ("be", "have", "give", "make", "get") else "wrong"


def _left(act: Act, name: str) -> str:
    if not act.state:
        return "forget" if name == "leave" else ""
    return "renew" if act.state in ("expire", "lapse") else name


def by_head(head: str, other: str, **names: str) -> str:
    """The family that fits a kind of thing."""
    kinds = {"signals": "signal", "procedures": "follow", "checks": "skip", "defects": "defect"} | names
    return next((name for kind, name in kinds.items() if head in nouns()[kind]), other)


def _without_thing(story: Story, act: Act, name: str) -> str:
    """No thing stands behind the verb: where it was done counts, or what it went without, else what stands near."""
    if act.without and not act.undone:
        story.thing = story.acts.without_thing(act.at)
        return "without"
    if act.spot:
        story.thing = act.spot
        beside = "with-alone" if act.place.startswith("with ") else "place"
        return "view" if act.undone else beside
    if f"{name}-alone" in families() and story.near() is None:
        return f"{name}-alone"
    writing = act.verb in ("document", "write", "record", "log") and act.undone
    return fitting("write", story.near()) if writing else ""


def _of_label(story: Story) -> str:
    name, thing = _label(story), story.near()
    if name == "watch":
        return _watched(story, thing)
    if name == "care" and not {"careful", "disciplined", "mindful"}.isdisjoint(story.lows):
        name = "careful"
    if name == "slow":
        return "slow-alone"
    if name in _PAIRS:
        return fitting(name, thing)
    return name if thing else ""


_PAIRS = frozenset({"comms", "owner", "decide", "train", "slip"})


def _watched(story: Story, thing: Thing | None) -> str:
    if thing is None:
        return "watch-alone"
    paid = "attention" in story.lows and "to" in [
        token.low for token in story.parser.tokens[story.start : story.end + 3]
    ]
    if thing.head in nouns()["events"] and not paid:
        return "during"
    return by_head(thing.head, "overlook" if paid else "view")


@cache
def _label_words() -> dict[str, str]:
    return {word: line.partition(":")[0] for line in lines("labels.txt") for word in line.partition(":")[2].split()}


def _label(story: Story) -> str:
    """The family of the first judging word in the finding, just behind it, or shortly before."""
    tokens, found = story.parser.tokens, _label_words()
    around = [*range(story.start, min(story.end + 3, len(tokens))), *range(max(0, story.start - 8), story.start)]
    return next((found[tokens[k].low] for k in around if tokens[k].low in found and not _before_noun(story, k)), "")


def _before_noun(story: Story, k: int) -> bool:
    """ "slow queries" are no slowness of people."""
    following = story.parser.codes[k + 1 : k + 2] == [""]
    return following and _label_words()[story.parser.tokens[k].low] == "slow"


_BY_RULE = {
    "cause": "possible", "manner": "possible", "agent": "possible", "agentless": "possible", "nominal": "possible",
    "possessed": "effect", "assumed": "assume", "mind": "know", "vague": "moment", "verdict": "decide",
}  # fmt: skip


def _of_rule(story: Story) -> str:
    thing = story.near()
    if thing and thing.wrong:
        return "wrong-plain"
    if story.rule in _BY_RULE:
        return fitting(_BY_RULE[story.rule], thing)
    return by_head(thing.head, "view") if thing else "view-alone"


def fitting(name: str, thing: Thing | None) -> str:
    """The family as it is asked with a thing, or alone."""
    alone = f"{name}-alone" if f"{name}-alone" in families() else "view-alone"
    return name if thing else alone


def _relied_on(story: Story) -> bool:
    subject = story.clause.subject if story.clause else None
    lows = {token.low for token in story.parser.tokens[subject.start : subject.end]} if subject else set()
    return bool(lows & _SUPPLIERS) and subject is not None and subject.actor is not Actor.THING


def lead_of(story: Story) -> str:
    """The family that asks first, when the rule has its own tone: oneself, training, punishment."""
    if story.rule == "self":
        return fitting("self", story.near())
    if story.rule == "punitive":
        trained = any(
            _label_words().get(token.low) == "train" for token in story.parser.tokens[story.start : story.end + 4]
        )
        return fitting("train" if trained else "discipline", story.near())
    return ""
