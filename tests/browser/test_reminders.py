"""Every mail's links, opened the way mail scanners and people open them: nothing changes before somebody presses a
button. And an answer in two presses: one in the mail, one on the page.
"""

import os
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from playwright.sync_api import expect

from accounts.counts import Tally
from accounts.session import Session
from postmortems.actions.models import ActionItem
from postmortems.mail import kinds
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from tests.mails import queue_round

# Doors of an account send somebody on who is signed in already; what quietens is for whoever holds the mail.
SHOWN = (200, 302)
SPENT = "/accounts/password/reset/key/"  # once its owner has signed in again: 410
OPEN_TO_ALL = ("/quiet/", "/invitation/", "/accounts/password/")
LINK = re.compile(r"""https?://[^\s"'<>]+""")


@pytest.fixture
def mails(cast, live_url, settings) -> list[mail.EmailMessage]:
    """One of every kind, each to somebody of its own, as they would arrive at this server."""
    settings.BASE_URL = live_url
    count = queue_round()
    assert set(Delivery.objects.values_list("kind", flat=True)) >= set(kinds.of_the_digest())
    deliver_all_due()
    assert len(mail.outbox) == count
    return mail.outbox


def links_of(sent: mail.EmailMessage) -> set[str]:
    parts = (sent.body, unescape(sent.alternatives[0].content))
    return {link.rstrip(".)") for part in parts for link in LINK.findall(part)}


def everything() -> dict[str, list[object]]:
    """Every row of the application. That somebody signed in is no matter of the links: this test itself did it. And
    that tries of a secret address are counted is what keeps it secret.
    """
    models = [*apps.get_app_config("postmortems").get_models(), *apps.get_app_config("accounts").get_models()]
    return {model.__name__: _rows(model) for model in models if model not in (Session, Tally)}


def _rows(model) -> list[object]:
    fields = [field.attname for field in model._meta.concrete_fields if field.attname != "last_login"]
    return list(model._default_manager.order_by("pk").values_list(*fields))


def _person(sent: mail.EmailMessage):
    from accounts.models import User

    return User.objects.get(email=sent.to[0])


def test_opening_a_link_changes_nothing_whoever_opens_it_and_however(mails, live_url):
    before, opened = everything(), 0
    for sent in mails:
        client = Client()
        client.force_login(_person(sent))
        for link in links_of(sent):
            assert link.startswith(live_url), f"{sent.subject} leads elsewhere: {link}"
            path = urlsplit(link)._replace(scheme="", netloc="", fragment="").geturl()
            for ask in (client.get, client.head):
                shown = (*SHOWN, 410) if path.startswith(SPENT) else SHOWN
                assert ask(path).status_code in shown, (sent.subject, link)
            if not path.startswith(OPEN_TO_ALL):
                assert Client().get(path).status_code == 302, f"{link} shows something to nobody in particular"
            opened += 1
    assert opened > 60
    assert everything() == before


def test_a_scanner_with_scripts_and_a_session_changes_nothing_either(mails, open_page):
    """Some scanners open links in a whole browser, run its scripts and wait. Here each kind of page once; `make prove`
    opens every link.
    """
    before, seen = everything(), set()
    for sent in mails:
        page = open_page(_person(sent))
        for link in sorted(links_of(sent)):
            kind = re.sub(r"/quiet/[^/]+|\d+", "", urlsplit(link)._replace(fragment="").geturl())
            if kind in seen and "EVERY_LINK" not in os.environ:
                continue
            seen.add(kind)
            page.goto(link)
            page.wait_for_load_state("load")
            page.wait_for_timeout(50)  # what a script would do at once, it has done
        page.context.close()
    assert everything() == before


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_an_answer_takes_two_presses(mails, open_page, javascript):
    [sent] = [one for one in mails if one.subject.startswith("What is in the way")]
    page = open_page(_person(sent), width=390, javascript=javascript)
    [link] = [link for link in links_of(sent) if link.endswith("?as=done#asked")]
    page.goto(link)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("main")).to_contain_text("Thank you. It exists now.")
    assert ActionItem.objects.get(pk=int(link.split("/")[4])).state == "done"
    page.goto("/notices/")
    expect(page.locator("main")).to_contain_text("Nothing new.")
    expect(page.locator("#earlier-heading + ul")).to_contain_text("settled")


def test_what_was_said_in_the_mail_stands_in_the_form_and_one_press_sends_it(mails, open_page):
    [sent] = [one for one in mails if one.subject.startswith("What is in the way")]
    page = open_page(_person(sent))
    [link] = [link for link in links_of(sent) if "in_the_way=access" in link]
    page.goto(link)
    expect(page.locator("#asked select[name=in_the_way]")).to_have_value("access")
    page.locator("#asked").get_by_role("button", name="Blocked").click()
    expect(page.locator("main")).to_contain_text("Noted.")
    item = ActionItem.objects.get(pk=int(link.split("/")[4]))
    assert (item.state, item.in_the_way, item.reason) == ("blocked", "access", "Access")


def test_a_notice_is_put_away_with_one_press(mails, open_page):
    page = open_page(_person(mails[0]), width=390, dark=True)
    page.goto("/")
    expect(page.get_by_role("link", name="Notices 1 new")).to_be_visible()
    page.get_by_role("link", name="Notices 1 new").click()
    page.get_by_role("button", name="Put away").click()
    expect(page.locator("main")).to_contain_text("Nothing new.")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
