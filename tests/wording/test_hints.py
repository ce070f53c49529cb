"""The quiet word while somebody types: it judges, tells and forgets."""

import pytest

from postmortems.reviews.models import Participant, Service
from postmortems.wording.listed import ListedWord
from postmortems.wording.models import Draft, TextRevision

pytestmark = pytest.mark.django_db
BLAMING = "Priya forgot to check the drain list before pushing the config."


def asked(client, words, slot=""):
    return client.post("/hint/", {"words": words, "slot": slot})


def test_it_says_where_what_and_how_to_start(cast, signed_in):
    words = f"The push went out at 14:02. {BLAMING}"
    (hint,) = asked(signed_in(cast.owner), words).json()["hints"]
    assert words[hint["start"] : hint["end"]].startswith("Priya forgot")
    assert 'class="ask"' in hint["panel"]
    assert 'name="start"' in hint["panel"]


def test_it_is_silent_where_nothing_stands_out(cast, signed_in):
    answer = asked(signed_in(cast.owner), "Health checks measured the load balancer, not the pool behind it")
    assert (answer.status_code, answer.content) == (204, b"")


def test_what_weighs_most_comes_first(cast, signed_in):
    hints = asked(signed_in(cast.owner), f"The step was skipped. {BLAMING}").json()["hints"]
    assert [hint["start"] for hint in hints] == [22, 0]


def test_it_keeps_nothing_of_what_was_typed(cast, signed_in):
    asked(signed_in(cast.owner), BLAMING)
    assert not Draft.objects.exists()
    assert not TextRevision.objects.filter(body__contains="forgot").exists()


def test_a_leader_may_own_a_decision(cast, signed_in):
    words = "I decided to postpone the upgrade, and I was careless about it."
    assert asked(signed_in(cast.owner), words, "acknowledgement").status_code == 204
    assert asked(signed_in(cast.owner), words, "lessons").status_code == 200


def test_it_asks_the_database_once(cast, signed_in, django_assert_num_queries):
    client = signed_in(cast.owner)
    with django_assert_num_queries(3):  # session, person, what is known here
        asked(client, BLAMING)


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("Wrzesław forgot to renew the certificate.", lambda cast: Participant(review=cast.review, name="Wrzesław")),
        ("The sheriff forgot to renew the certificate.", lambda cast: ListedWord(words="sheriff", means="person")),
    ],
)
def test_participants_and_listed_words_count_as_people(cast, signed_in, words, row):
    made = row(cast)
    if isinstance(made, ListedWord):
        made.added_at = cast.review.filed_at
    made.save()
    assert asked(signed_in(cast.owner), words).status_code == 200


def test_services_count_as_products(cast, signed_in):
    words = "Marlene forgot the drain list."
    assert asked(signed_in(cast.owner), words).status_code == 200
    Service.objects.create(name="Marlene")
    assert asked(signed_in(cast.owner), words).status_code == 204
