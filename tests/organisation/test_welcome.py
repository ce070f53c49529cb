"""The first pages of a new installation: only for whoever holds the code, only once, only for one."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from postmortems.audit.models import AuditEntry
from postmortems.organisation import services
from postmortems.organisation.access import memory
from postmortems.organisation.setup_code import is_setup_code, setup_code
from tests.factories import UserFactory

PASSWORD = "a quiet harbour 7"


def answers(**fields):
    filled = {"code": setup_code(), "name": "Ada Field", "email": "Ada@example.org", "password": PASSWORD}
    return {**filled, "zone": "lisbon", **fields}


def begin(client=None):
    client = client or Client()
    assert client.post("/welcome/", answers())["Location"] == reverse("welcome-size")
    return client


@pytest.mark.parametrize("path", ["/", "/reviews/", "/settings/", "/accounts/login/", "/no/such/page/", "/admin/"])
def test_every_address_leads_to_the_first_page(untouched, path):
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/welcome/")


def test_what_machines_ask_is_answered_all_the_same(untouched):
    assert Client().get("/healthz").status_code == 200


def test_the_first_administrator_is_made_and_signed_in(untouched):
    client = begin()
    person = User.objects.get()
    assert (person.email, person.display_name, person.zone) == ("ada@example.org", "Ada Field", "Europe/Lisbon")
    assert (person.is_administrator, person.is_facilitator, person.check_password(PASSWORD)) == (True, True, True)
    assert client.get(reverse("welcome-size")).status_code == 200
    assert [(entry.verb, entry.actor) for entry in AuditEntry.objects.all()] == [("set up by", person)]


@pytest.mark.parametrize("wrong", ["", "0000-0000-0000-0000-0000", "x" * 60])
def test_without_the_code_nobody_gets_in(untouched, wrong):
    answer = Client().post("/welcome/", answers(code=wrong))
    assert answer.status_code == 422
    assert not User.objects.exists()


def test_the_code_can_be_written_as_it_was_read(untouched):
    code = setup_code()
    assert len(code.replace("-", "")) == 20
    for way in (code, code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        assert is_setup_code(way)


def test_another_secret_key_has_another_code(settings):
    before = setup_code()
    settings.SECRET_KEY = "another-key-" + "y" * 50
    assert setup_code() != before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password": "short"}, "Ten characters or more"),
        ({"password": "password12"}, "Many people use this one"),
        ({"password": "ada field 99"}, "That is too much like your name or address."),
        ({"email": "ada"}, "A mail address"),
        ({"name": "  "}, "How do colleagues call you?"),
        ({"zone": "Atlantis"}, "No time zone is called Atlantis"),
    ],
)
def test_what_is_odd_is_asked_again_and_the_rest_stays(untouched, fields, said):
    answer = Client().post("/welcome/", answers(**fields))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert PASSWORD not in page
    if "name" not in fields:
        assert "Ada Field" in page


def test_once_somebody_is_here_the_page_is_gone(untouched):
    begin()
    for method in ("get", "post"):
        assert getattr(Client(), method)("/welcome/", answers(email="eve@example.org")).status_code == 404
    other = Client()
    other.force_login(UserFactory())
    assert [other.get(f"/welcome/{step}").status_code for step in ("", "size/", "mail/")] == [404, 404, 404]
    assert User.objects.count() == 2


def test_the_one_who_sets_up_can_go_back_until_it_is_done(untouched):
    client = begin()
    assert client.get("/welcome/")["Location"] == reverse("welcome-size")
    client.post(reverse("welcome-mail"), {"finish": "1"})
    assert [client.get(f"/welcome/{step}").status_code for step in ("", "size/", "mail/")] == [404, 404, 404]


def test_whoever_closed_the_browser_goes_on_after_signing_in(untouched):
    begin()
    signing_in = {"login": "ada@example.org", "password": PASSWORD}
    assert Client().post("/accounts/login/", signing_in)["Location"] == reverse("welcome-size")
    services.finish_setting_up(actor=User.objects.get())
    assert Client().post("/accounts/login/", signing_in)["Location"] == "/"


def test_the_two_questions(untouched):
    client = begin()
    page = client.get(reverse("welcome-size")).content.decode()
    assert 'value="small" id="id_size_0" checked' in page.replace("required ", "")
    assert 'value="Europe/Lisbon"' in page
    assert "Three depths to choose from" in page
    assert client.post(reverse("welcome-size"), {"size": "huge", "name": "", "zone": "UTC"}).status_code == 422
    said = {"size": "large", "name": "Harbour Works", "zone": "Lisbon"}
    assert client.post(reverse("welcome-size"), said)["Location"] == reverse("welcome-mail")
    organisation = Organisation.current()
    assert (organisation.size, organisation.name, organisation.zone) == ("large", "Harbour Works", "Europe/Lisbon")
    assert AuditEntry.objects.get(verb="changed settings").fields == ["name", "size", "zone"]


def test_at_the_end_home_shows_where_to_begin(untouched):
    client = begin()
    answer = client.post(reverse("welcome-mail"), {"finish": "1"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/", 302)]
    assert "Three doors to begin with" in page
    assert reverse("settings-invite-many") in page
    UserFactory()
    assert "Three doors" not in client.get("/").content.decode()


def test_the_command_prints_the_code_until_somebody_is_here(untouched, capsys):
    call_command("setup_code")
    assert capsys.readouterr().out.strip() == setup_code()
    UserFactory()
    with pytest.raises(CommandError, match="People are here already"):
        call_command("setup_code")


def test_the_log_tells_the_code_once(untouched, capsys, caplog):
    with caplog.at_level("WARNING"):
        Client().get("/welcome/")
        Client().get("/welcome/")
    told = capsys.readouterr()
    assert (told.out + told.err + caplog.text).count(setup_code()) == 1


def test_in_a_demonstration_the_page_does_not_exist(db):
    assert Client().get("/welcome/").status_code == 404
    assert Client().get("/accounts/login/").status_code == 200


def test_nobody_pays_for_the_question_once_somebody_is_here(untouched, django_assert_num_queries):
    UserFactory()
    of_the_page = 2  # whether reports without a name are taken here
    with django_assert_num_queries(1 + of_the_page):
        Client().get("/accounts/login/")
    with django_assert_num_queries(of_the_page):
        Client().get("/accounts/login/")


@pytest.mark.django_db(transaction=True)
def test_of_two_first_administrators_one_wins(settings, monkeypatch):
    settings.DEMO = False
    monkeypatch.setattr(memory, "somebody_is_here", False)
    ready, found = threading.Barrier(2), []

    def race(number):
        client = Client()
        client.get("/welcome/")
        ready.wait()
        try:
            found.append(client.post("/welcome/", answers(email=f"first{number}@example.org")).status_code)
        finally:
            connection.close()

    racers = [threading.Thread(target=race, args=(number,)) for number in range(2)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(found) == [302, 404]
    assert User.objects.count() == 1
