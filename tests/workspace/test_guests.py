"""A guest reads one shared review by a link with a name, until a day or until somebody ends it."""

import datetime as dt
import re
import uuid

import time_machine
from django.test import Client
from django.urls import reverse

from postmortems.audit.models import AuditEntry
from postmortems.operations.tasks import forget_what_is_over
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.workspace.guest_link import GuestLink
from tests.factories import ActionFactory, EventFactory

TODAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def share(review, **more):
    Review.objects.filter(pk=review.pk).update(state="published", published_at=TODAY, **more)


def makes(client, page, **typed):
    wish = {"name": "Ola Nord", "ends_on": "2026-12-01", "form_key": uuid.uuid4(), **typed}
    return client.post(page, wish)


def link_in(answer):
    return re.search(r"http://testserver(/guests/[^\"]+)", answer.text)[1]


@time_machine.travel(TODAY, tick=False)
def test_a_guest_reads_one_review_in_roles_until_the_link_is_ended(cast, signed_in):
    cast.restrict()
    page, owner = reverse("guests", args=[cast.review.ref]), signed_in(cast.owner)
    Participant.objects.filter(review=cast.review, user=cast.involved).update(role=Participant.Role.RESPONDER)
    EventFactory(review=cast.review, body="Sven Kallas saw **the queue** grow at [the desk](https://intranet.example)")
    ActionFactory(review=cast.review, owner=cast.owner, sentence="Drain the queue in steps")
    assert "A guest reads what is shared." in makes(owner, page).text
    assert not GuestLink.objects.exists()
    share(cast.review)
    twice = uuid.uuid4()
    made = makes(owner, page, form_key=twice)
    address = link_in(made)
    assert "/guests/" not in makes(owner, page, form_key=twice).text.replace(page, "")  # sent twice: one link
    secret = address.split("/")[2]
    assert secret not in owner.get(page).text + str(list(GuestLink.objects.values_list()))
    read = Client().get(address)
    assert (read.status_code, read["Cache-Control"].count("no-store"), len(read.cookies)) == (200, 1, 0)
    assert "For Ola Nord, until 1 December 2026" in read.text
    assert "the queue grow" in read.text
    assert "Drain the queue in steps" in read.text
    assert [name for name in ("Sven", "Priya", "Mina") if name in read.text] == []
    assert 'intranet.example"' not in read.text  # words, no links
    for other in (f"/reviews/{cast.review.ref}/", f"/reviews/{cast.review.ref}/document.md", f"{address}x/"):
        assert Client().get(other).status_code in (302, 404)
    owner.post(page, {"end": GuestLink.objects.get().pk})
    assert Client().get(address).status_code == 404
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"let a guest read it", "ended a guest's link"} <= verbs
    assert "Ola" not in str(list(AuditEntry.objects.values_list()))


def test_a_link_ends_by_its_day_with_its_maker_and_with_the_review(cast, signed_in):
    share(cast.review)
    page = reverse("guests", args=[cast.review.ref])
    with time_machine.travel(TODAY, tick=False):
        address = link_in(makes(signed_in(cast.owner), page))
        bad = makes(signed_in(cast.owner), page, name="", ends_on="2027-12-01")
        assert (bad.status_code, "Ninety days at most" in bad.text, "guest’s name" in bad.text) == (422, True, True)
        assert Client().get(address).status_code == 200
        for change, back in (
            ({"state": "draft"}, {"state": "published"}),
            ({"deleted_at": clock.now()}, {"deleted_at": None}),
            ({"owner": cast.reader}, {"owner": cast.owner}),  # who does not keep it any more lets nobody in
        ):
            Review.objects.filter(pk=cast.review.pk).update(**change)
            assert Client().get(address).status_code == 404, change
            Review.objects.filter(pk=cast.review.pk).update(**back)
        cast.owner.is_active = False
        cast.owner.save()
        assert Client().get(address).status_code == 404
        cast.owner.is_active = True
        cast.owner.save()
    with time_machine.travel(TODAY + dt.timedelta(days=8), tick=False):
        assert Client().get(address).status_code == 200
    with time_machine.travel(TODAY + dt.timedelta(days=9), tick=False):
        assert Client().get(address).status_code == 404
    with time_machine.travel(TODAY + dt.timedelta(days=11), tick=False):
        forget_what_is_over()
    assert not GuestLink.objects.exists()


def test_the_pages_ask_the_same_number_of_questions(cast, signed_in, django_assert_num_queries):
    share(cast.review)
    EventFactory(review=cast.review)
    page, owner = reverse("guests", args=[cast.review.ref]), signed_in(cast.owner)
    with time_machine.travel(TODAY, tick=False):
        address = link_in(makes(owner, page))
        owner.get(page)
        with django_assert_num_queries(FEW):
            owner.get(page)
        with django_assert_num_queries(READS):
            Client().get(address)
        for number in range(9):
            makes(owner, page, name=f"Guest {number}")
            EventFactory(review=cast.review)
        with django_assert_num_queries(FEW):
            owner.get(page)
        with django_assert_num_queries(READS):
            Client().get(address)


FEW, READS = 4, 13
