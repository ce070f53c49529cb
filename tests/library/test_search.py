"""What people type, and what they find: never more than they may see, and never less because of how they typed it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.library.known_words import forget, learn
from postmortems.library.models import KnownWord
from postmortems.reviews.models import Participant, Review, Service
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory, ReviewFactory, UserFactory

LIBRARY = reverse("library")


@pytest.fixture
def find(signed_in):
    """The titles that a person finds with these words and filters, and the page."""

    def look(person, words="", **filters):
        answer = signed_in(person).get(LIBRARY, {"words": words, **filters})
        assert answer.status_code == 200
        return [result.title for result in answer.context["results"]], answer.content.decode()

    return look


@pytest.fixture
def certificate(cast):
    review = ReviewFactory(title="Login refused everybody", team=cast.team)
    IncidentFactory(review=review, noticed="Nobody could sign in")
    EventFactory(review=review, body="The **certificates** of api.example.org expired at 14:02")
    FactorFactory(review=review, sentence="Renewal had no alarm", code="OBS")
    return review


@pytest.mark.parametrize(
    "words",
    [
        "certificate", "CERTIFICATES", "certif", "expiring certificate", "the certificate of the api",
        '"api example"', "example.org", "renewal certificate", "alarm login", "certificate -checkout", "cértificate",
    ],
)  # fmt: skip
def test_what_people_type_finds_it(find, cast, certificate, words):
    assert find(cast.reader, words)[0] == [certificate.title]


@pytest.mark.parametrize("words", ["certificate -alarm", '"example api"', "zorblax"])
def test_what_does_not_fit_is_not_found(find, cast, certificate, words):
    assert find(cast.reader, words)[0] == []


@pytest.mark.parametrize("words", ["lost keys", "losing key", "took minutes", "taken minute", '"hour ago" broke'])
def test_a_verb_is_found_in_every_form_and_marked(find, cast, words):
    EventFactory(
        review=cast.review, body="The cluster loses its keys; it takes minutes. An hour ago it was broken too."
    )
    titles, page = find(cast.reader, words)
    assert titles == [cast.review.title]
    assert "No review has all of this" not in page
    assert "<mark>" in page


def test_where_nothing_has_all_words_those_with_some_follow_and_each_word_is_told(find, cast, certificate):
    titles, page = find(cast.reader, "certificate zorblax")
    assert titles == [certificate.title]
    assert "No review has all of this." in page
    assert "“zorblax” is written nowhere" in page


def test_the_words_around_are_shown_marked_and_escaped(find, cast, certificate):
    EventFactory(review=certificate, body="<script>alert(1)</script> then the certificate <b>came</b>")
    _titles, page = find(cast.reader, "certificate")
    assert "The <mark>certificates</mark> of api.example.org" in page
    assert "&lt;b&gt;came&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_hostile_words_are_only_words(find, cast, certificate):
    for words in ("'", "\\", "a:*&b|!c", "<->", '"', "--", "%", "'); DROP", "(", "🔥", "\x00", "x" * 300, "1:2"):
        find(cast.reader, words)


def test_an_outsider_finds_counts_and_is_offered_nothing_of_a_restricted_review(find, cast):
    cast.restrict()
    service = Service.objects.create(name="Vault")
    IncidentFactory(review=cast.review, noticed="zorvexquil").services.add(service)
    FactorFactory(review=cast.review, sentence="The zorvexquil had no owner", code="OWN", sign="hid")
    while learn():
        pass
    assert KnownWord.objects.filter(word="zorvexquil").exists()
    titles, page = find(cast.reader, "zorvexqiul")
    assert titles == []
    assert "<strong>zorvexquil</strong>" in page
    assert find(cast.reader, "zorvexquil")[0] == [cast.review.title]
    for outsider in (cast.stranger, cast.administrator):
        assert "zorvexquil" not in find(outsider, "zorvexqiul")[1]
        assert find(outsider, "zorvexquil")[0] == find(outsider, "", code="OWN")[0] == []
        assert find(outsider, cast.review.ref)[0] == []
        assert ">hid it" not in find(outsider, "owner")[1]


def test_words_that_are_held_or_not_settled_in_a_shared_document_are_not_found(find, cast):
    held = FactorFactory(review=cast.review)
    held._meta.get_field("sentence").put(held, "Quorblint forgot the drain list", "held")
    held.save()
    brought = ActionFactory(review=cast.review)
    brought._meta.get_field("sentence").put(brought, "Refuse a florbed pool", "imported")
    brought.save()
    assert find(cast.owner, "quorblint")[0] == []
    assert find(cast.owner, "florbed")[0] == [cast.review.title]
    cast.review.state, cast.review.published_at = "published", cast.review.filed_at
    cast.review.save()
    assert find(cast.owner, "florbed")[0] == find(cast.owner, "florbed pool")[0] == []


def test_a_shared_page_that_says_roles_is_not_found_by_a_name(find, cast):
    EventFactory(review=cast.review, body="Sven drained the pool")
    assert find(cast.reader, "sven")[0] == find(cast.reader, "sven pool")[0] == [cast.review.title]
    cast.review.state, cast.review.published_at, cast.review.names_as_roles = "closed", cast.review.filed_at, True
    cast.review.save()
    assert find(cast.reader, "sven")[0] == find(cast.reader, "kallas pool")[0] == []
    titles, page = find(cast.reader, "drained")
    assert titles == [cast.review.title]
    assert "A responder <mark>drained</mark> the pool" in page
    assert "Sven" not in page


def test_filters_count_what_they_would_leave(find, cast, certificate):
    service = Service.objects.create(name="Login")
    certificate.incidents.get().services.add(service)
    other = ReviewFactory(title="A drill of the alarm", kind="drill")
    FactorFactory(review=other, sentence="The alarm was heard", sign="held_back", code="OBS")
    both, page = find(cast.reader, "alarm")
    assert set(both) == {certificate.title, other.title}
    assert "Login (1)" in page
    assert "Seeing and alerting (2)" in page
    for filters in ({"service": service.pk}, {"kind": "incident"}, {"team": cast.team.pk}, {"sign": "possible"}):
        assert find(cast.reader, "alarm", **filters)[0] == [certificate.title], filters
    assert find(cast.reader, "", code="OBS", sign="held_back")[0] == [other.title]
    assert find(cast.reader, "alarm", part="helped")[0] == [other.title]
    assert set(find(cast.reader, "", year=certificate.filed_at.year)[0]) == {*both, cast.review.title}
    assert find(cast.reader, "", year=1999, kind="nonsense", team="x")[0] == []


def test_a_number_leads_to_its_review_and_other_names_are_answered(find, cast, signed_in):
    assert f'href="/reviews/{cast.review.ref}/"' in find(cast.owner, cast.review.ref.lower())[1]
    assert "What made it possible" in find(cast.owner, "root cause")[1]
    assert "in every text" in find(cast.owner, "the of")[1]
    teaching = signed_in(cast.owner).get(LIBRARY).content.decode()
    assert "as you would ask a colleague" in teaching


@pytest.fixture
def spread(cast):
    """Reviews in several of the spans that a search looks at, one after the other; the oldest first."""
    first = cast.review.pk
    return [ReviewFactory(pk=first + far, title=f"The plunth, {far} later") for far in (1, 300, 1_000, 40_000, 40_001)]


def test_every_review_lies_in_one_span_and_the_newest_span_comes_first(spread):
    with connection.cursor() as cursor:
        cursor.execute("SELECT first, last, members FROM library_spans()")
        spans = cursor.fetchall()
    keys = Review.objects.order_by("-pk").values_list("pk", flat=True)
    assert [pk for first, last, _members in spans for pk in keys if first <= pk <= last] == list(keys)
    assert len(spans) > 4
    for first, last, members in spans:
        assert members == list(range(first // 256, last // 256 + 1))


def test_words_are_found_in_new_and_in_old_reviews_and_the_newest_first(find, cast, spread, monkeypatch):
    everything = [review.title for review in reversed(spread)]
    assert find(cast.reader, "plunth", order="newest")[0] == everything
    EventFactory(review=spread[1], body="The quazzle stood still")
    assert find(cast.reader, "quazzle")[0] == find(cast.reader, "plunth quazzle")[0] == [spread[1].title]
    assert find(cast.reader, "plunth -quazzle", order="newest")[0] == [t for t in everything if t != spread[1].title]
    assert "<strong>quazzle</strong>" not in find(cast.reader, "quazle")[1]
    while learn():
        pass
    assert "<strong>quazzle</strong>" in find(cast.reader, "quazle")[1]
    monkeypatch.setattr("postmortems.library.finding.MOST", 3)
    assert find(cast.reader, "plunth")[0] == everything[:3]


def test_words_that_stand_nowhere_any_more_are_forgotten(cast):
    factor = FactorFactory(review=cast.review, sentence="The flumadiddle had no owner")
    while learn():
        pass
    factor.delete()
    forget()
    assert not KnownWord.objects.filter(word="flumadiddle").exists()
    assert KnownWord.objects.filter(word="checkout").exists()


def test_a_page_of_many_costs_the_queries_of_few(find, cast, signed_in):
    def queries(words: str) -> int:
        client = signed_in(cast.reader)
        client.get(LIBRARY, {"words": words})
        with CaptureQueriesContext(connection) as captured:
            client.get(LIBRARY, {"words": words})
        return len(captured)

    EventFactory(review=ReviewFactory(title="One drain"), body="A drain here")
    few = queries("drain")
    for number in range(12):
        review = ReviewFactory(title=f"Drain number {number}", owner=cast.owner, names_as_roles=True)
        Participant.objects.create(review=review, user=UserFactory())
        for _ in range(3):
            EventFactory(review=review, body="A drain there")
            FactorFactory(review=review, sentence="The drain has no owner")
    assert queries("drain") == few == 8


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("back up", "The backup was empty"), ("backup", "We backed up the disk"), ("backups", "Nobody could back up"),
        ("roll back", "The rollback took an hour"), ("rollback", "The change was rolled back"),
        ("rolled back", "No rollbacks were possible"), ("fail over", "Failover did not begin"),
        ("failover", "The pool failed over at noon"), ("oncall", "Who was on call rang"),
        ("on call", "The oncall list"),
        ("on-call", "An oncall colleague"), ("health check", "The healthchecks were green"),
        ("healthcheck", "The health checks were green"), ("timeout", "The request timed out"),
        ("loadbalancer", "Both load balancers were red"),
    ],
)  # fmt: skip
def test_one_word_finds_two_and_two_find_one(find, cast, typed, stands):
    """Where no list knows a word, the others of the reviews do: somebody else wrote "health", "check", "oncall"."""
    elsewhere = ReviewFactory(
        title="backup rollback failover oncall healthcheck, health, check, load, balancers", visibility="people"
    )
    assert not elsewhere.visible_people.exists()
    review = ReviewFactory(title="Another matter")
    EventFactory(review=review, body=stands)
    EventFactory(review=ReviewFactory(title="Back again"), body="They came back, went up, over, on, and failed a call")
    while learn():
        pass
    titles, page = find(cast.reader, typed)
    assert titles == [review.title]
    assert "<mark>" in page


def test_what_is_shown_of_a_long_story_stands_around_the_words(find, cast):
    review = ReviewFactory(title="A long story")
    EventFactory(
        review=review, body=f"{'Nothing was seen here. ' * 400}The zorvex rang twice. {'Then it was quiet. ' * 400}"
    )
    page = find(cast.reader, "zorvexes")[1]
    assert "The <mark>zorvex</mark> rang twice" in page
