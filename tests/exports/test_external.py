"""What is told outside: written by one, approved by another, kept back until its day."""

import datetime as dt

from django.urls import reverse

from postmortems.exports.models import ExternalVersion
from postmortems.shared import clock
from postmortems.wording.services import write_text


def test_it_is_written_approved_by_a_second_person_and_out_when_its_embargo_is_over(signed_in, cast):
    review = cast.restrict()
    write_text(
        kind="review", pk=review.pk, slot="impact", body="Sven Kallas could not pay.", base_version=0, author=cast.owner
    )
    page, file = (reverse(name, args=[review.ref]) for name in ("external", "external-markdown"))
    client = signed_in(cast.owner)
    assert "A responder could not pay." in client.get(page).content.decode()  # something to start from
    tomorrow = clock.local(clock.now() + dt.timedelta(days=1), review.zone)
    words = {"title": "Payments on 3 May", "body": "Nobody could pay.", "base_version": 0}
    assert client.post(page, words | {"embargo_until": f"{tomorrow:%Y-%m-%dT%H:%M}"}).status_code == 302
    assert client.post(page, words).status_code == 409  # sent twice, or by two at once: both texts are here
    approve = reverse("external-approve", args=[review.ref])
    assert "four eyes" in client.post(approve, {"version": 1}).content.decode()
    client.force_login(cast.reader)
    assert client.get(page).status_code == 404
    client.force_login(cast.facilitator)
    assert client.post(approve, {"version": 7}).status_code == 422  # not the words that stand now
    assert client.post(approve, {"version": 1}).status_code == 302
    assert client.get(file).status_code == 404  # approved, and kept back
    ExternalVersion.objects.update(embargo_until=None)
    client.force_login(cast.reader)
    assert "Approved by Mina Okafor" in client.get(page).content.decode()
    assert client.get(file).content.decode() == "# Payments on 3 May\n\nNobody could pay.\n"
    client.force_login(cast.owner)
    assert client.post(page, words | {"body": "Everybody can pay.", "base_version": 1}).status_code == 302
    assert client.get(file).status_code == 404  # another word, another approval


def test_words_that_end_with_a_person_are_kept_and_not_approved(signed_in, cast):
    page = reverse("external", args=[cast.review.ref])
    words = {"title": "Payments", "body": "Priya Raman forgot to check the list.", "base_version": 0}
    assert signed_in(cast.owner).post(page, words).status_code == 302
    response = signed_in(cast.facilitator).post(reverse("external-approve", args=[cast.review.ref]), {"version": 1})
    assert response.status_code == 422
    assert "ends with a person" in response.content.decode()


def test_who_keeps_a_review_finds_which_words_stand_for_whom(signed_in, cast):
    page = signed_in(cast.owner).get(reverse("people", args=[cast.review.ref])).content.decode()
    assert "<dt>a responder</dt><dd>Sven Kallas</dd>" in page
    assert signed_in(cast.teammate).get(reverse("people", args=[cast.review.ref])).status_code == 403
