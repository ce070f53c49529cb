"""Thanks: said by anybody who may see the review, read by everybody or by two, never counted."""

import uuid

from django.urls import reverse

from postmortems.thanks.models import Thanks


def test_thanks_are_read_by_everybody_or_by_the_two_of_them(cast, signed_in):
    cast.restrict()
    address = reverse("thanks", args=[cast.review.ref])
    said = {"words": "for asking what the drain list shows", "kind": "spoke_up", "to": cast.involved.pk}
    once = said | {"form_key": str(uuid.uuid4())}
    client = signed_in(cast.reader)
    assert [client.post(address, once).status_code for _ in range(2)] == [302, 302]
    assert Thanks.objects.count() == 1
    assert said["words"] in signed_in(cast.teammate).get(address).content.decode()
    assert signed_in(cast.stranger).post(address, said).status_code == 404
    client = signed_in(cast.involved)
    assert said["words"] in client.get(reverse("home")).content.decode()
    between = reverse("thanks-between", args=[Thanks.objects.get().pk])
    assert signed_in(cast.owner).post(between).status_code == 404
    assert signed_in(cast.involved).post(between).status_code == 302
    assert said["words"] not in signed_in(cast.owner).get(address).content.decode()
    assert said["words"] in signed_in(cast.reader).get(address).content.decode()
    assert signed_in(cast.involved).post(between, {"shown": "1"}).status_code == 302
    assert said["words"] in signed_in(cast.owner).get(address).content.decode()


def test_what_is_missing_is_named_and_the_words_stay(cast, signed_in):
    address = reverse("thanks", args=[cast.review.ref])
    refused = signed_in(cast.owner).post(address, {"words": "for the calm", "is_private": "on", "kind": "response"})
    assert refused.status_code == 422
    assert "Between you and whom?" in refused.content.decode()
    assert "for the calm" in refused.content.decode()
    assert not Thanks.objects.exists()
