"""The organisation's own words: defined once, chosen on a review, found in the library."""

import uuid

from django.urls import reverse

from postmortems.factors.models import ContributingFactor
from postmortems.factors.tag import Tag, Tagged
from postmortems.reviews.models import Review
from postmortems.shared import clock
from tests.factories import FactorFactory

TAGS = reverse("tags")


def define(client, name: str, code: str = "", definition: str = "something ended"):
    said = {"name": name, "definition": definition, "code": code, "form_key": str(uuid.uuid4())}
    return client.post(TAGS, said)


def test_a_word_is_defined_once_chosen_and_found(signed_in, cast):
    client = signed_in(cast.administrator)
    assert define(client, "Expiry").status_code == 302
    assert define(client, "alarm without owner", "OBS").status_code == 302
    assert define(client, "expiry").status_code == 422
    assert define(client, "nothing", definition=" ").status_code == 422
    expiry, alarm = Tag.objects.get(name="Expiry"), Tag.objects.get(code="OBS")

    factor = FactorFactory(review=cast.review, sentence="Nobody owned the alarm", code="OBS")
    client, address = signed_in(cast.owner), reverse("review-tags", args=[cast.review.ref])
    page = client.get(address).content.decode()
    assert "something ended" in page
    assert "Nobody owned the alarm" in page
    client.post(address, {"tag": [expiry.pk], f"kind-{factor.pk}": alarm.pk, f"was-{factor.pk}": ""})
    assert set(Tagged.objects.values_list("tag", "factor")) == {(expiry.pk, None), (alarm.pk, factor.pk)}
    for tag in (expiry, alarm):
        found = client.get(reverse("library"), {"tag": tag.pk}).context["results"]
        assert [one.review for one in found] == [cast.review]

    # Somebody else who read the page before the tag was there takes nothing away by saving something else.
    client.post(address, {f"kind-{factor.pk}": "", f"was-{factor.pk}": ""})
    assert Tagged.objects.count() == 2
    client.post(address, {"was": [expiry.pk], f"kind-{factor.pk}": "", f"was-{factor.pk}": alarm.pk})
    assert not Tagged.objects.exists()


def test_a_word_that_is_offered_no_more_stays_where_it_is(signed_in, cast):
    tag = Tag.objects.create(name="Expiry", definition="something ended")
    Tagged.objects.create(tag=tag, review=cast.review)
    client = signed_in(cast.administrator)
    assert client.post(reverse("tag", args=[tag.pk]), {"name": "Expired", "definition": "it ended"}).status_code == 302
    assert client.post(reverse("tag", args=[tag.pk]), {"away": "1"}).status_code == 302
    assert "Expired" in signed_in(cast.reader).get(reverse("review-tags", args=[cast.review.ref])).content.decode()
    cast.restrict()
    outside = signed_in(cast.stranger).get(TAGS).content.decode()
    assert "0 reviews" in outside


def test_a_condition_is_of_an_own_kind_in_its_form_on_its_card_when_shared_and_in_every_copy(signed_in, cast):
    own = Tag.objects.create(code="OBS", name="alarm without owner", definition="it rings and nobody knows whose it is")
    gone = Tag.objects.create(code="OBS", name="old words", definition="-", archived_at=clock.now())
    client, address = signed_in(cast.owner), reverse("factors", args=[cast.review.ref])
    assert "alarm without owner" in client.get(address).content.decode()
    said = {"sentence": "The alarm rang in a channel that nobody reads", "code": f"OBS:{own.pk}", "slot": "factor"}
    client.post(address, said | {"form_key": str(uuid.uuid4())})
    factor = ContributingFactor.objects.get()
    assert (factor.code, factor.tagged.get().tag) == ("OBS", own)
    kind = f"{factor.get_code_display()}: alarm without owner"
    assert kind in client.get(address).content.decode()
    refused = client.post(address, said | {"code": f"OBS:{gone.pk}", "form_key": str(uuid.uuid4())})
    assert refused.status_code == 422

    # Whoever changes the sentence only leaves the kind as it is.
    edit = reverse("factor", args=[cast.review.ref, factor.pk])
    read = client.get(reverse("factor-edit", args=[cast.review.ref, factor.pk]))
    assert f'value="OBS:{own.pk}" selected' in read.content.decode()
    kept = {"was": factor.sentence_seal, "code": f"OBS:{own.pk}", "initial-code": f"OBS:{own.pk}"}
    details = {"sign": "possible", "initial-sign": "possible", "confidence": "guess", "initial-confidence": "guess"}
    changed = client.post(edit, kept | details | {"sentence": "The alarm rang where nobody reads"})
    assert changed.status_code == 302
    assert factor.tagged.get().tag == own

    Review.objects.filter(pk=cast.review.pk).update(state="published", published_at=clock.now())
    assert kind in signed_in(cast.reader).get(reverse("review", args=[cast.review.ref])).content.decode()
    markdown = signed_in(cast.reader).get(reverse("review-markdown", args=[cast.review.ref])).content.decode()
    assert kind in markdown
