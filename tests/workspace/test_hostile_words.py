"""Every field that takes words gets every hostile string (tests/shared/hostile.py); nothing of it acts on any page,
fragment, mail or export (RELIABILITY bar 19).
"""

import pytest
from django.urls import reverse

from accounts.models import Team, User
from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.live.fragments import render as fragment
from postmortems.questions.models import Question
from postmortems.reviews.models import Participant, Review, Service
from postmortems.shared import clock
from postmortems.shared.text import clean, render
from postmortems.timeline.models import Evidence, TimelineEvent
from postmortems.wording.services import write_text
from postmortems.workspace.models import Correction
from tests.attachments.bringing import attached
from tests.factories import ActionFactory, EventFactory, FactorFactory, QuestionFactory
from tests.shared.hostile import MARK, STRINGS
from tests.shared.reading import what_acts

ALL = clean("\n\n".join(STRINGS))
HTMX = {"HX-Request": "true"}


@pytest.fixture
def full(cast, tmp_path, settings):
    """A review whose every field holds hostile words, of people, a team and a service with hostile names."""
    settings.FILES_DIR = tmp_path / "files"
    for at, words in enumerate(map(clean, STRINGS)):
        short = words[:78]
        event = EventFactory(review=cast.review, body=words, html=render(words), evidence_url="")
        said = {"quote": words, "said_by": short, "url": "https://example.org", "label": short}
        Evidence.objects.create(event=event, kind="message", added_at=clock.now(), **said)
        if at % 3 == 0:
            FactorFactory(review=cast.review, sentence=words[:200], accepted_because=words, written_by=cast.owner)
            ActionFactory(review=cast.review, sentence=words[:200], done_when=words, reason=words, owner=cast.owner)
            QuestionFactory(review=cast.review, body=words, answer=words, asked_by=cast.owner, answered_at=clock.now())
            Service.objects.create(name=short)
            Participant.objects.create(review=cast.review, name=short, role=Participant.Role.RESPONDER)
    for at, words in enumerate(map(clean, STRINGS[::8])):
        attached(cast.review, cast.owner, data=b"x", name=f"{words}.log")
        attached(cast.review, cast.owner, alt=words, name=f"{at}.png")
    for slot in ("summary", "impact", "lessons", "closing", "imported", "acknowledgement"):
        write_text(kind="review", pk=cast.review.pk, slot=slot, body=ALL, base_version=0, author=cast.owner)
    Correction.objects.create(
        review=cast.review, body=ALL, html=render(ALL), written_by=cast.owner, written_at=clock.now()
    )
    User.objects.filter(pk=cast.owner.pk).update(display_name=clean(STRINGS[0])[:78])
    Team.objects.filter(pk=cast.team.pk).update(name=clean(STRINGS[5])[:78])
    cast.review.title = clean(STRINGS[50])
    cast.review.save(update_fields=["title"])
    return cast


def acts(client, address, **extra) -> list[str]:
    answered = client.get(address, **extra)
    assert answered.status_code == 200, address
    html = answered.content.decode()
    return what_acts(html, mark=MARK)


def test_nothing_acts_on_any_page(full, signed_in):
    ref, client = full.review.ref, signed_in(full.owner)
    events = [event.pk for event in TimelineEvent.objects.all()]
    pages = [
        *(reverse(name, args=[ref]) for name in ("review", "timeline", "factors", "questions", "review-actions")),
        *(reverse(name, args=[ref]) for name in ("attachments", "referable", "facts", "incident-status")),
        *(reverse("text", args=[ref, slot]) for slot in ("summary", "lessons")),
        reverse("history", args=[ref, "summary"]),
        f"{reverse('timeline', args=[ref])}?after={events[90]}",
        reverse("timeline-event-edit", args=[ref, events[7]]),
        reverse("action", args=[ActionItem.objects.first().pk]),
        *(reverse(name) for name in ("home", "reviews", "actions", "notices", "record")),
    ]
    assert {page: found for page in pages if (found := acts(client, page))} == {}
    fragments = {page: found for page in pages[:3] if (found := acts(client, page, headers=HTMX))}
    assert fragments == {}


def test_nothing_acts_on_the_shared_page_in_settings_and_in_copies(full, signed_in):
    Review.objects.filter(pk=full.review.pk).update(state="published", published_at=clock.now())
    ref, client = full.review.ref, signed_in(full.owner)
    pages = [reverse("review", args=[ref]), reverse("document-story", args=[ref])]
    pages += [reverse("review-copy", args=[ref, what]) for what in ("plan", "page")]
    assert {page: found for page in pages if (found := acts(client, page))} == {}
    markdown = client.get(reverse("review-markdown", args=[ref]))
    assert markdown["Content-Type"].startswith("text/markdown")
    assert markdown["Content-Disposition"].startswith("attachment")
    administrator = signed_in(full.administrator)
    names = ("settings", "settings-people", "settings-teams", "settings-services", "settings-words")
    assert {name: found for name in names if (found := acts(administrator, reverse(name)))} == {}


def test_nothing_acts_on_the_pages_of_others(full):
    rows = {
        "timeline-event": TimelineEvent.objects.all()[::10],
        "factor": ContributingFactor.objects.all()[::10],
        "question": Question.objects.all()[::10],
        "attachment": full.review.attachments.all()[::5],
    }
    for topic, found in rows.items():
        for row in found:
            for audience in ("editor", "reader"):
                assert what_acts(fragment(topic, row.pk, audience), mark=MARK) == [], (topic, row.pk)


def test_a_planted_one_is_found(full, signed_in):
    """The search itself would find what a careless page lets through."""
    TimelineEvent.objects.filter(pk=TimelineEvent.objects.first().pk).update(html=f"<img src=x onerror={MARK}1>")
    assert acts(signed_in(full.owner), reverse("review", args=[full.review.ref]))
