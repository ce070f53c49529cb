"""The rules as data: what each says to the reader, examples that must meet it, and where the idea comes from.

``why`` and ``question`` may hold ``{words}`` (the words that tell), ``{object}`` (what the act was about) and
``{again}`` (what comes next time: a push, a deploy, a person).
They speak of the sentence, never of its author.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: an id, its texts, examples, and the source of the idea."""

    id: str
    why: str
    question: str
    examples: tuple[str, ...]
    source: str


RULES: tuple[Rule, ...] = (
    Rule(
        "failing",
        "*{words}* ends the story early: the next {again} meets the same screen.",
        "What would have shown {object} at that moment?",
        ("Priya forgot to check the drain list before pushing the config.", "The on-call engineer ignored the alarm."),
        "Dekker, The Field Guide to Understanding Human Error: failings are where the questions start",
    ),
    Rule(
        "duty",
        "*{words}* tells what did not happen; why that made sense at the time is still open.",
        "What would have made this step hard to miss, and how does the written way differ from the way that works?",
        ("The shift supervisor did not verify the valve lineup.", "Vikram needed to be more careful with the screen."),
        "Hollnagel: work as imagined and work as done",
    ),
    Rule(
        "counterfactual",
        "*{words}* describes a night that did not happen; the one that did has more to tell.",
        "What was in view at that minute, and what would have told them to act?",
        ("The reviewer should have noticed the missing index.", "If Anita had followed the runbook, all was well."),
        "Dekker: counterfactuals explain nothing that took place",
    ),
    Rule(
        "manner",
        "*{words}* stops at the hand that moved; the system that let the move through stands behind it.",
        "What let that go through, and how far could it reach?",
        ("An engineer accidentally deleted the bucket.", "Luis merged the branch without waiting for CI."),
        "Reason, Human Error: a slip needs a system that accepts it",
    ),
    Rule(
        "verdict",
        "*{words}* is a verdict, and a verdict has no next step.",
        "What was known and in view when that choice was made?",
        ("Our new SRE was careless with sudo.", "The vendor's engineers were clueless."),
        "Etsy debriefing guide: describe, do not judge",
    ),
    Rule(
        "mind",
        "*{words}* reads a mind; what could be seen from outside carries further.",
        "How does anybody learn this part, and what did the screen show?",
        ("The junior engineer didn't understand the system.",),
        "Howie guide: ask what people saw, not what they were like",
    ),
    Rule(
        "agent",
        "*{words}* ends at a person; the step itself allowed it.",
        "Which part of the step allows this, and what would have stood in its way?",
        ("The confirmation prompt was ignored by the operator.", "The checklist was not followed by the engineer."),
        "Google SRE book: blameless postmortems",
    ),
    Rule(
        "possessed",
        "*{words}* hangs the outcome on its owner; the same change from anyone would have gone the same way.",
        "What let this change have that effect?",
        ("Kofi's rollback made everything worse.",),
        "Google SRE book: blameless postmortems",
    ),
    Rule(
        "nominal",
        "*{words}* is a label where the story begins.",
        "Which step allows that slip, and how far does it reach?",
        ("Human error during maintenance.", "Operator error.", "Mistake by Elif: the cron fired every minute."),
        "Woods and Cook: behind human error stands a second story",
    ),
    Rule(
        "cause",
        "*{words}* names a person where a condition can stand.",
        "What made this possible, whoever was there?",
        ("The root cause was Gareth.", "The cause was a developer running the tests."),
        "Allspaw: there is no root cause, least of all a person",
    ),
    Rule(
        "punitive",
        "*{words}* changes one person's day and leaves the system as it was.",
        "What would still trip a trained person here?",
        ("Recommend a formal warning for Katarzyna.", "Retrain Sam because the wrong host was used."),
        "VA National Center for Patient Safety: training and discipline are the weakest actions",
    ),
    Rule(
        "contempt",
        "*{words}* closes the conversation that would have brought out the conditions.",
        "What did this look like from where they stood?",
        ("They knew better.", "DevOps dropped the ball on the certificate."),
        "Edmondson: people speak where it is safe to speak",
    ),
    Rule(
        "sarcasm",
        "*{words}* will be read with a sting, and the facts behind it get lost.",
        "Said plainly: what made this the easy thing to do?",
        ("Congratulations to Renata for finding out what the command does.",),
        "Etsy debriefing guide: describe, do not judge",
    ),
    Rule(
        "self",
        "That is harder on one person than the facts are.",
        "What did the picture look like before the outcome was known?",
        ("My fault: I ran the script in the wrong tab.", "Mea culpa."),
        "Howie guide: care for those who were there",
    ),
    Rule(
        "person",
        "*{words}* keeps the eye on a person; what stood around them is what can change.",
        "How did it look from there, and what made that the natural thing to do?",
        ("He made up the number.",),
        "Dekker: what people did made sense to them at the time",
    ),
    Rule(
        "assumed",
        "*{words}* holds a good clue: something made that a fair guess.",
        "What made it look that way?",
        ("He assumed that the backup had completed.",),
        "Klein: decisions rest on what has held so far",
    ),
    Rule(
        "collective",
        "*{words}* is shared by everyone and so by no one; a condition can be changed.",
        "What made this the normal way to work that day?",
        ("We rushed the release.", "The platform team forgot to add us to the list.", "Nobody checked the dashboard."),
        "Dekker: the local rationality principle",
    ),
    Rule(
        "agentless",
        "*{words}* leaves open what allowed it.",
        "What let this through, and what would have shown it?",
        ("The table was accidentally dropped.", "The warning was overlooked."),
        "Reason, Human Error: a slip needs a system that accepts it",
    ),
    Rule(
        "vague",
        "*{words}* could be said of most days; one concrete condition says more.",
        "Which moment shows it, and what was missing there?",
        ("Poor communication.", "Lack of ownership.", "A mistake was made during the cutover."),
        "PagerDuty guide: contributing factors are specific",
    ),
    Rule(
        "luck",
        "*{words}* cannot be changed; what the day leaned on can.",
        "What has to be in place so that the next time does not depend on luck?",
        ("It was bad luck.",),
        "Weick and Sutcliffe: chance meets what was already there",
    ),
    Rule(
        "weak",
        "*{words}* can be done without anything being different afterwards.",
        "What will exist afterwards that does not exist today?",
        ("Improve monitoring.", "Be more careful.", "Ensure that everybody follows the runbook."),
        "VA National Center for Patient Safety: strong actions do not lean on memory and attention",
    ),
)

BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
