"""My account: written for oneself, kept while it is typed, passed on by one's own press, deleted for good."""

import datetime as dt
import logging
import re
import uuid

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from accounts.session import Session
from postmortems.audit.models import AuditEntry
from postmortems.mail.models import Delivery
from postmortems.reflections.fence import seen_by
from postmortems.reflections.models import Reflection
from postmortems.reflections.queries import answers_in, needs_for, own_accounts
from postmortems.reflections.services import write_account
from postmortems.shared import clock
from postmortems.wording.models import Draft
from tests.reflections.test_fence import write

CANARY = "zorvexquil"
SAID = {
    "fresh-learned": f"I {CANARY} read the wrong line.",
    "fresh-differently": "I was careless; I will read it aloud.",
    "fresh-need": f"Two {CANARY} nights of sleep.",
}


def page_of(client, address):
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in ("page", "seen")}


@pytest.fixture
def address(cast):
    return reverse("my-account", args=[cast.review.ref])


def test_the_walk_of_somebody_who_was_there(cast, client, address, caplog, django_capture_on_commit_callbacks):
    """Written, read, shown to one colleague, told as a need, deleted; and nothing of it anywhere else."""
    caplog.set_level(logging.DEBUG)
    client.force_login(cast.involved)
    assert "Only you can read this." in client.get(address).content.decode()
    read = client.post(address, page_of(client, address) | SAID, follow=True)
    assert "I was careless; I will read it aloud." in read.content.decode()  # no guard here
    row = read.context["row"]

    share = reverse("my-account-share", args=[cast.review.ref])
    form = client.get(share).context["form"]
    assert CANARY in form["words"].value()
    sent = {"form_key": form["form_key"].value(), "words": "A copy without secrets", "reader": cast.teammate.pk}
    preview = client.post(share, sent)
    assert "This is what Lea Brandt will read" in preview.content.decode()
    for _twice in range(2):
        assert client.post(share, sent | {"share": "1"}).status_code == 302

    tell = reverse("my-account-need", args=[cast.review.ref])
    form = client.get(tell).context["form"]
    needed = {"form_key": form["form_key"].value(), "words": form["words"].value()}
    assert "This is what Mina Okafor will read" in client.post(tell, needed).content.decode()
    for _twice in range(2):
        assert client.post(tell, needed | {"send": "1"}).status_code == 302

    client.force_login(cast.teammate)
    assert "A colleague shows you an account of theirs." in client.get(reverse("home")).content.decode()
    shown = client.get(reverse("my-accounts")).context["shown_to_me"]
    assert [line.row.author for line in shown] == [cast.involved]
    copy = reverse("snapshot", args=[shown[0].row.pk])
    assert "A copy without secrets" in client.get(copy).content.decode()
    client.force_login(cast.facilitator)
    assert client.get(copy).status_code == 404
    assert needs_for(cast.facilitator, today=clock.today("Europe/Berlin")) == []  # not on the day itself
    with time_machine.travel(clock.now() + dt.timedelta(days=1)):
        client.force_login(cast.facilitator)
        html = client.get(reverse("needs")).content.decode()
        assert f"Two {CANARY} nights of sleep." in html
        assert "Sven" not in html
        pk = needs_for(cast.facilitator, today=clock.today("Europe/Berlin"))[0][0].row.pk
        client.post(reverse("need-met", args=[pk]))
        assert needs_for(cast.facilitator, today=clock.today("Europe/Berlin")) == []

    client.force_login(cast.involved)
    assert client.post(copy, follow=True).context["shown"] == []
    assert client.post(reverse("my-account-delete", args=[row.pk]), follow=True).context["accounts"] == []
    assert client.get(reverse("my-account-read", args=[row.pk])).status_code == 404
    assert CANARY not in caplog.text
    assert "my-account" not in caplog.text
    for trace in (AuditEntry, Delivery, Draft):
        assert not trace.objects.exists()
    assert mail.outbox == []


def test_it_is_kept_while_it_is_typed_and_two_pages_never_lose_a_word(cast, client, address):
    client.force_login(cast.involved)
    kept = reverse("my-account-kept", args=[cast.review.ref])
    first, second = page_of(client, address), page_of(client, address)

    def type_in(page, body):
        place = f"fresh-learned {page['page']}"
        return client.post(kept, {"place": place, "seen": page["seen"], "body": body}, headers={"HX-Request": "true"})

    answer = type_in(first, "The first page")
    assert answer.status_code == 204
    assert re.fullmatch(r"\d\d:\d\d", answer["Kept-At"])
    assert type_in(first, "The first page goes on").status_code == 204
    assert type_in(second, "The second page")["Kept-Words"] == "1"
    assert answers_in(cast.involved, cast.review).of("fresh-learned").words == "The first page goes on"
    conflict = client.post(address, second | {"fresh-learned": "The second page"})
    assert conflict.status_code == 409
    html = conflict.content.decode()
    assert "The first page goes on" in html
    assert "The second page</textarea>" in html
    again = {name: conflict.context["form"][name].value() for name in ("page", "seen")}
    assert client.post(address, again | {"fresh-learned": "Both"}).status_code == 302
    assert type_in(first, "x" * 20_001).status_code == 413
    assert client.post(kept, {"place": "page", "body": "x"}).status_code == 422
    assert answers_in(cast.involved, cast.review).of("fresh-learned").words == "Both"


def test_into_the_review_it_goes_as_a_draft_that_its_author_saves(cast, client, address):
    client.force_login(cast.owner)
    share = reverse("my-account-share", args=[cast.review.ref])
    sent = {"form_key": uuid.uuid4(), "words": "The page let a wrong line through.", "into": "1"}
    opened = client.post(share, sent, follow=True)
    assert opened.redirect_chain[-1][0] == reverse("text", args=[cast.review.ref, "lessons"])
    assert "The page let a wrong line through.</textarea>" in opened.content.decode()
    assert Draft.objects.get().author == cast.owner


def test_it_is_shown_to_nobody_who_does_not_see_the_review(cast, client):
    cast.restrict()
    client.force_login(cast.involved)
    share = reverse("my-account-share", args=[cast.review.ref])
    sent = {"form_key": uuid.uuid4(), "words": "A copy", "reader": cast.stranger.pk, "share": "1"}
    answer = client.post(share, sent)
    assert answer.status_code == 422
    assert "does not see the review" in answer.content.decode()


def test_after_the_review_it_asks_again_and_stays_when_its_author_sees_the_review_no_more(cast, client, address):
    row = write(cast.reader, cast.review)
    cast.review.state, cast.review.published_at = "published", clock.now()
    cast.review.save()
    client.force_login(cast.reader)
    assert list(client.get(address).context["form"].fields)[2:5] == ["after-learned", "after-differently", "after-need"]
    cast.review.visibility = "teams"
    cast.review.save()
    assert client.get(address).status_code == 404
    assert own_accounts(cast.reader)[0].review is None
    html = client.get(reverse("my-account-read", args=[row.pk])).content.decode()
    assert "and the page let me." in html
    assert cast.review.title not in html


def test_a_former_key_is_told_apart_from_nothing_and_renewed(cast, client, address, settings, capsys):
    write(cast.involved, cast.review)
    client.force_login(cast.involved)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-" + "k" * 50
    client.force_login(cast.involved)
    assert client.get(address).status_code == 409
    assert client.post(address, {"page": uuid.uuid4(), "seen": clock.now().isoformat()} | SAID).status_code == 409
    settings.SECRET_KEY_FALLBACKS = [old]
    call_command("renew_secrets")
    settings.SECRET_KEY_FALLBACKS = []
    assert "1 secrets are sealed" in capsys.readouterr().out
    assert "the page let me" in answers_in(cast.involved, cast.review).of("fresh-learned").words


def test_words_of_an_ended_sign_in_lie_sealed(cast, client, address):
    client.force_login(cast.involved)
    page = page_of(client, address)
    Session.objects.all().delete()
    client.post(address, page | SAID)
    held = Session.objects.get()
    assert CANARY not in str(held.get_decoded())
    assert not Draft.objects.exists()


def test_an_error_in_the_middle_tells_no_log_a_word(cast, client, address, caplog, monkeypatch):
    def broken(**said):
        raise RuntimeError(said["words"])

    monkeypatch.setattr("postmortems.reflections.views.account.write_account", broken)
    client.force_login(cast.involved)
    client.raise_request_exception = False
    caplog.set_level(logging.DEBUG)
    assert client.post(address, page_of(client, address) | SAID).status_code == 500
    assert CANARY not in client.post(address, page_of(client, address) | SAID).content.decode()
    assert CANARY not in "".join(str(record.msg) + str(record.args) for record in caplog.records)


def test_two_first_words_at_once_become_one_account(cast):
    for name in ("fresh-learned", "fresh-need"):
        said = {name: "Sleep"}
        write_account(author=cast.owner, review=cast.review, words=said, page=uuid.uuid4(), seen=clock.now())
    with seen_by(cast.owner):
        assert Reflection.objects.count() == 1
