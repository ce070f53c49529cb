"""Each condition has an action item, or a word why it is accepted for now."""

import pytest
from django.urls import reverse

from postmortems.audit.models import AuditEntry
from postmortems.factors.queries import undecided_factors
from postmortems.shared import clock
from tests.factories import ActionFactory, FactorFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def factor(cast):
    return FactorFactory(review=cast.review)


def at(factor) -> str:
    return reverse("factor-accept", args=[factor.review.ref, factor.pk])


def test_it_is_accepted_for_now_with_a_reason_and_taken_back_without(cast, signed_in, factor):
    client = signed_in(cast.teammate)
    asked = client.get(at(factor), headers=HTMX)
    assert asked.text.strip().startswith("<article")
    assert "Accepted for now, because" in asked.text
    shown = client.post(at(factor), {"because": "The tool goes away in May."}, headers=HTMX).text
    assert "Accepted for now: The tool goes away in May." in shown
    assert "Nothing answers it yet" not in shown
    response = client.post(at(factor), {"because": ""})
    assert response["Location"] == f"/reviews/{cast.review.ref}/#factor-{factor.pk}"
    factor.refresh_from_db()
    assert factor.accepted_because == ""
    verbs = list(AuditEntry.objects.filter(target=f"factor:{factor.pk}").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["accepted a factor for now", "no longer accepts a factor"]


def test_a_reason_that_is_too_long_is_asked_for_again(cast, signed_in, factor):
    response = signed_in(cast.owner).post(at(factor), {"because": "x" * 501})
    assert response.status_code == 422
    assert "x" * 501 in response.text


def test_only_who_writes_the_review_accepts(cast, signed_in, factor):
    cast.restrict()
    for person, status in ((cast.reader, 403), (cast.stranger, 404), (cast.administrator, 404)):
        assert signed_in(person).get(at(factor)).status_code == status
        assert signed_in(person).post(at(factor), {"because": "so"}).status_code == status
    factor.refresh_from_db()
    assert factor.accepted_because == ""


def test_opening_the_question_writes_nothing(cast, signed_in, factor):
    assert signed_in(cast.owner).get(at(factor)).status_code == 200
    assert not AuditEntry.objects.exists()


def test_what_nothing_answers_is_found_and_the_rest_is_not(cast):
    review = cast.review
    bare, trashed = FactorFactory(review=review), FactorFactory(review=review)
    answered, accepted = FactorFactory(review=review), FactorFactory(review=review, accepted_because="It goes away.")
    FactorFactory(review=review, sign="held_back")
    FactorFactory(review=review, deleted_at=clock.now())
    ActionFactory(review=review).factors.add(answered)
    ActionFactory(review=review, deleted_at=clock.now()).factors.add(trashed, answered)
    let_go = FactorFactory(review=review)
    ActionFactory(review=review, state="declined", reason="Not now.").factors.add(let_go, answered)
    assert set(undecided_factors(review)) == {bare, trashed, let_go}
    assert accepted not in undecided_factors(review)


def test_the_card_shows_its_action_items_by_state_and_no_held_words(cast, signed_in, factor):
    page = reverse("factors", args=[cast.review.ref])
    assert "Nothing answers it yet" in signed_in(cast.owner).get(page).text
    assert "Nothing answers it yet" not in signed_in(cast.reader).get(page).text
    done = ActionFactory(review=cast.review, state="done", done_on=clock.today("UTC"))
    held = ActionFactory.build(review=cast.review, written_by=cast.owner)
    held._meta.get_field("sentence").put(held, "Sven forgot the list", "held")
    held.save()
    for item in (done, held):
        item.factors.add(factor)
    text = signed_in(cast.reader).get(page).text
    assert (
        f'<a href="/reviews/{cast.review.ref}/#action-{done.pk}">{done.sentence}</a> <span class="muted">done</span>'
        in text
    )
    assert "Sven forgot" not in text
    assert "waits to be settled" in text
    assert "Nothing answers it yet" not in signed_in(cast.owner).get(page).text


def test_the_first_sentence_is_asked_for_as_the_first(cast, signed_in):
    page = reverse("factors", args=[cast.review.ref])
    client = signed_in(cast.owner)
    empty = client.get(page).text
    assert "What made it possible?</label>" in empty
    assert "What held it back?</label>" in empty
    assert "What made it possible?</label>" in client.post(page, {"sentence": "", "slot": "factor"}, headers=HTMX).text
    FactorFactory(review=cast.review)
    later = client.get(page).text
    assert "What else made it possible?</label>" in later
    assert "What held it back?</label>" in later


def test_it_may_be_sorted_later_and_nobody_has_to(cast, signed_in, factor):
    client = signed_in(cast.owner)
    assert "sort it" in client.get(reverse("factors", args=[cast.review.ref])).text
    form = client.get(reverse("factor-edit", args=[cast.review.ref, factor.pk]) + "?sort=1", headers=HTMX).text
    assert '<details class="more" open>' in form
    factor.code = "DSN"
    factor.save(update_fields=["code"])
    assert "sort it" not in client.get(reverse("factors", args=[cast.review.ref])).text
