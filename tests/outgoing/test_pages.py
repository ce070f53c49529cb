"""The settings of an administrator, one's own feed, and what a chat shows of a link."""

import xml.etree.ElementTree as ET

from django.test import Client
from django.urls import reverse

from postmortems.outgoing.models import Receiver, Sending
from postmortems.outgoing.sending import send_what_waits
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.models import Text
from postmortems.workspace.services import save_section
from tests.factories import ReviewFactory

ATOM = "{http://www.w3.org/2005/Atom}"


def test_an_administrator_lets_a_chat_hear_and_sees_whether_it_does(cast, sure_of, ear):
    page = reverse("settings-outgoing")
    ada = sure_of(cast.administrator)
    assert "Nobody outside is told anything." in ada.get(page).content.decode()
    key = ada.get(page).context["form"]["form_key"].value()
    form = {
        "form": "json",
        "name": "status page",
        "url": "https://10.0.0.1/x",
        "news": ["review.filed"],
        "form_key": key,
    }
    refused = ada.post(page, form)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["url"])
    assert "https://10.0.0.1/x" in refused.content.decode()  # what was typed stays
    assert ada.post(page, form | {"url": ear.url, "news": []}).context["form"].errors.keys() == {"news"}
    made = ada.post(page, form | {"url": ear.url})
    assert made.content.decode().count("whsec_") == 1
    assert "whsec_" not in ada.post(page, form | {"url": ear.url}).content.decode()  # the same form again
    receiver = Receiver.objects.get()
    kept = bytes(receiver.sealed_url) + bytes(receiver.sealed)
    assert b"hooks" not in kept
    assert b"whsec" not in kept
    place = reverse("settings-receiver", args=[receiver.pk])
    assert ada.post(place, {"do": "test"}).status_code == 302
    send_what_waits()
    shown = ada.get(page).content.decode()
    assert "arrived" in shown
    assert "key=b0" not in shown
    again = reverse("settings-outgoing-again", args=[Sending.objects.get().pk])
    ada.post(again)
    send_what_waits()
    assert len(ear.heard) == 2
    ada.post(place, {"do": "off"})
    assert "switched off" in ada.get(page).content.decode()
    assert ada.post(place, {"do": "nothing known"}).status_code == 422
    ada.post(place, {"do": "end"})
    assert Receiver.objects.count() == 0


def test_the_page_asks_as_much_for_many_as_for_few(cast, sure_of, listen, django_assert_num_queries):
    ada = sure_of(cast.administrator)
    ada.get(reverse("settings-outgoing"))
    for more in (1, 5):
        for _one in range(more):
            receiver, _secret = listen()
            Sending.objects.create(
                receiver=receiver, news="test", about="receiver:1", key="x", happened_at=clock.now(), fate="sent"
            )
        with django_assert_num_queries(5):
            ada.get(reverse("settings-outgoing"))


def test_a_feed_has_what_was_shared_as_far_as_its_owner_may_see_it_now(cast, sure_of):
    Review.objects.filter(pk=cast.review.pk).update(published_at=clock.now(), state="published")
    save_section(review=cast.review, slot="summary", body="It was **down**.", base_version=0, author=cast.owner)
    ReviewFactory(title="Not shared yet")
    made = sure_of(cast.reader).post(reverse("feed")).context["made"]
    address = made.removeprefix("http://localhost:8000")
    reader = Client()
    found = reader.get(address)
    (entry,) = ET.fromstring(found.content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == f"{cast.review.ref} {cast.review.title}"
    assert entry.findtext(f"{ATOM}summary") == "It was down."
    assert reader.get(address, headers={"If-None-Match": found["ETag"]}).status_code == 304
    Review.objects.filter(pk=cast.review.pk).update(visibility="teams")
    assert cast.review.title not in reader.get(address).content.decode()
    sure_of(cast.reader).post(reverse("feed"), {"end": "1"})
    assert reader.get(address).status_code == 404


def test_a_feed_says_roles_where_the_page_does_and_no_words_that_are_held(cast, sure_of):
    shared = {"published_at": clock.now(), "state": "published"}
    Review.objects.filter(pk=cast.review.pk).update(**shared, names_as_roles=True)
    said = f"{cast.facilitator.display_name} drained the pool."
    save_section(review=cast.review, slot="summary", body=said, base_version=0, author=cast.owner)
    other = ReviewFactory(**shared)
    save_section(review=other, slot="summary", body="A summary of its own.", base_version=0, author=cast.owner)
    text = Text.objects.get(owner_id=other.pk)
    text._meta.get_field("body").put(text, text.body, "imported")
    text.save()
    address = sure_of(cast.reader).post(reverse("feed")).context["made"].removeprefix("http://localhost:8000")
    told = Client().get(address).content.decode()
    assert "The facilitator drained the pool." in told
    assert cast.facilitator.display_name not in told
    assert other.title in told
    assert "A summary of its own" not in told


def test_a_chat_that_looks_at_a_link_learns_the_name_of_the_product(cast):
    shown = Client().get(reverse("review", args=[cast.review.ref]), follow=True).content.decode()
    assert '<meta property="og:title" content="Second Story">' in shown
    assert cast.review.title not in shown
