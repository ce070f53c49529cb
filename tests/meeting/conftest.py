"""A meeting of the cast's review, and the people in it."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse

from postmortems.meeting.models import Meeting
from postmortems.meeting.scheduling import Plan, schedule
from postmortems.meeting.steering import start
from postmortems.shared import clock

BLAME = "Priya forgot to check the drain list"


@dataclass
class Held:
    """A meeting, and how its three screens are used."""

    cast: object
    meeting: Meeting
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """The browser of somebody of the cast; always the same one."""
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(getattr(self.cast, who))
        return self.clients[who]

    def press(self, do: str, *, status: int = 302, **said: object):
        """The facilitator presses a button of the cockpit."""
        answer = self.client("facilitator").post(reverse("cockpit", args=[self.meeting.pk]), {"do": do, **said})
        assert answer.status_code == status, answer.content.decode()
        return answer

    def capture(self, words: str, **said: object):
        return self.press("capture", words=words, form_key=uuid.uuid4(), **said)

    def phone(self, who: str, do: str, *, status: int = 302, **said: object):
        """Somebody presses a button on their phone."""
        answer = self.client(who).post(reverse("seat", args=[self.meeting.code]), {"do": do, **said})
        assert answer.status_code == status, answer.content.decode()
        return answer

    def card(self, who: str, words: str, kind: str):
        return self.phone(who, "card", words=words, kind=kind, form_key=uuid.uuid4())

    def cockpit(self) -> str:
        return self.client("facilitator").get(reverse("cockpit", args=[self.meeting.pk])).content.decode()

    def projector(self) -> str:
        """The big screen, as a browser sees it in which nobody is signed in."""
        answer = Client().get(reverse("screen", args=[self.meeting.screen_key]))
        assert answer.status_code == 200
        return answer.content.decode()

    def seat(self, who: str) -> str:
        return self.client(who).get(reverse("seat", args=[self.meeting.code])).content.decode()


@pytest.fixture
def planned(cast) -> Held:
    """A meeting in two hours."""
    plan = Plan(starts_at=clock.now() + dt.timedelta(hours=2), facilitator=cast.facilitator)
    return Held(cast, schedule(review=cast.review, plan=plan, actor=cast.owner))


@pytest.fixture
def held(planned) -> Held:
    """The same, with its room open."""
    start(meeting=planned.meeting, actor=planned.cast.facilitator)
    planned.meeting.refresh_from_db()
    return planned
