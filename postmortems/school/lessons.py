"""Eight lessons for somebody who runs a meeting for the first time, a screen each. Data in our own words.

Where an idea is somebody's, `after` names them; the sentences are ours. The words to try come as people say them, and
`one_way` is one of many that can stand: tests/school asks the guard both.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Lesson:
    """What happens in the room, what helps there (`says` can be read aloud), and a sentence to try oneself."""

    slug: str
    name: Words
    paragraphs: tuple[Words, ...]
    says: tuple[Words, ...]
    after: Words
    task: Words
    words: Words
    one_way: Words


LESSONS: tuple[Lesson, ...] = (
    Lesson(
        slug="opening",
        name=_("Opening"),
        paragraphs=(
            _(
                "The first two minutes decide what people dare to say in the next fifty-eight. Say what the hour is "
                "for before anybody says what went wrong: to understand, not to repair, and not to find somebody."
            ),
            _(
                "Then give a way out. Passing costs nothing and needs no reason. People who know that they may be "
                "silent speak sooner."
            ),
        ),
        says=(
            _("We are here to understand how this made sense at the time. Repairs come later, and nobody is on trial."),
            _("You can pass at any moment. What did you notice that the rest of us could not see?"),
        ),
        after=_("The assumption of good intent is Norman Kerth’s, from “Project Retrospectives” (2001)."),
        task=_("This opening looks for somebody. Say what the hour is for instead."),
        words=_("We are here to find out who broke checkout."),
        one_way=_("This hour is for understanding how checkout could stop on an ordinary day."),
    ),
    Lesson(
        slug="what-and-how",
        name=_("“What” and “how” instead of “why”"),
        paragraphs=(
            _(
                "“Why did you” asks for a defence, and gets one: a reason that sounds right afterwards. “What did "
                "you see” and “how did you know” ask for the scene, and the reasons come along by themselves."
            ),
            _("Ask about ordinary days too. What was different that day can be seen only beside a day like any other."),
        ),
        says=(
            _("What was on your screen then? What did you expect to come next?"),
            _("How does this go on an ordinary day?"),
        ),
        after=_(
            "John Allspaw calls it “The Infinite Hows” (2014). Sidney Dekker’s “Field Guide” asks for the view from "
            "inside."
        ),
        task=_("Turn this question so that it asks for the scene."),
        words=_("Why did Priya not look at the drain list?"),
        one_way=_("What did the push tool show of the drain list when the change went out?"),
    ),
    Lesson(
        slug="blame-aloud",
        name=_("When blame is said aloud"),
        paragraphs=(
            _(
                "Sooner or later somebody says it: careless, sloppy, not paying attention. Most often it is fear or "
                "tiredness. Do not scold; a scolded room goes quiet. Stop, name what the hour is for, and turn the "
                "sentence round."
            ),
            _(
                "Then turn to whoever was named, or let them be, as they wish. If it happens again, press Pause: the "
                "screen says no more than “short pause”."
            ),
        ),
        says=(
            _("Let us stop there for a moment. We look for what made it possible, and a name ends the search."),
            _("What made that the sensible thing to do just then?"),
        ),
        after=_("First stories and second stories: David Woods and Richard Cook, “A Tale of Two Stories” (1998)."),
        task=_("Somebody says this. Write what you would put on the board in its place."),
        words=_("Sven was careless with the migration."),
        one_way=_("The migration ran without showing how many rows it would touch."),
    ),
    Lesson(
        slug="quiet-person",
        name=_("The quiet person"),
        paragraphs=(
            _(
                "In a group of eight, three do most of the talking, and they need not be those who were nearest. Let "
                "everybody write before anybody speaks: writing has no queue."
            ),
            _(
                "Afterwards go round once, in an order that says nothing about rank, and let people pass. The "
                "cockpit names two whom you could invite. It is a reminder for you, never a list for the room."
            ),
        ),
        says=(
            _("Three minutes in silence: what did you see, and what did you make of it?"),
            _("I would like to hear from somebody we have not heard yet. Passing is fine."),
        ),
        after=_("Whether people dare to speak is a property of the team: Amy Edmondson, since 1999."),
        task=_("You catch yourself thinking this. What about the hour can be changed?"),
        words=_("Lea never says anything in these meetings."),
        one_way=_("The hour has no part in which all write before the talking begins."),
    ),
    Lesson(
        slug="knows-it-already",
        name=_("The one who knows it already"),
        paragraphs=(
            _(
                "Somebody senior explains in the tenth minute how it all was. They may be right. The others stop "
                "remembering all the same, and what nobody knew before stays unknown."
            ),
            _(
                "Speak with them before the meeting: their own part first, everything else last. In the room, take "
                "what they say as one view, write it down, and ask who saw something else."
            ),
        ),
        says=(
            _("I put that on the board as one view. Who saw it differently, or saw another part?"),
            _("For whom was that plain at the time, and how had they learned it?"),
        ),
        after=_(
            "Once the end is known, it looks as if it could have been foreseen: Baruch Fischhoff on hindsight (1975)."
        ),
        task=_("A senior colleague says this. What was there to see, for somebody who did not know the end?"),
        words=_("Any experienced engineer would have seen that the pool was empty."),
        one_way=_("The dashboard showed the balancer, and nothing on it said that the pool was empty."),
    ),
    Lesson(
        slug="would-have",
        name=_("“Should have”, “could have”, “if only”"),
        paragraphs=(
            _(
                "A sentence with “should have” tells of an afternoon that never was. It feels like an explanation, "
                "and explains nothing: what did happen, and what made it the thing to do, is still untold."
            ),
            _(
                "Go back to the last minute that was real. What was known then, what was in sight, what else was "
                "going on? The answer is usually something that can be built."
            ),
        ),
        says=(
            _("Let us stay with what did happen. What was known at that minute?"),
            _("What would have had to be in place for that?"),
        ),
        after=_("Sidney Dekker describes counterfactuals in “The Field Guide to Understanding Human Error”."),
        task=_("Take this back into the afternoon as it was."),
        words=_("The on-call engineer should have rolled back the release earlier."),
        one_way=_("Until 14:31 nothing on the dashboard said that a rollback was safe."),
    ),
    Lesson(
        slug="time",
        name=_("Time"),
        paragraphs=(
            _(
                "The hour always ends too soon, and most of it belongs to the story: thirty-five to forty minutes of "
                "sixty. Choose two places beforehand where you want to go deep, and keep one free for a surprise."
            ),
            _(
                "When it gets late, say so and let the room decide: five minutes more, or onto the list of what is "
                "parked. Solutions that come early are parked too. They are not lost, and they end the listening."
            ),
        ),
        says=(
            _("This deserves more than we have now. Shall I park it, or do we take five minutes more?"),
            _("I keep that idea. First I would like to know the rest of the story."),
        ),
        after=_("Story first, repairs later: the debriefing guide that Etsy published in 2016 keeps the two apart."),
        task=_("Afterwards you write down how it went. Say what about the hour made it so."),
        words=_("We ran out of time because Tomas talked too much."),
        one_way=_("The hour had no time set aside for what happened after the rollback."),
    ),
    Lesson(
        slug="closing",
        name=_("Closing, and what follows"),
        paragraphs=(
            _(
                "Stop five minutes early. Empty what was parked, read out in a minute and a half what people felt, "
                "what made it possible and what helped, thank people for deeds, and say what happens next."
            ),
            _(
                "Ideas of the hour are not promises yet. Two working days later three of them are chosen, each with "
                "somebody who said yes aloud and with a sign that it is done. “Be more careful” has no such sign: "
                "ask what will exist on Friday that does not exist today."
            ),
        ),
        says=(
            _("What will you do differently next week? One sentence each, or pass."),
            _("How will we see that it worked, and on which day?"),
        ),
        after=_("A change to the tool lasts longer than a reminder: the hierarchy of controls, old in safety work."),
        task=_("This idea leans on memory. What could exist instead?"),
        words=_("Remind everybody to be more careful with the push tool."),
        one_way=_("The push tool shows the drain list before it takes a change."),
    ),
)  # fmt: skip


def lesson_called(slug: str) -> Lesson | None:
    return next((lesson for lesson in LESSONS if lesson.slug == slug), None)


def after(lesson: Lesson) -> Lesson | None:
    """The next one; none after the last."""
    place = LESSONS.index(lesson) + 1
    return LESSONS[place] if place < len(LESSONS) else None
