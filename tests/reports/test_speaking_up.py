"""Speaking up: by name, confidentially, without a name; laid out in the morning, answered, become a review."""

import datetime as dt
import logging
import re

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from postmortems.audit.models import AuditEntry
from postmortems.followup.services import remind
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from postmortems.mail.queries import notices_for
from postmortems.reports.limits import TELLING, TRYING
from postmortems.reports.models import Message, Report
from postmortems.reports.switch import ReportSwitch
from postmortems.reports.views import anonymous
from postmortems.reviews.models import Review
from tests.factories import IncidentFactory

MONDAY = dt.datetime(2026, 11, 23, 14, 2, tzinfo=dt.UTC)
TOLD = "The restore ran against the live database"
WORDS = {
    "matter": "near_miss",
    "happened": TOLD,
    "place": "Billing",
    "helps": "",
}
PAGE, RETURN = "/report/anonymous/", "/report/anonymous/answer/"


@pytest.fixture(autouse=True)
def _open(db):
    ReportSwitch.objects.create(pk=1, anonymous=True)
    TELLING.forget()
    TRYING.forget()


def sheet(client: Client) -> str:
    return re.search(r'name="sheet" value="([^"]+)"', client.get(PAGE).content.decode())[1]


def tell(client: Client, **words: str):
    return client.post(PAGE, {**WORDS, "sheet": sheet(client), **words})


def code_in(answer) -> str:
    return re.search(r'id="code">([^<]+)<', answer.content.decode())[1]


def form_key(client: Client, address: str) -> str:
    return key_in(client.get(address).content.decode())


def key_in(html: str) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', html)[1]


def main_of(client: Client, address: str) -> str:
    return client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]


def person(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_without_a_name_from_the_first_word_to_the_answer(cast):
    reporter, facilitator = Client(), person(cast.facilitator)
    with time_machine.travel(MONDAY, tick=False):
        told = tell(reporter)
        code = code_in(told)
        assert "Tuesday, 24 November" in told.content.decode()
        assert "Friday, 27 November" in told.content.decode()
        assert "live database" not in facilitator.get("/reports/").content.decode()
    report = Report.objects.get()
    assert code not in str(Report.objects.values())
    address = f"/reports/{report.pk}/"
    with time_machine.travel(MONDAY + dt.timedelta(days=1), tick=False):
        assert "1 report waits" in facilitator.get("/").content.decode()
        assert "live database" in facilitator.get("/reports/").content.decode()
        answered = {"form_key": form_key(facilitator, address), "body": "We lock the restore tool on Thursday."}
        assert facilitator.post(address, answered).status_code == 302
        facilitator.post(address, answered)
        back = reporter.post(RETURN, {"code": code.lower().replace("-", " ")}).content.decode()
        assert "We lock the restore tool" in back
        more = {
            "code": code,
            "body": "It also lets billing through.",
            "form_key": key_in(back),
        }
        assert "It also lets billing through" in reporter.post(RETURN, more).content.decode()
        reporter.post(RETURN, more)
        assert "It also lets billing" not in facilitator.get(address).content.decode()
    with time_machine.travel(MONDAY + dt.timedelta(days=2), tick=False):
        assert "It also lets billing" in facilitator.get(address).content.decode()
    assert Message.objects.count() == 2
    assert Delivery.objects.count() == 0
    assert [one.verb for one in AuditEntry.objects.all()] == ["answered a report"]


def test_what_the_page_knows_of_its_reader(cast):
    """Somebody who is signed in: no session, no person is looked up, no cookie is set, nothing is logged."""
    client = person(cast.owner)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = tell(client)
    asked = " ".join(query["sql"] for query in queries.captured_queries)
    assert answer.status_code == 200
    assert not re.search(r"session|accounts_user|mfa_|auditentry|delivery|tally", asked)
    assert answer.cookies == {}
    assert cast.owner.display_name not in answer.content.decode()
    assert Report.objects.get().reporter is None


def test_no_line_is_written_whatever_is_answered(caplog):
    """Also where no view was reached: a moment at which somebody sent something is one too many."""
    caplog.set_level(logging.INFO)
    client = Client()
    answers = {
        client.get(PAGE).status_code,
        client.put(PAGE).status_code,
        client.get(f"{PAGE}elsewhere/").status_code,
        client.post(PAGE, b"", content_type="text/plain", CONTENT_LENGTH=str(2**31)).status_code,
    }
    assert answers == {200, 404, 405, 413}
    assert [line.getMessage() for line in caplog.records if line.name.startswith("second_story")] == []
    client.get("/healthz")
    assert [line for line in caplog.records if line.name == "second_story.request"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"happened": " "}, "A few words are enough"),
        ({"sheet": "forged"}, "This page was open for long"),
        ({"happened": "At 14:02 my team saw it"}, "These words may tell who wrote them"),
        ({"happened": "a\x00b"}, "cannot be kept"),
    ],
)
def test_what_is_not_sent_yet_keeps_its_words_and_changes_nothing(said, expected):
    answer = tell(Client(), place="Kept here", **said).content.decode()
    assert expected in answer
    assert "Kept here" in answer
    assert not Report.objects.exists()


def test_a_form_of_another_site_is_not_taken():
    client = Client()
    signed = sheet(client)
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post(PAGE, {**WORDS, "sheet": signed}, headers=headers).status_code == 422
    assert not Report.objects.exists()
    assert client.post(PAGE, {**WORDS, "sheet": signed}, headers={"origin": "http://testserver"}).status_code == 200


def test_sent_twice_it_is_one_with_one_code_and_other_words_are_another():
    client = Client()
    signed = sheet(client)
    first, second = (client.post(PAGE, {**WORDS, "sheet": signed}) for _ in range(2))
    assert code_in(first) == code_in(second)
    other = client.post(PAGE, {**WORDS, "happened": "Something else", "sheet": signed})
    assert (other.status_code, Report.objects.count()) == (422, 1)
    assert "Something else" in other.content.decode()


def test_five_codes_that_are_none_in_a_quarter_of_an_hour():
    client = Client()
    wrong = [client.post(RETURN, {"code": "0000-0000-0000-0000"}).status_code for _ in range(6)]
    assert wrong == [422] * 5 + [429]
    elsewhere = client.post(RETURN, {"code": "0000-0000-0000-0000"}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 422
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=16)):
        assert client.post(RETURN, {"code": "0000-0000-0000-0000"}).status_code == 422


def test_switched_off_it_says_why_and_gives_the_words_back():
    ReportSwitch.objects.update(anonymous=None)  # the organisation is small
    client = Client()
    assert "fifteen people or fewer" in client.get(PAGE).content.decode()
    answer = client.post(PAGE, {**WORDS, "sheet": "x"})
    assert answer.status_code == 403
    assert "live database" in answer.content.decode()
    assert "Speak up without your name" not in client.get("/accounts/login/").content.decode()
    ReportSwitch.objects.update(anonymous=True)
    assert "Speak up without your name" in client.get("/accounts/login/").content.decode()


def test_confidentially_only_those_who_facilitate_learn_the_name(cast):
    reporter, facilitator = person(cast.involved), person(cast.facilitator)
    address = "/report/as/confidential/"
    with time_machine.travel(MONDAY, tick=False):
        sent = reporter.post(address, {**WORDS, "form_key": form_key(reporter, address)})
        own = sent["Location"]
    report = Report.objects.get()
    page = f"/reports/{report.pk}/"
    with time_machine.travel(MONDAY + dt.timedelta(days=1), tick=False):
        assert cast.involved.display_name in facilitator.get(page).content.decode()
        for other in (cast.administrator, cast.owner, cast.teammate):
            assert person(other).get(page).status_code == 403
            assert person(other).get(own).status_code == 404
        facilitator.post(f"{page}review/", {"kind": "near_miss"})
        facilitator.post(f"{page}review/", {"kind": "near_miss"})
        facilitator.post(page, {"form_key": form_key(facilitator, page), "body": "Thank you."})
        assert [notice.words for notice in notices_for(cast.involved, 5)] == ["Your note got an answer"]
        assert "Thank you." in reporter.get(own).content.decode()
    review = Review.objects.exclude(pk=cast.review.pk).get()
    assert (review.kind, review.filed_by, review.owner) == ("near_miss", None, cast.facilitator)
    assert not review.participants.exists()
    assert (
        cast.involved.display_name
        not in reporter.get(f"/reviews/{review.ref}/").content.decode().split("<main")[1].split("</main>")[0]
    )


def test_with_a_name_the_review_is_theirs_and_a_report_can_join_another(cast):
    reporter, facilitator = person(cast.involved), person(cast.facilitator)
    for day, address in enumerate(("/report/as/named/", "/report/as/named/")):
        with time_machine.travel(MONDAY + dt.timedelta(days=day), tick=False):
            reporter.post(address, {**WORDS, "form_key": form_key(reporter, address)})
    first, second = Report.objects.order_by("shown_on")
    into = IncidentFactory(review__owner=cast.owner).review
    with time_machine.travel(MONDAY + dt.timedelta(days=3), tick=False):
        facilitator.post(f"/reports/{first.pk}/review/", {"kind": "incident"})
        facilitator.post(f"/reports/{second.pk}/join/", {"ref": into.ref})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.review.filed_by, first.review.kind) == (cast.involved, "incident")
    assert second.review == into
    assert "live database" in person(cast.owner).get(f"/reviews/{into.ref}/").content.decode()


def test_the_words_that_came_are_gone_after_redaction(cast):
    client, facilitator = Client(), person(cast.facilitator)
    with time_machine.travel(MONDAY, tick=False):
        tell(client, happened="Sven zorvexquil pressed it", looked="1")
    report = Report.objects.get()
    with time_machine.travel(MONDAY + dt.timedelta(days=1), tick=False):
        address = f"/reports/{report.pk}/redact/"
        assert "zorvexquil" in facilitator.get(address).content.decode()
        facilitator.post(address, {**WORDS, "happened": "It was pressed"})
    report.refresh_from_db()
    assert (report.happened, report.was_redacted) == ("It was pressed", True)


def test_three_make_a_theme(cast):
    client, facilitator = Client(), person(cast.facilitator)
    with time_machine.travel(MONDAY, tick=False):
        for words in ("The list was short", "The list was old", "The list was long"):
            tell(client, happened=words)
    keys = [str(key) for key in Report.objects.values_list("pk", flat=True)]
    with time_machine.travel(MONDAY + dt.timedelta(days=1), tick=False):
        few = facilitator.post("/reports/theme/", {"title": "Lists", "report": keys[:2]})
        assert (few.status_code, Review.objects.filter(depth="theme").count()) == (422, 0)
        assert few.content.decode().count(" checked") == 2
        facilitator.post("/reports/theme/", {"title": "Lists", "report": keys})
    review = Review.objects.get(depth="theme")
    assert set(Report.objects.values_list("review", flat=True)) == {review.pk}
    assert "The list was old" in review.incidents.get().noticed


def test_who_took_it_is_reminded_a_day_before_and_the_rest_are_left_in_peace(cast):
    other = User.objects.create_user("other@example.org", display_name="Other Chair", is_facilitator=True)
    client, facilitator = Client(), person(cast.facilitator)
    with time_machine.travel(MONDAY, tick=False):
        tell(client)
    days = {}
    for day in range(1, 9):
        with time_machine.travel(MONDAY + dt.timedelta(days=day), tick=False):
            if day == 3:
                facilitator.post(f"/reports/{Report.objects.get().pk}/take/")
            remind()
            remind()
            days[day] = sorted(row.recipient.display_name for row in Delivery.objects.all())
    assert days[2] == []
    assert days[3] == ["Mina Okafor"]  # laid out on Tuesday, promised by Friday
    assert days[8] == ["Mina Okafor", "Mina Okafor"]
    with time_machine.travel(MONDAY + dt.timedelta(days=9, hours=-5), tick=False):
        deliver_all_due()
    (sent,) = [one for one in mail.outbox if one.to == [cast.facilitator.email]]
    assert "live database" not in sent.body
    assert "no answer yet" in sent.body
    assert other.email not in str([one.to for one in mail.outbox])


def test_what_breaks_says_nothing_at_that_moment_and_gives_the_words_back(caplog, monkeypatch):
    """Not even to the log of requests; an hour later it names the place that broke, and no word of what was told."""

    def breaks(**_: object) -> None:
        raise RuntimeError(f"INSERT ... {TOLD}")

    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    signed = sheet(client)
    monkeypatch.setattr(anonymous, "tell_without_name", breaks)
    with time_machine.travel(MONDAY, tick=False):
        answer = client.post(PAGE, {**WORDS, "sheet": signed})
        assert answer.status_code == 500
        assert TOLD in answer.content.decode()
        Client().get("/healthz")
    assert not [one for one in caplog.records if "broke" in one.getMessage()]
    with time_machine.travel(MONDAY + dt.timedelta(hours=1), tick=False):
        Client().get("/healthz")
    (line,) = [one.getMessage() for one in caplog.records if "broke" in one.getMessage()]
    assert "RuntimeError" in line
    assert "14:00" in line
    assert TOLD not in caplog.text
    assert "report" not in "".join(one.getMessage() for one in caplog.records if one.getMessage() != line)


def test_who_administers_decides_whether_it_goes_without_a_name(cast):
    client = person(cast.administrator)
    for said, expected in (("no", 403), ("yes", 422), ("", 403)):
        assert client.post("/settings/reports/", {"anonymous": said}).status_code == 302
        assert Client().post(PAGE, {}).status_code == expected
