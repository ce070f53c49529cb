"""Mail and the clock, as pages."""

import datetime as dt
import os
import subprocess
import sys
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import Envelope
from django.core import mail as sent_mail
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation
from postmortems.demo import clockwork
from postmortems.embedded.mailcatcher import store
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from postmortems.shared import clock
from tests.factories import ActionFactory

MAIL = reverse("demo-mail")


@pytest.fixture
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def client(cast, client, data_dir):
    client.force_login(cast.reader)
    return client


def caught(
    folder,
    *,
    subject="Due on Thursday",
    text="Hello Lea\nhttps://example.org/actions/3/.",
    html="",
    to="lea@example.org",
):
    message = EmailMessage()
    message["Subject"], message["To"], message["Date"] = subject, to, "Thu, 19 Nov 2026 09:30:00 +0000"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    envelope = Envelope()
    envelope.mail_from, envelope.rcpt_tos, envelope.original_content = "app@example.org", [to], message.as_bytes()
    folder.mkdir(exist_ok=True)
    return store(folder, envelope).name


def test_without_any_mail_the_page_says_how_to_get_some(client):
    page = client.get(MAIL)
    assert page.status_code == 200
    assert "No mail yet" in page.content.decode()


def test_the_newest_mails_come_first_and_at_most_fifty(client, data_dir):
    for number in range(52):
        caught(data_dir / "mail", subject=f"Mail {number}")
    subjects = [mail.subject for mail in client.get(MAIL).context["mails"]]
    assert subjects == [f"Mail {number}" for number in range(51, 1, -1)]


def test_a_mail_shows_its_words_and_the_links_of_both_parts(client, data_dir):
    html = '<a href="https://example.org/help/">help</a><a href="javascript:alert(1)">x</a><script>alert(2)</script>'
    name = caught(data_dir / "mail", html=html)
    page = client.get(reverse("demo-message", args=[name])).content.decode()
    assert "Due on Thursday" in page
    assert "Hello Lea" in page
    assert 'href="https://example.org/actions/3/"' in page
    assert 'href="https://example.org/help/"' in page
    assert "javascript:" not in page
    assert "alert(2)" not in page


def test_the_html_of_a_mail_is_shown_fenced_in(client, data_dir):
    html = "<html><head><style>p { color: red }</style></head><body><p>One</p><script>alert(1)</script></body></html>"
    name = caught(data_dir / "mail", html=html)
    letter = reverse("demo-letter", args=[name])
    page = client.get(reverse("demo-message", args=[name])).content.decode()
    assert f'<iframe class="letter" src="{letter}"' in page
    assert "alert(1)" not in page
    answer = client.get(letter)
    assert "<p>One</p>" in answer.content.decode()
    fence = answer["Content-Security-Policy"]
    assert "default-src 'none'" in fence
    assert "script-src" not in fence
    assert "sandbox allow-top-navigation-by-user-activation" in fence
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_mail_without_html_is_no_letter(client, data_dir):
    name = caught(data_dir / "mail")
    assert "<iframe" not in client.get(reverse("demo-message", args=[name])).content.decode()
    assert client.get(reverse("demo-letter", args=[name])).status_code == 404


def test_a_mail_with_html_alone_is_shown_as_words(client, data_dir):
    message = EmailMessage()
    message["Subject"] = "<b>bold</b>"
    message.set_content("<p>One &amp; two</p>\n<p>three</p>", subtype="html")
    envelope = Envelope()
    envelope.mail_from, envelope.rcpt_tos, envelope.original_content = "a@example.org", [], message.as_bytes()
    (data_dir / "mail").mkdir()
    page = client.get(reverse("demo-message", args=[store(data_dir / "mail", envelope).name])).content.decode()
    assert "One &amp; two\nthree" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_bytes_that_are_no_mail_are_shown_all_the_same(client, data_dir):
    (data_dir / "mail").mkdir()
    name = f"{1:020d}-{'a' * 8}.eml"
    (data_dir / "mail" / name).write_bytes(bytes(range(256)) * 40)
    assert client.get(MAIL).status_code == 200
    assert client.get(reverse("demo-message", args=[name])).status_code == 200


@pytest.mark.parametrize(
    "name", ["..%2Fclock-offset", "%2e%2e", "none.eml", f"{2:020d}-{'b' * 8}.eml", "secret.eml%00"]
)
def test_no_name_reaches_another_file(client, data_dir, name):
    (data_dir / "mail").mkdir()
    (data_dir / "clock-offset").write_text("0")
    assert client.get(f"/demo/mail/{name}/").status_code == 404
    assert client.get(f"/demo/mail/{name}/letter/").status_code == 404


def test_a_jump_moves_the_clock_and_says_what_time_it_is(client, cast, data_dir):
    before = clock.now()
    answer = client.post(reverse("demo-jump"), {"step": "day"}, follow=True)
    assert answer.redirect_chain == [(MAIL, 302)]
    assert 86_000 < (clock.now() - before).total_seconds() < 91_000  # a day, give or take a change of summer time
    local = clock.local(clock.now(), cast.reader.zone)
    assert f"It is {local:%A} {local.day} {local:%B}" in answer.content.decode()


def test_a_jump_with_htmx_goes_to_the_page(client):
    answer = client.post(reverse("demo-jump"), {"step": "day"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, MAIL)


def test_a_step_that_does_not_exist_is_refused_and_the_clock_stands(client):
    answer = client.post(reverse("demo-jump"), {"step": "back"})
    assert answer.status_code == 422
    assert "Choose one of the three steps." in answer.content.decode()
    assert not clock.offset()


@pytest.fixture
def item(cast):
    """The only thing that will be asked: the review has its depth, and nobody leads a team."""
    Organisation.objects.update_or_create(pk=1, defaults={"size": Organisation.Size.LARGE})
    cast.review.depth = "note"
    cast.review.save(update_fields=["depth"])
    return ActionFactory(
        review=cast.review, owner=cast.involved, state="accepted", due_on=clock.today("UTC") + dt.timedelta(days=40)
    )


def test_a_jump_to_the_next_thing_asks_it_and_watches_for_its_mail(client, cast, item):
    answer = client.post(reverse("demo-jump"), {"step": "next"}, follow=True)
    assert answer.redirect_chain == [(f"{MAIL}?watch=20", 302)]
    page = answer.content.decode()
    assert "1 message is on its way." in page
    assert f'hx-get="{MAIL}?watch=19"' in page
    row = Delivery.objects.get()
    assert (row.recipient, row.kind) == (cast.involved, "action_due_soon")
    assert clock.local(clock.now(), cast.involved.zone).strftime("%H:%M") == "09:30"
    deliver_all_due()
    assert len(sent_mail.outbox) == 1


def test_a_worker_that_is_quick_does_not_make_the_clock_run_on(client, cast, item, monkeypatch):
    """Its mail is sent before anybody counts; the jump ends there all the same."""
    ask = clockwork.remind
    monkeypatch.setattr(clockwork, "remind", lambda: (ask(), deliver_all_due()))
    page = client.post(reverse("demo-jump"), {"step": "next"}, follow=True).content.decode()
    assert "1 message is on its way." in page
    assert Delivery.objects.count() == 1
    assert clock.today("UTC") < item.due_on


def test_while_it_watches_the_list_comes_alone_and_not_for_ever(client):
    def ask(watch: str) -> str:
        return client.get(f"{MAIL}?watch={watch}", headers={"HX-Request": "true"}).content.decode()

    assert ask("19").lstrip().startswith('<section class="stack" id="demo-mails"')
    assert f'hx-get="{MAIL}?watch=18"' in ask("19")
    assert f'hx-get="{MAIL}?watch=19"' in ask("99999999")
    for last in ("1", "0", "-4", "x", ""):
        assert "hx-get" not in ask(last)


def test_where_nothing_will_be_asked_the_clock_stands(client, cast):
    cast.review.delete()
    page = client.post(reverse("demo-jump"), {"step": "next"}, follow=True).content.decode()
    assert "nothing more will be asked of anybody" in page
    assert not clock.offset()


def test_nobody_jumps_who_is_not_signed_in(cast, data_dir):
    answer = Client().post(reverse("demo-jump"), {"step": "day"})
    assert answer.status_code == 302
    assert not clock.offset()


def test_the_addresses_exist_in_a_demonstration_only():
    code = (
        "import django; django.setup()\n"
        "from django.urls import NoReverseMatch, reverse\n"
        "try: print(reverse('demo-mail'))\n"
        "except NoReverseMatch: print('none')"
    )
    for demo, expected in (("1", MAIL), ("0", "none")):
        environment = {**os.environ, "DEMO": demo, "DJANGO_SETTINGS_MODULE": "postmortems.settings"}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == expected
