"""A shared page says roles: so does every place that repeats its words to others. The board and the page of an action
item are where the work is done; they stay in the words in which it was promised.
"""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Membership, User
from postmortems.outgoing.feed import shared_with
from postmortems.reviews.models import Participant, Service
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory, QuestionFactory, UserFactory
from tests.followup.conftest import day, wave
from tests.library.telling import NOVEMBER, shared

NAME = "Quillon"
WORDS = f"{NAME} saw the drained pool"


@pytest.fixture
def pool(cast):
    """A shared review that says roles, of the reader's team; somebody is named in each piece of it."""
    quillon = UserFactory(display_name=f"{NAME} Abernathy")
    review = shared("A pool", f"{WORDS}.", team=cast.team, names_as_roles=True)
    Participant.objects.create(review=review, user=quillon, role=Participant.Role.RESPONDER)
    Membership.objects.get_or_create(user=cast.reader, team=cast.team, defaults={"role": Membership.Role.LEAD})
    Membership.objects.filter(user=cast.reader).update(role=Membership.Role.LEAD)
    service = Service.objects.create(name="Edge")
    with time_machine.travel(NOVEMBER, tick=False):
        IncidentFactory(review=review, started_at=NOVEMBER, noticed=WORDS).services.add(service)
        EventFactory(review=review, body=WORDS)
        FactorFactory(review=review, code="OBS", sentence=WORDS, accepted_because=WORDS)
        FactorFactory(review=review, sign="held_back", sentence=WORDS)
        QuestionFactory(review=review, body=f"{WORDS}?")
        due = dt.date(2026, 12, 2)
        ActionFactory(review=review, sentence=WORDS, state="accepted", due_on=due, team=cast.team)
        known = {"state": "done", "done_on": dt.date(2026, 11, 20), "effect_answered_on": dt.date(2026, 11, 25)}
        ActionFactory(review=review, sentence=WORDS, effect="helped", effect_note=WORDS, team=cast.team, **known)
    return review, service


def test_no_page_letter_or_feed_says_a_name_that_the_shared_page_does_not(cast, pool, signed_in):
    review, service = pool
    reader = User.objects.get(pk=cast.reader.pk)
    pages = [
        reverse("review", args=[review.ref]),
        reverse("home"),
        reverse("reviews"),
        reverse("library") + "?words=drained",
        reverse("library") + "?code=OBS",
        reverse("letter-of", args=["2026-11"]),
        reverse("look-back-of", args=["2026-Q4"]),
        reverse("review-tags", args=[review.ref]),
        reverse("service", args=[service.pk]),
        reverse("insights-figure", args=["helped"]) + "?list=helped",
    ]
    with time_machine.travel(day("2026-12-20"), tick=False):
        said = {page: signed_in(reader).get(page, follow=True).content.decode() for page in pages}
    said["feed"] = shared_with(reader).decode()
    for mail in wave(day("2026-11-30")) + wave(day("2026-12-01")):
        if mail.to == [reader.email]:
            said[mail.subject] = mail.body + mail.alternatives[0].content
    assert [place for place, words in said.items() if NAME in words] == []
    assert sum("drained pool" in words for words in said.values()) > 5
