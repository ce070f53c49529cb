"""One status, not two: the ticket closes, reminders stop, and its owner is asked once. All through real requests."""

import datetime as dt
import json
import logging

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.audit.models import AuditEntry
from postmortems.followup.services import remind
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from postmortems.tickets.models import Heard, Source
from postmortems.tickets.sources import set_source
from tests.factories import ActionFactory
from tests.tickets import messages
from tests.tickets.messages import LINKS, SECRET, sent

NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)
TRACKERS = ("github", "gitlab", "jira", "linear")
AT = "2026-11-25T11:59:00"


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def item(cast):
    return ActionFactory(review=cast.review, team=cast.team, owner=cast.involved, state="accepted", touched_at=NOON)


@pytest.fixture(params=TRACKERS)
def tracker(request, cast) -> str:
    set_source(tracker=request.param, secret=SECRET, actor=cast.administrator)
    return request.param


def fresh(item) -> ActionItem:
    return ActionItem.objects.select_related("owner", "review", "ticket").get(pk=item.pk)


def hear(tracker: str, body: bytes, headers: dict[str, str]) -> int:
    to = reverse("ticket-hook", args=[tracker])
    client = Client(enforce_csrf_checks=True)
    return client.post(to, body, content_type="application/json", headers=headers).status_code


def tell(tracker: str, *, closed: bool, at: str = AT) -> int:
    return hear(tracker, *sent(tracker, getattr(messages, tracker)(closed, at)))


def follow(client, item, link) -> None:
    assert client.post(reverse("action-ticket", args=[item.pk]), {"link": link}).status_code == 302


def test_a_closed_ticket_asks_once_and_an_open_one_lets_it_go_on(cast, signed_in, item, tracker):
    follow(signed_in(cast.involved), item, LINKS[tracker])
    assert tell(tracker, closed=True) == 204
    assert fresh(item).asked_if_done_at == NOON
    assert fresh(item).ticket.is_closed
    assert tell(tracker, closed=True) == 204  # the same bytes again
    assert tell(tracker, closed=False, at="2026-11-25T11:58:00") == 204  # older than what was heard
    assert fresh(item).asked_if_done_at == NOON
    with time_machine.travel(NOON + dt.timedelta(minutes=2), tick=False):
        assert tell(tracker, closed=False, at="2026-11-25T12:01:00") == 204
    assert fresh(item).asked_if_done_at is None
    assert fresh(item).touched_at == NOON + dt.timedelta(minutes=2)


def test_who_is_not_believed_learns_nothing_and_changes_nothing(cast, signed_in, item, tracker):
    follow(signed_in(cast.involved), item, LINKS[tracker])
    said = getattr(messages, tracker)(True, AT)
    body, headers = sent(tracker, said)
    assert hear(tracker, *sent(tracker, said, secret="another")) == 404
    assert hear(tracker, body, {}) == 404
    if tracker != "gitlab":  # a token is no signature: GitLab's signing token is tried in test_signatures.py
        assert hear(tracker, body + b" ", headers) == 404
    others = [name for name in TRACKERS if name != tracker]
    assert {hear(name, body, headers) for name in (*others, "other", "nobody")} == {404}
    assert (fresh(item).asked_if_done_at, Heard.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b'{"issue": 1}', b'{"issue": {"state": "closed"}}', b"[" * 100_000, b"\xff\xfe"]
)
def test_what_is_not_understood_is_answered_and_changes_nothing(cast, body):
    set_source(tracker="gitlab", secret=SECRET, actor=cast.administrator)
    set_source(tracker="github", secret=SECRET, actor=cast.administrator)
    assert hear("gitlab", body, {"X-Gitlab-Token": SECRET}) in (204, 422)
    assert Heard.objects.count() == 0


def test_a_message_that_is_too_large_is_not_read(cast):
    set_source(tracker="gitlab", secret=SECRET, actor=cast.administrator)
    assert hear("gitlab", b" " * 1_000_001, {"X-Gitlab-Token": SECRET}) == 413


def test_other_events_and_tickets_nobody_follows_are_taken_quietly(cast, tracker):
    assert tell(tracker, closed=True) == 204
    said = {"zen": "Design for failure.", "webhookTimestamp": NOON.timestamp() * 1000, "type": "Comment"}
    assert hear(tracker, *sent(tracker, said)) == 204
    assert not Delivery.objects.exists()


def test_the_owner_is_asked_in_one_mail_and_reminders_rest(cast, signed_in, item):
    set_source(tracker="github", secret=SECRET, actor=cast.administrator)
    client = signed_in(cast.involved)
    follow(client, item, LINKS["github"])
    tell("github", closed=True)
    with time_machine.travel(NOON + dt.timedelta(hours=20, minutes=40), tick=False):  # the next morning in Berlin
        remind()
        deliver_all_due()
    assert [letter.to for letter in mail.outbox] == [[cast.involved.email]]
    assert "Its ticket Codertocat/Hello-World#1 is closed." in mail.outbox[0].body
    assert "as=done" in mail.outbox[0].body
    page = client.get(reverse("action", args=[item.pk])).text
    assert "The ticket is closed. Is it done?" in page
    client.post(reverse("action-answer", args=[item.pk]), {"answer": "done"})
    assert (fresh(item).state, fresh(item).asked_if_done_at) == ("done", None)
    assert tell("github", closed=True, at="2026-11-25T11:59:30") == 204
    remind()
    assert Delivery.objects.filter(kind="action_ticket_closed").count() == 1


def test_not_yet_is_an_answer_and_the_same_closing_asks_no_more(cast, signed_in, item):
    set_source(tracker="github", secret=SECRET, actor=cast.administrator)
    client, to = signed_in(cast.involved), reverse("action-answer", args=[item.pk])
    follow(client, item, LINKS["github"])
    assert client.post(to, {"answer": "not_yet"}).status_code == 403  # nobody asked
    tell("github", closed=True)
    client.post(to, {"answer": "not_yet"})
    assert (fresh(item).state, fresh(item).asked_if_done_at) == ("accepted", None)
    tell("github", closed=True, at="2026-11-25T11:59:30")  # a comment on the closed one
    assert fresh(item).asked_if_done_at is None


def test_one_that_follows_a_closed_ticket_is_asked_at_once_and_any_link_will_do(cast, signed_in, item):
    set_source(tracker="github", secret=SECRET, actor=cast.administrator)
    first = ActionFactory(review=cast.review, owner=cast.owner, state="accepted")
    follow(signed_in(cast.owner), first, LINKS["github"])
    tell("github", closed=True)
    follow(signed_in(cast.involved), item, LINKS["github"].replace("Codertocat", "codertocat"))
    assert fresh(item).asked_if_done_at == NOON
    follow(signed_in(cast.involved), item, "https://tracker.example.org/t/9")
    assert (fresh(item).asked_if_done_at, fresh(item).ticket.tracker) == (None, "other")
    bad = signed_in(cast.involved).post(reverse("action-ticket", args=[item.pk]), {"link": "javascript:alert(1)"})
    assert (bad.status_code, "javascript:alert(1)" in bad.text) == (422, True)
    follow(signed_in(cast.involved), item, "")
    assert fresh(item).ticket is None


def test_a_new_ticket_has_ready_words_and_a_filled_in_form(cast, signed_in, item):
    to = reverse("action-ticket", args=[item.pk])
    page = signed_in(cast.involved).get(to, {"project": "https://github.com/shop/web"}).text
    assert "https://github.com/shop/web/issues/new?title=Make+the+push+tool+refuse" in page
    assert f"/actions/{item.pk}/" in page
    assert "copied" in signed_in(cast.involved).get(to, {"project": "https://shop.atlassian.net/jira"}).text


def test_a_secret_is_shown_once_and_stored_so_that_nobody_reads_it(cast, sure_of, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    client = sure_of(cast.administrator)
    made = client.post(reverse("settings-tracker", args=["github"]))
    secret = made.text.partition('id="github-made" value="')[2].partition('"')[0]
    assert len(secret) > 40
    body, headers = sent("github", messages.github(True, AT), secret=secret)
    assert hear("github", body, headers) == 204
    assert secret not in client.get(reverse("settings-trackers")).text
    assert secret.encode() not in bytes(Source.objects.get().sealed)
    told = json.dumps(list(AuditEntry.objects.values("verb", "target", "fields")))
    assert "secret" in told
    assert secret not in told + caplog.text + "".join(capsys.readouterr())
    client.post(reverse("settings-tracker", args=["github"]))  # renewed
    assert hear("github", *sent("github", messages.github(False, AT), secret=secret)) == 404
    client.post(reverse("settings-tracker-end", args=["github"]))
    assert not Source.objects.exists()


def test_a_secret_of_the_tracker_s_own_is_taken_and_never_shown_again(cast, sure_of):
    client, to = sure_of(cast.administrator), reverse("settings-tracker", args=["linear"])
    short = client.post(to, {"secret": "short"})
    assert (short.status_code, "At least 16 characters" in short.text) == (422, True)
    assert client.post(to, {"secret": SECRET}).status_code == 302
    assert SECRET not in client.get(reverse("settings-trackers")).text
    assert hear("linear", *sent("linear", messages.linear(True, AT))) == 204


def test_a_key_that_was_lost_believes_nobody(cast, settings):
    set_source(tracker="github", secret=SECRET, actor=cast.administrator)
    settings.SECRET_KEY, old = "another-key-" + "y" * 50, settings.SECRET_KEY
    assert tell("github", closed=True) == 404
    settings.SECRET_KEY_FALLBACKS = [old]
    assert tell("github", closed=True) == 204
