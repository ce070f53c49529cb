"""What happens here is heard elsewhere: signed, in order, once, and never more than may be seen."""

import datetime as dt
import json
import uuid

import pytest
import time_machine
from django.db.models.functions import Now

from postmortems.actions.services import Promise, promise_action
from postmortems.outgoing.gathering import gather
from postmortems.outgoing.kinds import Fate
from postmortems.outgoing.models import Receiver, Sending
from postmortems.outgoing.receivers import BOTH_SIGN, ask_for_test, forget_old, renew, switch, tell_again
from postmortems.outgoing.sending import LEASE, MOST_FAILURES, send_what_waits
from postmortems.reviews.models import Review
from postmortems.reviews.services import Report, put_on_record
from postmortems.shared import clock
from postmortems.shared.signing import is_standard
from postmortems.workspace.facts import save_facts
from postmortems.workspace.responding import stamp
from tests.factories import ActionFactory

NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC)  # a Wednesday
BLAMES = "Sven forgot to check the drain list before pushing the config."


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def file(cast, noticed: str = "Customers cannot pay") -> Review:
    return put_on_record(report=Report(noticed=noticed, since=clock.now()), reporter=cast.owner, form_key=uuid.uuid4())


def tell() -> int:
    gather()
    return send_what_waits()


def fates() -> list[str]:
    return list(Sending.objects.order_by("pk").values_list("fate", flat=True))


def test_news_are_signed_told_once_and_in_their_order(cast, ear, listen):
    file(cast, "Before anybody listened")
    _receiver, secret = listen()
    review = file(cast)
    stamp(review=review, name="resolved_at", takes_back=False, actor=cast.owner)
    promise = Promise(sentence="Make the push tool refuse a drained pool", owner=cast.owner)
    promise_action(review=review, promise=promise, actor=cast.owner, form_key=uuid.uuid4())
    assert (tell(), tell()) == (3, 0)
    said = [json.loads(body) for _headers, body in ear.heard]
    assert [one["type"] for one in said] == ["review.filed", "incident.over", "action.promised"]
    assert said[0]["data"]["review"]["title"] == "Customers cannot pay"
    assert said[2]["data"]["action"]["sentence"] == "Make the push tool refuse a drained pool"
    assert "Priya" not in str(said)
    for headers, body in ear.heard:
        assert is_standard(headers, secret, body, clock.now().timestamp())
        assert not is_standard(headers, secret, body + b" ", clock.now().timestamp())
    assert len({headers["webhook-id"] for headers, _body in ear.heard}) == 3


def test_what_did_not_arrive_waits_with_everything_behind_it(cast, ear, listen, now):
    receiver, _secret = listen()
    ear.answers = [500, 302]  # a redirect is no arrival, and is not followed
    file(cast, "First"), file(cast, "Second")
    assert tell() == 1
    assert tell() == 0  # it rests
    now.move_to(NOON + dt.timedelta(minutes=2))
    assert tell() == 1
    now.move_to(NOON + dt.timedelta(minutes=8))
    assert tell() == 2
    titles = [json.loads(body)["data"]["review"]["title"] for _headers, body in ear.heard]
    assert titles == ["First", "First", "First", "Second"]
    assert len({headers["webhook-id"] for headers, _body in ear.heard}) == 2
    assert fates() == ["sent", "sent"]
    receiver.refresh_from_db()
    assert (receiver.failures, receiver.rests_until) == (0, None)


def test_one_that_does_not_answer_holds_up_nobody_else(cast, ear, listen, now):
    deaf, _secret = listen(name="deaf")
    listen(name="hears")
    ear.answers = [500]
    file(cast, "First"), file(cast, "Second")
    assert tell() == 3
    titles = [json.loads(body)["data"]["review"]["title"] for _headers, body in ear.heard]
    assert titles == ["First", "First", "Second"]  # the deaf one's first try, then all that the other hears
    assert Sending.objects.filter(receiver=deaf, fate=Fate.WAITING).count() == 2
    assert Sending.objects.exclude(receiver=deaf).filter(fate=Fate.SENT).count() == 2


def test_two_senders_at_once_tell_it_once(cast, ear, listen):
    receiver, _secret = listen()
    file(cast)
    gather()
    Receiver.objects.filter(pk=receiver.pk).update(leased_until=Now() + LEASE)  # another one is at it
    assert (send_what_waits(), ear.heard) == (0, [])
    Receiver.objects.filter(pk=receiver.pk).update(leased_until=Now())  # it was killed, and its time is over
    assert (send_what_waits(), len(ear.heard)) == (1, 1)


def test_an_address_that_became_a_private_one_is_not_asked(cast, ear, listen, settings):
    listen()
    settings.OUTGOING_NETWORKS = []
    file(cast)
    assert (tell(), ear.heard, fates()) == (1, [], ["waiting"])
    assert Sending.objects.get().reply == "a private address"


def test_a_receiver_that_is_gone_is_switched_off(cast, ear, listen, now):
    receiver, _secret = listen()
    ear.answers = [410]
    file(cast)
    assert (tell(), fates()) == (1, ["given_up"])
    receiver.refresh_from_db()
    assert not receiver.is_on
    file(cast, "While it was off")
    switch(receiver=receiver, is_on=True, actor=cast.administrator)
    tell_again(sending=Sending.objects.get())
    assert (tell(), fates()) == (1, ["sent"])
    ear.answers = [500] * 50
    for day in range(1, MOST_FAILURES + 3):
        file(cast, f"Nobody hears, day {day}")
        now.move_to(NOON + dt.timedelta(days=day))
        tell()
    assert not Receiver.objects.get().is_on
    assert Receiver.objects.get().failures == MOST_FAILURES
    assert Sending.objects.filter(fate=Fate.GIVEN_UP).count() == 1


def test_whether_it_may_be_told_is_asked_when_it_goes(cast, ear, listen):
    listen()
    listen(team=cast.team, name="of the team")
    hidden, teams, blaming = file(cast, "For named people"), file(cast, "For the team"), file(cast, BLAMES)
    Review.objects.filter(pk=hidden.pk).update(visibility="people")
    Review.objects.filter(pk=teams.pk).update(visibility="teams", team=cast.team)
    Review.objects.filter(pk=blaming.pk).update(team=cast.team)
    gather()
    send_what_waits()
    heard = b" ".join(body for _headers, body in ear.heard)
    assert b"For named people" not in heard
    assert b"Sven" not in heard  # a title that ends with a person stays inside; that something happened does not
    assert heard.count(blaming.ref.encode() + b'"') == 2
    assert b"For the team" not in heard  # the administrator is not of the team: they could not see it either
    assert set(fates()) == {"sent", "untold"}


def test_two_secrets_sign_for_a_day(cast, ear, listen, now):
    receiver, before = listen()
    after = renew(receiver=receiver, actor=cast.administrator)
    for moment, believed in ((NOON, [True, True]), (NOON + BOTH_SIGN, [False, True])):
        now.move_to(moment)
        ask_for_test(receiver=receiver)
        send_what_waits()
        headers, body = ear.heard[-1]
        assert [is_standard(headers, one, body, clock.now().timestamp()) for one in (before, after)] == believed
    now.move_to(NOON + dt.timedelta(days=120))
    assert forget_old() == 2


def test_a_chat_reads_words_and_links_and_calls_nobody(cast, ear, listen):
    listen("slack"), listen("mattermost", name="~payments")
    review = file(cast, "<!channel> @here checkout & *all* is [down](x)")
    tell()
    slack, mattermost = sorted((json.loads(body)["text"] for _headers, body in ear.heard), key=lambda one: "\\" in one)
    address = f"http://localhost:8000/reviews/{review.ref}/"
    assert slack == f"On record: <{address}|{review.ref}> &lt;!channel&gt; @here checkout &amp; *all* is [down](x)"
    assert f"[{review.ref.replace('-', chr(92) + '-')}]({address})" in mattermost
    assert "@here" not in mattermost
    assert "[down](x)" not in mattermost


def test_the_list_of_the_week_comes_once_on_monday(cast, ear, listen, now):
    Review.objects.filter(pk=cast.review.pk).update(team=cast.team)
    late = {"review": cast.review, "team": cast.team, "owner": cast.owner, "state": "accepted"}
    ActionFactory(**late, sentence="Replace the drain list", due_on=dt.date(2026, 11, 10))
    ActionFactory(**late, sentence="Show the drain list", due_on=dt.date(2026, 11, 25))
    listen("slack", team=cast.team, sends_list=True, news=[])
    listen("slack", team=cast.team, news=[], name="did not ask for it")
    assert tell() == 0
    now.move_to(dt.datetime(2026, 11, 23, 9, 5, tzinfo=dt.UTC))
    assert (tell(), tell()) == (1, 0)
    text = json.loads(ear.heard[0][1])["text"]
    assert text.index("Need a decision") < text.index("Replace the drain list") < text.index("Due this week")
    assert text.index("Due this week") < text.index("Show the drain list")


def test_a_stamp_that_was_taken_back_is_not_told(cast, ear, listen):
    listen()
    review = file(cast)
    stamp(review=review, name="resolved_at", takes_back=False, actor=cast.owner)
    save_facts(review=review, incident=review.incidents.get(), changes={"resolved_at": None}, author=cast.owner)
    tell()
    assert [json.loads(body)["type"] for _headers, body in ear.heard] == ["review.filed"]
    assert fates() == ["sent", "untold"]
