"""A document becomes a draft review: as a whole, once, and with its causes marked."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
from django.db import connection
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.audit.models import AuditEntry
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Incident, Review, Service
from postmortems.timeline.importers.markdown import read
from postmortems.timeline.importers.result import ImportedCause
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Text, TextRevision
from postmortems.workspace.importing import CannotImportError, take_in
from tests.factories import MembershipFactory
from tests.importers.documents import FRONT_MATTER, HEADINGS

BLAMING = "Dana forgot to check the alias before the rotation."


def everything() -> list[int]:
    models = (Review, Incident, Service, TimelineEvent, ContributingFactor, ActionItem, Text, TextRevision, AuditEntry)
    return [model.objects.count() for model in models]


@pytest.mark.django_db
def test_a_document_becomes_a_draft_with_all_its_parts():
    review = take_in(draft=read(FRONT_MATTER.encode())).review
    assert (review.state, review.title, review.title_state) == (
        "draft",
        "Harbour lamp dark for forty minutes",
        "checked",
    )
    assert (review.source_url, review.visibility) == ("https://example.org/2026/lighthouse-lamp", "everyone")
    incident = review.incidents.get()
    assert incident.started_at == dt.datetime(2026, 3, 14, 21, 5, tzinfo=dt.UTC)
    assert [service.name for service in incident.services.all()] == ["Lamp controller"]
    assert [event.source for event in review.events.all()] == ["import"] * 3
    assert all(event.html.startswith("<p>") for event in review.events.all())
    texts = {text.slot: text for text in Text.objects.filter(owner_kind="review", owner_id=review.pk)}
    assert texts["summary"].body_state == "checked"
    assert "company: Harbour Works" in texts["imported"].body


@pytest.mark.django_db
def test_causes_lessons_and_action_items_wait_as_imported_whatever_they_say():
    draft = read(HEADINGS.encode())
    draft = replace(draft, causes=(*draft.causes, ImportedCause(BLAMING)), lessons=BLAMING)
    review = take_in(draft=draft).review
    factors = review.factors.all()
    assert {factor.sentence_state for factor in factors} == {"imported"}
    assert BLAMING in {factor.sentence for factor in factors}
    assert {action.sentence_state for action in review.actions.all()} == {"imported"}
    assert Text.objects.get(owner_id=review.pk, slot="lessons").body_state == "imported"


@pytest.mark.django_db
def test_promises_made_elsewhere_are_nobodys_here():
    review = take_in(draft=read(HEADINGS.encode())).review
    refuse, count = review.actions.order_by("pk")
    assert (refuse.owner, refuse.state, refuse.due_on) == (None, "offered", dt.date(2031, 1, 15))
    assert (count.owner, count.state) == (None, "done")
    late = replace(read(HEADINGS.encode()), external_id="id:late")
    late = replace(late, actions=tuple(replace(action, due_on=dt.date(2020, 1, 1)) for action in late.actions))
    assert [action.due_on for action in take_in(draft=late).review.actions.all()] == [None, None]


@pytest.mark.django_db
def test_the_same_document_again_adds_nothing():
    first = take_in(draft=read(FRONT_MATTER.encode()))
    before = everything()
    again = take_in(draft=read(FRONT_MATTER.replace("went dark", "went very dark").encode()))
    assert (first.is_new, again.is_new, again.review) == (True, False, first.review)
    assert everything() == before


@pytest.mark.django_db
def test_a_document_with_problems_stores_nothing():
    before = everything()
    with pytest.raises(CannotImportError):
        take_in(draft=read(b"---\na: [\n---\n"))
    assert everything() == before


@pytest.mark.django_db
def test_a_document_that_fails_half_way_stores_nothing():
    before = everything()
    draft = replace(read(FRONT_MATTER.encode()), service="x" * 200)
    with pytest.raises(Exception, match="too long"):
        take_in(draft=draft)
    assert everything() == before


@pytest.mark.django_db
def test_what_was_not_understood_can_be_read_in_the_review():
    draft = read(b"# T\n\nDate: 2026-05-02\n\n## Timeline\n\n20:18 text\n20:30 IST more\n\n## Odd\n\nwords\n")
    review = take_in(draft=draft).review
    kept = Text.objects.get(owner_id=review.pk, slot="imported")
    assert "20:30 IST more" in kept.body
    assert "<h5>Odd</h5>" in kept.html


@pytest.mark.django_db
def test_an_owner_keeps_it_for_their_team(cast):
    MembershipFactory(user=cast.owner, team=cast.team)
    review = take_in(draft=read(FRONT_MATTER.encode()), owner=cast.owner, visibility="teams").review
    assert (review.owner, review.team, review.visibility) == (cast.owner, cast.team, "teams")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_review():
    draft, found = read(FRONT_MATTER.encode()), []
    start = threading.Barrier(2)

    def run() -> None:
        start.wait()
        found.append(take_in(draft=draft).is_new)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, True]
    assert Review.objects.count() == 1


def test_the_page_of_an_imported_review_shows_what_was_kept(cast, client):
    review = take_in(draft=read(HEADINGS.encode()), owner=cast.owner).review
    client.force_login(cast.owner)
    page = client.get(reverse("review", args=[review.ref])).content.decode()
    assert "As it was imported" in page
    assert "Alias: a name for an index." in page
    assert "As it was imported" not in client.get(reverse("review", args=[cast.review.ref])).content.decode()
