"""What those who facilitate do with a report, where it is not as it mostly is."""

import datetime as dt
import uuid

import time_machine
from django.core.exceptions import SuspiciousOperation
from django.test import Client

from postmortems.audit.models import AuditEntry
from postmortems.reports.becoming import become_review, join_review
from postmortems.reports.models import Message, Report
from postmortems.reports.telling import Told
from postmortems.reports.telling import tell as tell_by_name
from postmortems.reports.views import anonymous
from postmortems.reports.ways import Way
from tests.factories import IncidentFactory
from tests.reports.test_speaking_up import (
    MONDAY,
    PAGE,
    RETURN,
    TOLD,
    WORDS,
    _open,
    code_in,
    form_key,
    key_in,
    person,
    sheet,
    tell,
)

__all__ = ["_open"]
LATER = MONDAY + dt.timedelta(days=2)


def said_later(client: Client, words: str) -> Message:
    """A word that came back by code, laid out since."""
    with time_machine.travel(MONDAY, tick=False):
        code = code_in(tell(client))
        back = client.post(RETURN, {"code": code}).content.decode()
        client.post(RETURN, {"code": code, "body": words, "form_key": key_in(back)})
    return Message.objects.get()


def test_a_word_that_came_later_is_redacted_too(cast):
    said = said_later(Client(), "Sven zorvexquil said so")
    address = f"/reports/{said.report_id}/redact/{said.pk}/"
    facilitator = person(cast.facilitator)
    with time_machine.travel(LATER, tick=False):
        assert "zorvexquil" in facilitator.get(address).content.decode()
        assert facilitator.post(address, {"body": ""}).status_code == 422
        assert facilitator.post(address, {"body": "It was said", "form_key": uuid.uuid4()}).status_code == 302
        assert "zorvexquil" not in facilitator.get(f"/reports/{said.report_id}/").content.decode()
    said.refresh_from_db()
    assert said.body == "It was said"
    assert [(one.verb, one.fields) for one in AuditEntry.objects.all()] == [("redacted a report", ["message"])]


def test_only_what_a_reporter_wrote_is_redacted_and_only_by_those_who_facilitate(cast):
    said = said_later(Client(), "It also lets billing through.")
    page, facilitator = f"/reports/{said.report_id}/", person(cast.facilitator)
    with time_machine.travel(LATER, tick=False):
        facilitator.post(page, {"form_key": form_key(facilitator, page), "body": "We look at it."})
        answer = Message.objects.exclude(writer=None).get()
        assert facilitator.get(f"{page}redact/{answer.pk}/").status_code == 404
        for other in (cast.owner, cast.administrator):
            assert person(other).post(f"{page}redact/{said.pk}/", {"body": "x"}).status_code == 403
    said.refresh_from_db()
    assert said.body == "It also lets billing through."


def test_what_joined_a_review_stays_there(cast):
    with time_machine.travel(MONDAY, tick=False):
        tell(Client())
    report, first, second = Report.objects.get(), IncidentFactory().review, IncidentFactory().review
    assert join_review(report=report, into=first, actor=cast.facilitator) == first
    assert join_review(report=report, into=second, actor=cast.facilitator) == first


def test_the_record_says_that_it_became_a_review_by_who_pressed(cast):
    """Whoever told it did nothing at that moment, and does not stand there as if they had."""
    told = Told(happened="A pipe dripped on the rack", place="", helps="", matter="")
    report = tell_by_name(told=told, way=Way.NAMED, reporter=cast.teammate, key=uuid.uuid4())
    review = become_review(report=report, kind="near_miss", actor=cast.facilitator)
    assert review.filed_by == cast.teammate
    assert {entry.actor for entry in AuditEntry.objects.filter(chain=f"review:{review.pk}")} == {cast.facilitator}


def test_a_code_with_a_sign_too_few_is_asked_for_again():
    answer = Client().post(RETURN, {"code": "K7QM-2V9D-XH4T-8RC"})
    assert (answer.status_code, "A code has sixteen signs" in answer.text) == (422, True)


def test_what_cannot_be_read_at_all_is_said_to_be_too_much(monkeypatch):
    def odd(**_: object) -> None:
        raise SuspiciousOperation

    client = Client()
    signed = sheet(client)
    monkeypatch.setattr(anonymous, "tell_without_name", odd)
    assert client.post(PAGE, {**WORDS, "sheet": signed, "happened": TOLD}).status_code == 413


def test_behind_https_who_tries_codes_is_told_apart_by_what_the_proxy_says(settings):
    settings.SECURE = True
    client = Client()

    def tries(*, by: str) -> int:
        return client.post(RETURN, {"code": "0000-0000-0000-0000"}, headers={"X-Forwarded-For": by}).status_code

    assert [tries(by="192.0.2.1, 198.51.100.7") for _ in range(6)] == [422] * 5 + [429]
    assert tries(by="198.51.100.7, 203.0.113.9") == 422
    assert tries(by="invented, 198.51.100.7") == 429
