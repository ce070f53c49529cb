"""What search looks through is kept by the database: whatever changes a row changes what is found, in one commit."""

import pytest
from django.db import connection

from postmortems.factors.models import ContributingFactor
from postmortems.library.models import SearchDocument
from postmortems.questions.models import Question
from postmortems.reviews.models import Review, Service
from postmortems.timeline.models import TimelineEvent
from postmortems.workspace.services import save_section
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory, QuestionFactory, ReviewFactory


def kept(review: Review) -> dict[tuple[str, str], str]:
    rows = SearchDocument.objects.filter(review=review)
    return {(row.source, row.part): row.words for row in rows}


def test_every_kind_of_words_has_its_row(cast):
    review = cast.review
    save_section(review=review, slot="lessons", body="Drains need an owner", base_version=0, author=cast.owner)
    incident = IncidentFactory(review=review, noticed="Nobody could pay")
    incident.services.add(Service.objects.create(name="Checkout"))
    EventFactory(review=review, body="Config reaches all regions")
    FactorFactory(review=review, sentence="The push tool shows no drains", code="TOL")
    FactorFactory(review=review, sentence="The way back was practised", sign="held_back")
    ActionFactory(review=review, sentence="Refuse a drained pool", done_when="a push is refused")
    QuestionFactory(review=review, body="Who owns the list?")
    assert kept(review) == {
        ("review", "title"): review.title,
        ("text", "lessons"): "Drains need an owner",
        ("incident", "noticed"): "Nobody could pay\nCheckout",
        ("event", "event"): "Config reaches all regions",
        ("factor", "factor"): "The push tool shows no drains",
        ("factor", "helped"): "The way back was practised",
        ("action", "action"): "Refuse a drained pool\na push is refused",
        ("question", "question"): "Who owns the list?",
    }
    Service.objects.update(name="Till")
    assert kept(review)["incident", "noticed"] == "Nobody could pay\nTill"


@pytest.mark.django_db
def test_what_is_hidden_has_no_row_by_whatever_way_it_was_hidden():
    event, factor, question = EventFactory(), FactorFactory(), QuestionFactory()
    hide = {
        event: [("is_noise", True), ("is_kept_back", True), ("deleted_at", event.written_at)],
        factor: [("deleted_at", factor.written_at)],
        question: [("kind", Question.Kind.OBJECTION), ("deleted_at", question.asked_at)],
    }
    managers = {event: TimelineEvent.everything, factor: ContributingFactor.objects, question: Question.objects}
    for row, ways in hide.items():
        for name, value in ways:
            rows, before = managers[row].filter(pk=row.pk), getattr(row, name)
            rows.update(**{name: value})
            assert not SearchDocument.objects.filter(review=row.review).exclude(source="review").exists(), name
            rows.update(**{name: before})
            assert SearchDocument.objects.filter(review=row.review).exclude(source="review").count() == 1, name
    event.delete()
    assert not SearchDocument.objects.filter(source="event").exists()
    review = factor.review
    review.delete()
    assert not SearchDocument.objects.filter(object_id=factor.pk, source="factor").exists()


@pytest.mark.django_db
def test_accents_fold_together_and_each_sign_parts_words():
    signs = "./_:@#=<>()[]{}|\\\"`*~^+-–—&%$!?,;'"
    with connection.cursor() as cursor:
        cursor.execute("SELECT library_folded(%s), library_folded(%s)", ["Café Ångström x", f"a{signs}b"])
        assert cursor.fetchone() == ("Cafe Angstrom x", f"a{' ' * len(signs)}b")


@pytest.mark.django_db
def test_a_very_long_text_in_any_script_is_saved():
    review = ReviewFactory()
    for words in ("\ud55c\uae00 " * 60_000, "word-with-many-signs/" * 9_000, "x" * 200_000):
        EventFactory(review=review, body=words)
    assert SearchDocument.objects.filter(review=review, part="event").count() == 3
