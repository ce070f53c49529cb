"""`make mails`: two mails of every kind as they would arrive, printed for reading aloud.

`queue_round` puts one mail of each kind, to somebody of its own, into the outbox; tests/browser opens all their links.
"""

import datetime as dt
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

SENTENCES = (
    ("Cap the rate of the bulk tool", "Let the push tool show the drain list", "Rehearse the restore of billing"),
    ("Alarm at a mail queue of ten minutes", "Write the runbook for a failover", "Name a second person for DNS"),
)  # fmt: skip
TITLES = ("Checkout unavailable for 47 minutes", "Login slow on 3 May")


def queue_round(number: int = 0) -> int:
    """How many mails that makes."""
    from postmortems.followup.policy import STEPS

    steps = [step for step in STEPS if not step.in_app]
    for place, step in enumerate(steps):
        _about_item(step, SENTENCES[number][place % 3], TITLES[number], number)
    rest = (_about_reviews, _news, _lists, _account, _followed, _meetings, _reports)
    return len(steps) + sum(make(number) for make in rest)


def _person(name: str, **fields: Any) -> Any:
    from tests.factories import UserFactory
    from tests.prove._filling import awake

    return UserFactory(display_name=name, **(awake() | fields))


def _queue(kind: str, about: str, person: Any, day: dt.date) -> None:
    from postmortems.mail.services import queue
    from postmortems.shared import clock

    queue(kind=kind, about=about, recipient=person, local_date=day, due_at=clock.now())


def _about_item(step: Any, sentence: str, title: str, number: int) -> None:
    from postmortems.followup.facts import about_day
    from postmortems.shared import clock
    from postmortems.tickets.models import Ticket
    from tests.factories import ActionFactory, FactorFactory, ReviewFactory

    today = clock.now().date()
    person = _person(f"Reader{number} {step.kind}")
    owner = _person(f"Gone{number} {step.kind}", is_active=False) if "home" in step.kind else person
    review = ReviewFactory(owner=person, title=title, depth="note", state="published", published_at=clock.now())
    late = {"action_in_the_way": 7, "action_replan": 14, "action_room": 21}.get(step.kind, -7)
    fields: dict[str, Any] = {"state": "accepted", "due_on": today - dt.timedelta(days=late)}
    if step.kind == "action_due":
        fields["due_on"] = today
    if step.kind == "action_offered":
        fields["state"] = "offered"
    if step.kind == "action_effect":
        fields = {"state": "done", "done_on": today - dt.timedelta(days=30), "effect_check_on": today}
    if step.kind == "action_ticket_closed":
        ticket = Ticket.objects.get_or_create(key="github:example/bulk#7", name="example/bulk#7", tracker="github")[0]
        fields |= {"ticket": ticket, "asked_if_done_at": clock.now()}
    item = ActionFactory(review=review, owner=owner, sentence=sentence, **fields)
    item.factors.add(FactorFactory(review=review))
    _queue(step.kind, f"action:{item.pk}", person, about_day(step, item))


def _about_reviews(number: int) -> int:
    from postmortems.audit.services import record
    from postmortems.followup.review_facts import Pool, began_on, known_of_all, open_reviews
    from postmortems.followup.stuck import QUESTION, REVIEW_STEPS
    from postmortems.shared import clock
    from tests.factories import IncidentFactory, QuestionFactory, ReviewFactory

    for step in REVIEW_STEPS:
        person = _person(f"Keeper{number} {step.kind}")
        state = "gathering" if "gathering" in step.kind else "incident"
        review = ReviewFactory(owner=person, title=TITLES[number], state=state)
        IncidentFactory(review=review, resolved_at=clock.now() - dt.timedelta(days=16))
        record(verb="moved to gathering", chain=f"review:{review.pk}", actor=person)
        facts = known_of_all([open_reviews().get(pk=review.pk)], Pool.current())[review.pk]
        _queue(step.kind, f"review:{review.pk}", person, began_on(step, facts) or clock.now().date())
    person = _person(f"Asked{number}")
    question = QuestionFactory(review=ReviewFactory(owner=person, title=TITLES[number]))
    _queue(QUESTION.kind, f"question:{question.pk}", person, clock.now().date())
    return len(REVIEW_STEPS) + 1


def _lists(number: int) -> int:
    from postmortems.followup.lists import LETTER, LIST, LOOK_BACK
    from postmortems.library.spans import MONTH, QUARTER, Span
    from postmortems.shared import clock
    from tests.factories import ActionFactory, ReviewFactory

    for kind, form in ((LIST, "week:%G-W%V"), (LETTER, "month:%Y-%m"), (LOOK_BACK, "month:%Y-%m")):
        person = _person(f"Lead{number} {kind}")
        today = clock.today(person.zone)
        last = Span.around(today, QUARTER if kind == LOOK_BACK else MONTH).before.last
        review = ReviewFactory(
            owner=person, title=TITLES[number], depth="note", state="published", published_at=clock.now()
        )
        past = today - dt.timedelta(days=3)
        ActionFactory(review=review, owner=person, sentence=SENTENCES[number][0], state="accepted", due_on=past)
        ActionFactory(review=review, owner=person, sentence=SENTENCES[number][1], state="accepted", due_on=today)
        ActionFactory(review=review, owner=person, sentence=SENTENCES[number][2], state="done", done_on=last)
        if kind != LIST:
            _learned(review, last)
        _queue(kind, f"{today:{form}}", person, today)
    return 3


def _learned(review: Any, day: dt.date) -> None:
    """That day it was shared: what was learned, what helped, what is still asked, and that something earlier helped."""
    from postmortems.reviews.models import Review
    from postmortems.shared import clock
    from postmortems.wording.models import Text
    from tests.factories import ActionFactory, FactorFactory, QuestionFactory

    said = {"body": "The cap of the bulk tool was per node, and nobody knew. It is one now.", "changed_at": clock.now()}
    Text.objects.create(owner_kind="review", owner_id=review.pk, slot="lessons", **said)
    Review.objects.filter(pk=review.pk).update(published_at=clock.at(day, dt.time(12), review.zone))
    FactorFactory(review=review, sign="held_back", sentence="The drain list was open on a second screen")
    QuestionFactory(review=review, body="Which other lists have no owner?")
    earlier = {"state": "done", "done_on": day - dt.timedelta(days=30), "effect_answered_on": day}
    ActionFactory(
        review=review, sentence="Alarm when the queue grows", effect="helped", effect_note="It rang.", **earlier
    )


def _account(number: int) -> int:
    from postmortems.reviews.models import Participant
    from postmortems.shared import clock
    from tests.factories import ReviewFactory

    invited, forgot, shown = (_person(f"{name}{number}") for name in ("Invited", "Forgot", "Shown"))
    for person in (invited, forgot):
        person.set_unusable_password()
        person.save(update_fields=["password"])
    review = ReviewFactory(title=TITLES[number], shown_at=clock.now(), state="meeting", depth="note")
    Participant.objects.create(review=review, user=shown)
    today = clock.now().date()
    _queue("invitation", f"person:{invited.pk}:0", invited, today)
    _queue("password_reset", f"person:{forgot.pk}:0", forgot, today)
    _queue("account_shown", f"review:{review.pk}", shown, today)
    return 3


def _news(number: int) -> int:
    from postmortems.actions.thanks import THANKS
    from postmortems.questions.services import ANSWERED
    from postmortems.shared import clock
    from tests.factories import ActionFactory, QuestionFactory, ReviewFactory

    today = clock.now().date()
    wrote, did, asked, knew = (_person(f"{name}{number}") for name in ("Wrote", "Did", "Wondered", "Knew"))
    review = ReviewFactory(title=TITLES[number], depth="note")
    item = ActionFactory(
        review=review, owner=did, written_by=wrote, sentence=SENTENCES[number][0], state="done", done_on=today
    )
    _queue(THANKS, f"action:{item.pk}", wrote, today)
    answer = {"answer": "Every Thursday.", "answered_by": knew, "answered_at": clock.now()}
    question = QuestionFactory(review=review, asked_by=asked, body="How often does the queue fill up?", **answer)
    _queue(ANSWERED, f"question:{question.pk}", asked, today)
    return 2


def _followed(number: int) -> int:
    from postmortems.reviews.followers import EASED, OVER, SHARED, follow
    from postmortems.reviews.mentions import MENTIONED
    from postmortems.shared import clock
    from postmortems.wording.models import Text
    from tests.factories import IncidentFactory, ReviewFactory

    today, author = clock.now().date(), _person(f"Author{number}")
    review = ReviewFactory(title=TITLES[number], depth="note", state="published", published_at=clock.now())
    IncidentFactory(review=review, mitigated_at=clock.now(), resolved_at=clock.now())
    for kind in (EASED, OVER, SHARED):
        person = _person(f"Follows{number} {kind}")
        follow(user=person, thing=review)
        _queue(kind, f"review:{review.pk}", person, today)
    named = _person(f"Named{number}")
    said = {"body": f"@{named.display_name} saw it first.", "changed_by": author, "changed_at": clock.now()}
    text = Text.objects.create(owner_kind="review", owner_id=review.pk, slot="summary", **said)
    _queue(MENTIONED, f"text:{text.pk}", named, today)
    return 4


def _meetings(number: int) -> int:
    from postmortems.meeting.models import Agenda, Meeting
    from postmortems.meeting.narrator import Narrator
    from postmortems.shared import clock
    from tests.factories import ReviewFactory

    now = clock.now()
    ended = {"started_at": now, "ended_at": now, "attended": 7}
    told: dict[str, dict[str, Any]] = {
        "meeting_invitation": {},
        "meeting_to_read": {},
        "meeting_called_off": {"cancelled_at": now},
        "meeting_narrate": {},
        "meeting_over": ended,
    }
    for kind, fields in told.items():
        person = _person(f"Guest{number} {kind}")
        review = ReviewFactory(owner=person, title=TITLES[number], depth="full")
        starts_at = now + dt.timedelta(days=2)
        meeting = Meeting.objects.create(starts_at=starts_at, made_at=now, place="Room 4", **fields)
        Agenda.objects.create(meeting=meeting, review=review)
        Narrator.objects.create(meeting=meeting, user=person, asked_at=now)
        _queue(kind, f"meeting:{meeting.pk}.0", person, now.date())
    return len(told)


def _reports(number: int) -> int:
    from postmortems.reports.answering import ANSWERED, target_of
    from postmortems.reports.models import Report
    from postmortems.reports.reminding import WAITING, about
    from postmortems.shared import clock

    today = clock.now().date()
    asked, told = _person(f"Chair{number}", is_facilitator=True), _person(f"Told{number}")
    said = {"way": "confidential", "matter": "noticed", "happened": TITLES[number], "reporter": told}
    Report.objects.create(**said, shown_on=today, waits_since=today, asked=asked)
    answered = Report.objects.create(**said, shown_on=today)
    _queue(WAITING, about(today), asked, today)
    _queue(ANSWERED, target_of(answered), told, today)
    return 2


def compose_all() -> list[tuple[str, Any]]:
    """Every mail that waits, by its kind, as the sender would write it."""
    from postmortems.mail import kinds
    from postmortems.mail.message import gather, write
    from postmortems.mail.models import Delivery

    found = []
    for row in Delivery.objects.select_related("recipient").order_by("kind", "pk"):
        kind = kinds.find(row.kind)
        matter = kind.look([row])[row.pk]
        assert matter.is_wanted, row
        found.append((row.kind, gather([write(kind, row, matter)])))
    return found


def in_a_world_of_its_own() -> list[tuple[str, Any]]:
    """On a throw-away database; loads Django into this process."""
    from tests.prove.deliveries import application

    with tempfile.TemporaryDirectory(prefix="second-story-mails-") as folder, application(Path(folder)) as environ:
        os.environ |= environ
        import django
        from django.db import connection

        django.setup()
        for number in range(len(TITLES)):
            queue_round(number)
        mails = compose_all()
        connection.close()
    return mails


def main(folder: str = "") -> None:
    """Print them; with a folder, write the first HTML part of each kind into it instead."""
    mails = in_a_world_of_its_own()
    for number, (kind, mail) in enumerate(mails, start=1):
        if folder:
            (Path(folder) / f"{kind}.html").write_text(mail.alternatives[0].content)
        else:
            print(f"\n{'=' * 78}\n{number}. {kind}\nSubject: {mail.subject}\n\n{mail.body}")


if __name__ == "__main__":
    main(*sys.argv[1:])
