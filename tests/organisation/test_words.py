"""The organisation's own words, tried out before they are kept, and disputed sentences as a file."""

import json

import pytest
from django.utils import timezone

from postmortems.audit.models import AuditEntry
from postmortems.wording.disputes import ask, hold
from postmortems.wording.judge import judge
from postmortems.wording.listed import ListedWord
from postmortems.wording.models import Dispute, Text
from tests.factories import FactorFactory, ReviewFactory

pytestmark = pytest.mark.django_db
PAGE = "/settings/words/"
SENTENCE = "The sheriff forgot to renew the certificate."
WORD = {"words": "Sheriff", "means": "person"}


@pytest.fixture
def client_of(cast, signed_in):
    return signed_in(cast.administrator)


def listed(words, means, cast):
    return ListedWord.objects.create(
        words=words, means=means, added_by=cast.administrator, added_at=cast.review.filed_at
    )


def test_a_word_in_the_list_changes_what_is_refused(client_of):
    words = "Marlene forgot the drain list."
    assert judge(words).level == "blame"
    assert client_of.post(PAGE, {"words": "Marlene", "means": "product", "add": "1"}).status_code == 302
    assert judge(words).level == "ok"


def test_the_same_word_again_is_said_and_kept_in_the_field(cast, client_of):
    listed("sheriff", "person", cast)
    answer = client_of.post(PAGE, WORD | {"add": "1"})
    assert answer.status_code == 422
    assert "in the list already" in answer.text
    assert 'value="Sheriff"' in answer.text


def test_an_empty_word_is_asked_for(client_of):
    answer = client_of.post(PAGE, {"words": "  ", "means": "person", "add": "1"})
    assert answer.status_code == 422
    assert "Which word goes into the list?" in answer.text


def test_trying_out_keeps_nothing(cast, client_of):
    answer = client_of.post(PAGE, WORD | {"means": "allowed", "sentences": f"{SENTENCE}\n\nThe disk was full."})
    assert answer.status_code == 200
    assert [one.words for one in answer.context["trial"].typed] == [SENTENCE, "The disk was full."]
    assert not ListedWord.objects.exists()
    assert not AuditEntry.objects.filter(chain__startswith="organisation").exists()


def test_stored_sentences_that_would_change_are_shown_to_those_who_may_see_them(cast, client_of):
    told = "Marlene forgot the drain list"
    cast.restrict()
    for review in (cast.review, ReviewFactory()):
        factor = FactorFactory.build(review=review, written_by=cast.owner)
        factor._meta.get_field("sentence").put(factor, told, "held")
        factor.save()
    trial = client_of.post(PAGE, {"words": "Marlene", "means": "product"}).context["trial"]
    assert [(one.words, one.before, one.after) for one in trial.stored] == [(told, "blame", "ok")]
    assert trial.unseen == 1


def test_lessons_and_titles_that_would_change_are_shown_too(cast, client_of):
    written = timezone.now()
    told = Text(owner_kind="review", owner_id=cast.review.pk, slot="lessons", changed_at=written)
    lesson = "Marlene forgot the drain list."
    told._meta.get_field("body").put(told, f"The pool was full. {lesson}", "held")
    told.save()
    trial = client_of.post(PAGE, {"words": "Marlene", "means": "product"}).context["trial"]
    assert [(one.words, one.where, one.after) for one in trial.stored] == [(lesson, cast.review.ref, "ok")]


def test_trying_out_costs_the_same_however_much_is_stored(cast, client_of, django_assert_max_num_queries):
    for _ in range(30):
        FactorFactory(review=cast.review, sentence="The sheriff role has no runbook")
    with django_assert_max_num_queries(12):
        client_of.post(PAGE, WORD | {"sentences": SENTENCE})


def test_a_removed_word_can_be_put_back(cast, client_of):
    word = listed("sheriff", "person", cast)
    answer = client_of.post(f"{PAGE}{word.pk}/remove/")
    assert not ListedWord.objects.exists()
    assert answer.context["removed"] == {"words": "sheriff", "means": "person", "add": "1"}
    client_of.post(PAGE, answer.context["removed"])
    assert ListedWord.objects.get().words == "sheriff"


def test_the_record_says_that_a_word_was_listed_and_not_which(client_of):
    client_of.post(PAGE, WORD | {"add": "1"})
    entry = AuditEntry.objects.filter(verb="listed a word").get()
    assert "heriff" not in json.dumps([entry.verb, entry.chain, list(entry.fields)])


def test_decided_disputes_come_without_authors_and_from_visible_reviews(cast, client_of):
    for review in (cast.review, ReviewFactory()):
        row = FactorFactory.build(review=review, written_by=cast.owner)
        hold(row, field="sentence", words=SENTENCE)
        row.save()
        ask(row, field="sentence", target=f"factor:{row.pk}", author=cast.owner)
    cast.restrict()
    Dispute.objects.update(outcome="allowed", reason="It is a bot's name.", decided_at=cast.review.filed_at)
    lines = b"".join(client_of.get(f"{PAGE}disputed/").streaming_content).decode().splitlines()
    (told,) = map(json.loads, lines)
    assert told["words"] == SENTENCE
    assert set(told) == {"words", "rules", "outcome", "reason", "offer"}


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}disputed/"])
def test_only_administrators_may_open_it(cast, signed_in, address):
    assert signed_in(cast.facilitator).get(address).status_code == 403
