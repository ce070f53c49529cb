"""Inviting people, changing them, and ending their access: by an administrator, never against the last one."""

import threading
import uuid

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from postmortems.actions.choosing import Choice
from postmortems.actions.saved_views import keep_view
from postmortems.audit.models import AuditEntry
from postmortems.incoming import endpoints
from postmortems.incoming.models import Endpoint
from postmortems.mail.models import Delivery
from postmortems.meeting.models import Meeting
from postmortems.meeting.scheduling import Plan, schedule
from postmortems.organisation import people
from postmortems.shared import clock
from tests.factories import ActionFactory, MembershipFactory, ReviewFactory, TeamFactory, UserFactory
from tests.mail.sink import Sink, serving

pytestmark = pytest.mark.django_db
LIST = reverse("settings-people")


@pytest.fixture
def admin(cast, signed_in):
    cast.administrator.set_password("a quiet harbour 7")
    cast.administrator.save()
    client = signed_in(cast.administrator)
    client.post(reverse("account_reauthenticate"), {"password": "a quiet harbour 7"})
    return client


def test_a_role_is_given_by_who_shows_once_more_that_it_is_they_and_what_was_typed_goes_on(cast, signed_in):
    cast.administrator.set_password("a quiet harbour 7")
    cast.administrator.save()
    client = signed_in(cast.administrator)
    assert change(client, cast.reader, name="Tom Reyes").status_code == 302  # a name asks nothing more
    asked = change(client, cast.reader, name="Tomas Reyes", is_auditor="on")
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert not User.objects.get(pk=cast.reader.pk).is_auditor
    assert client.post(asked["Location"], {"password": "a quiet harbour 7"})["Location"] == LIST
    reader = User.objects.get(pk=cast.reader.pk)
    assert (reader.is_auditor, reader.display_name) == (True, "Tomas Reyes")


def test_no_form_takes_a_role_or_moves_the_invitation_of_one_without_that_question(cast, signed_in):
    cast.administrator.set_password("a quiet harbour 7")
    cast.administrator.save()
    client = signed_in(cast.administrator)
    User.objects.filter(pk=cast.facilitator.pk).update(password="set")
    asked = change(client, cast.facilitator, is_facilitator="False")  # which a form reads as no tick
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    wish = people.Wish("Iris", "iris@example.org", is_administrator=True)
    coming = people.invite(actor=cast.administrator, wish=wish)
    asked = change(client, coming, name="Iris", email="mallory@example.net", is_administrator="on")
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=cast.facilitator.pk).is_facilitator
    assert User.objects.get(pk=coming.pk).email == "iris@example.org"
    assert change(client, coming, name="Iris Vale", email="iris@example.org", is_administrator="on")["Location"] == LIST


def invited(**fields):
    return {"name": "Nour Aziz", "email": "Nour@example.org", **fields}


def page(client, *args):
    return client.get(*args).content.decode()


def audits(person):
    return list(AuditEntry.objects.filter(chain=f"person:{person.pk}").values_list("verb", "fields"))


def test_somebody_is_invited(admin, cast):
    fields = invited(teams=[cast.team.pk], is_facilitator="on")
    assert admin.post(reverse("settings-invite"), fields)["Location"] == LIST
    person = User.objects.get(email="nour@example.org")
    assert (person.has_joined, person.is_facilitator, person.is_administrator) == (False, True, False)
    assert list(person.teams.all()) == [cast.team]
    assert Delivery.objects.get(kind="invitation").recipient == person
    assert audits(person) == [("invited", ["email", "name", "roles", "teams"])]
    assert "invited" in page(admin, LIST)


def test_a_double_click_invites_once(admin):
    for _ in range(2):
        assert admin.post(reverse("settings-invite"), invited()).status_code == 302
    assert Delivery.objects.count() == User.objects.filter(email="nour@example.org").count() == 1


def test_an_address_that_somebody_has_is_refused_and_kept(admin, cast):
    answer = admin.post(reverse("settings-invite"), invited(email=cast.reader.email.upper()))
    assert answer.status_code == 422
    assert "Somebody here has this address already." in answer.content.decode()
    assert "Nour Aziz" in answer.content.decode()


def test_the_invitation_arrives_once_and_a_fresh_one_when_asked_for(admin, smtp):
    admin.post(reverse("settings-invite"), invited())
    person = User.objects.get(email="nour@example.org")
    sink = Sink()
    with serving(sink) as port:
        smtp(port)
        call_command("deliver", once=True)
        call_command("deliver", once=True)
        assert len(sink.taken) == 1
        for _ in range(2):
            admin.post(reverse("settings-person-invitation", args=[person.pk]))
        call_command("deliver", once=True)
    assert [to for to, _ in sink.taken] == ["nour@example.org"] * 3
    assert b"Ada Field" in sink.taken[0][1]
    assert sum(verb == "invited again" for verb, _ in audits(person)) == 2


def test_no_invitation_goes_to_whoever_may_not_come_in_any_more(admin, smtp):
    admin.post(reverse("settings-invite"), invited())
    person = User.objects.get(email="nour@example.org")
    admin.post(reverse("settings-person-leave", args=[person.pk]))
    sink = Sink()
    with serving(sink) as port:
        smtp(port)
        call_command("deliver", once=True)
    assert sink.taken == []
    assert Delivery.objects.get().status == Delivery.Status.DROPPED


def test_the_list_finds_by_name_and_address(admin, cast):
    assert "Priya Raman" in page(admin, LIST)
    found = page(admin, LIST, {"q": "okafor"})
    assert "Mina Okafor" in found
    assert "Priya Raman" not in found
    assert "Mina Okafor" in page(admin, LIST, {"q": "mina.okafor@"})
    assert "Nobody here is called" in page(admin, LIST, {"q": "xyzzy"})
    fragment = admin.get(LIST, {"q": "okafor"}, headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div class="stack" id="organisation-people">')


def test_a_list_of_thirty_costs_what_a_list_of_one_costs(admin, cast, django_assert_num_queries):
    queries = 4  # session, person, the people, their teams
    with django_assert_num_queries(queries):
        admin.get(LIST, {"q": "priya"})
    team = TeamFactory()
    for number in range(30):
        MembershipFactory(user=UserFactory(display_name=f"Zed {number}"), team=team)
    with django_assert_num_queries(queries):
        assert page(admin, LIST, {"q": "zed"}).count("<strong>Zed ") == 30


def test_more_than_fifty_have_a_next_page(admin):
    for number in range(52):
        UserFactory(display_name=f"Zed {number:02}")
    assert "page=2" in page(admin, LIST, {"q": "zed"})
    assert page(admin, LIST, {"q": "zed", "page": "2"}).count("<strong>Zed ") == 2


def change(client, person, **fields):
    filled = {"name": person.display_name, "email": person.email, **fields}
    return client.post(reverse("settings-person", args=[person.pk]), filled)


def test_a_change_names_its_fields_never_what_they_hold(admin, cast):
    assert change(admin, cast.reader, name="Tom Reyes", teams=[cast.team.pk]).status_code == 302
    cast.reader.refresh_from_db()
    assert cast.reader.display_name == "Tom Reyes"
    assert audits(cast.reader) == [("changed", ["display_name", "teams"])]
    change(admin, cast.reader, teams=[cast.team.pk])
    assert len(audits(cast.reader)) == 1


def test_whoever_leads_a_team_goes_on_leading_it(admin, cast):
    MembershipFactory(user=cast.reader, team=cast.team, role="lead")
    other = TeamFactory()
    change(admin, cast.reader, teams=[cast.team.pk, other.pk])
    assert dict(cast.reader.memberships.values_list("team", "role")) == {cast.team.pk: "lead", other.pk: "member"}


def test_the_address_of_somebody_who_joined_stays(admin, cast):
    cast.reader.set_password("a quiet harbour 7")
    cast.reader.save()
    change(admin, cast.reader, email="administrator-reads-this@example.org")
    cast.reader.refresh_from_db()
    assert cast.reader.email == "tomas.reyes@example.org"


def test_the_address_of_an_invitation_can_be_put_right_and_the_first_link_ends(admin):
    from postmortems.organisation.invitation import invited_by_link, token_for

    admin.post(reverse("settings-invite"), invited(email="nuor@example.org"))
    person = User.objects.get(email="nuor@example.org")
    first = token_for(person)
    assert invited_by_link(first) == person
    change(admin, person, email="nour@example.org")
    assert invited_by_link(first) is None


def test_the_last_administrator_cannot_step_down(admin, cast):
    answer = change(admin, cast.administrator)
    assert answer.status_code == 422
    assert "Nobody else administers." in answer.content.decode()
    User.objects.create_user("only@example.org", display_name="Only Invited", is_administrator=True)
    assert change(admin, cast.administrator).status_code == 422
    cast.owner.set_password("a quiet harbour 7")
    cast.owner.is_administrator = True
    cast.owner.save()
    assert change(admin, cast.administrator)["Location"] == "/"
    cast.administrator.refresh_from_db()
    assert not cast.administrator.is_administrator


def test_nobody_shuts_themselves_out(admin, cast):
    answer = admin.post(reverse("settings-person-leave", args=[cast.administrator.pk]))
    assert answer.status_code == 422
    assert "You would be outside at once." in answer.content.decode()
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active


def test_whoever_leaves_is_out_at_once_and_old_sessions_do_not_come_back(admin, cast):
    theirs = Client()
    theirs.force_login(cast.owner)
    assert theirs.get("/").status_code == 200
    leaving = reverse("settings-person-leave", args=[cast.owner.pk])
    assert admin.post(leaving)["Location"] == LIST
    assert theirs.get("/").status_code == 302
    admin.post(reverse("settings-person-return", args=[cast.owner.pk]))
    assert theirs.get("/").status_code == 302
    assert [verb for verb, _ in audits(cast.owner)] == ["made inactive", "made active"]
    theirs.force_login(User.objects.get(pk=cast.owner.pk))
    assert theirs.get("/").status_code == 200


def test_what_waits_is_shown_as_far_as_the_administrator_may_see_it(admin, cast):
    ActionFactory(review=cast.review, owner=cast.owner, sentence="Refuse a drained pool")
    leaving = reverse("settings-person-leave", args=[cast.owner.pk])
    shown = page(admin, leaving)
    assert "2 things wait for Priya" in shown
    assert "Refuse a drained pool" in shown
    cast.restrict()
    hidden = page(admin, leaving)
    assert "2 things wait for Priya" in hidden
    assert "2 more in reviews that are not shared with you." in hidden
    assert "drained" not in hidden
    assert cast.review.title not in hidden


def many(client, lines, do="look", **fields):
    return client.post(reverse("settings-invite-many"), {"lines": lines, do: "1", **fields})


def test_several_are_looked_at_first_and_invited_then(admin, cast):
    lines = "Nour Aziz <nour@example.org>\nwho is this\nIda Berg <ida@example.org>"
    looked = many(admin, lines)
    assert looked.status_code == 200
    assert "2 people understood" in looked.content.decode()
    assert not User.objects.filter(email="nour@example.org").exists()
    answer = many(admin, lines, "invite", team=cast.team.pk)
    shown = answer.content.decode()
    assert "2 people are invited." in shown
    assert "Line 1" in shown
    assert ">who is this</textarea>" in shown.replace("\n", "")
    assert Delivery.objects.filter(kind="invitation").count() == 2
    assert set(cast.team.members.all()) >= set(User.objects.filter(email__in=["nour@example.org", "ida@example.org"]))
    assert many(admin, "Jo <jo@example.org>", "invite")["Location"] == LIST


def test_lines_without_anybody_are_refused_and_kept(admin):
    answer = many(admin, "who is this", "invite")
    assert answer.status_code == 422
    assert "who is this" in answer.content.decode()
    assert many(admin, "").status_code == 422


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_demote_each_other_one_stays():
    pair = [UserFactory(is_administrator=True) for _ in range(2)]
    for person in pair:
        person.set_password("a quiet harbour 7")
        person.save()
    ready, refused = threading.Barrier(2), []

    def demote(actor, other):
        ready.wait()
        try:
            people.change_person(actor=actor, person=other, wish=people.Wish(other.display_name, other.email))
        except people.LastAdministrator:
            refused.append(other)
        finally:
            connection.close()

    racers = [threading.Thread(target=demote, args=pair), threading.Thread(target=demote, args=pair[::-1])]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(refused) == 1
    assert User.objects.filter(is_administrator=True).count() == 1


def test_what_waited_goes_to_whoever_takes_over_as_far_as_they_may_see_it(admin, cast):
    item = ActionFactory(review=cast.review, owner=cast.owner)
    hidden = ReviewFactory(owner=cast.owner, visibility="people")
    leaving = reverse("settings-person-leave", args=[cast.owner.pk])
    form = {"to": cast.reader.pk, "form_key": str(uuid.uuid4())}
    assert admin.post(leaving, form | {"to": cast.owner.pk}).status_code == 422
    answer = admin.post(leaving, form, follow=True).content.decode()
    assert "2 went over. 1 stay" in answer
    item.refresh_from_db()
    cast.review.refresh_from_db()
    hidden.refresh_from_db()
    assert (cast.review.owner, hidden.owner) == (cast.reader, cast.owner)
    assert (item.owner, item.state) == (cast.reader, "offered")
    assert "handed over" in [entry.verb for entry in AuditEntry.objects.filter(chain=f"review:{cast.review.pk}")]


def test_what_machines_send_and_what_all_use_goes_on_when_its_keeper_leaves(admin, cast):
    def make_endpoint(key):
        return endpoints.make(
            kind="json", name="Grafana", owner=cast.owner, service=None, paths={}, actor=cast.owner, form_key=key
        )[0]

    first, second = make_endpoint(uuid.uuid4()), make_endpoint(uuid.uuid4())
    for_all = {"name": "Late", "choice": Choice(), "is_shared": True}
    view = keep_view(owner=cast.owner, form_key=uuid.uuid4(), **for_all)
    keep_view(owner=cast.teammate, form_key=uuid.uuid4(), **for_all)
    held = schedule(review=cast.review, plan=Plan(starts_at=clock.now()), actor=cast.owner)
    Meeting.objects.filter(pk=held.pk).update(facilitator=cast.owner)
    leaving = reverse("settings-person-leave", args=[cast.owner.pk])
    assert "1 meeting to come" in page(admin, leaving)
    admin.post(leaving, {"to": cast.teammate.pk, "form_key": str(uuid.uuid4())})
    assert [one.owner for one in Endpoint.objects.all()] == [cast.teammate] * 2
    assert endpoints.find(first.key) == first
    view.refresh_from_db()
    assert (view.owner, view.name) == (cast.teammate, f"Late ({view.pk})")
    assert Meeting.objects.get(pk=held.pk).facilitator == cast.teammate
    assert admin.post(reverse("settings-person-leave", args=[cast.teammate.pk])).status_code == 302
    assert endpoints.find(second.key).owner == cast.administrator  # nobody took over, and it is heard
