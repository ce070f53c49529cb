"""A table of people: each line is understood with its teams and roles, or given back whole with its reason."""

import pytest
from django.urls import reverse

from accounts.models import User
from postmortems.organisation.invite_lines import Reason
from postmortems.organisation.people_table import columns_of, read_table

TEAMS = {"payments": 1, "site reliability": 2}
TABLE = """\
Name,E-Mail,Teams,Role
Lea Brandt,Lea@example.org,Payments|Site  Reliability,facilitator
"Brandt, Ole",ole@example.org,"payments; site reliability",
,tom.reyes@example.org,,member
Mina Okafor,mina@example.org,Payment,
Sven Kallas,sven@example.org,,boss
Nobody,,,
Twice,lea@example.org,,
Here,here@example.org,,
"""


@pytest.mark.parametrize("separator", [",", "\t"])
def test_every_line_is_understood_or_given_back(separator):
    text = TABLE if separator == "," else TABLE.replace('"Brandt, Ole"', "Ole Brandt").replace(",", "\t")
    reading = read_table(text, known={"here@example.org"}, teams=TEAMS)
    told = [(one.number, one.email, one.teams, sorted(one.roles)) for one in reading.people]
    assert told == [
        (2, "lea@example.org", (1, 2), ["is_facilitator"]),
        (3, "ole@example.org", (1, 2), []),
        (4, "tom.reyes@example.org", (), []),
    ]
    assert reading.people[2].name == "Tom Reyes"
    assert [(one.number, one.reason, one.about) for one in reading.refused] == [
        (5, Reason.NO_TEAM, "payment"),
        (6, Reason.NO_ROLE, "boss"),
        (7, Reason.NO_ADDRESS, ""),
        (8, Reason.TWICE, ""),
        (9, Reason.HERE, ""),
    ]
    assert reading.left.splitlines() == [text.splitlines()[0], *text.splitlines()[4:]]


@pytest.mark.parametrize("text", ["Lea Brandt <lea@example.org>", "email", "", "name;team\nLea;Payments"])
def test_what_names_no_columns_is_no_table(text):
    assert columns_of(text) is None


def test_who_may_administer_is_invited_after_showing_once_more_that_it_is_they(cast, signed_in):
    cast.administrator.set_password("a quiet harbour 7")
    cast.administrator.save()
    client, page = signed_in(cast.administrator), reverse("settings-invite-many")
    lines = "name;email;teams;roles\nLea Lund;lea.lund@example.org;Payments;administrator\nOle;ole@example.org;No;"
    look = client.post(page, {"lines": lines, "look": "1"}).content.decode()
    assert "Payments, administrator" in look
    assert "There is no team “no” here." in look
    asked = client.post(page, {"lines": lines, "invite": "1"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    went_on = client.post(asked["Location"], {"password": "a quiet harbour 7"})
    assert "1 person is invited." in went_on.content.decode()
    person = User.objects.get(email="lea.lund@example.org")
    assert (person.is_administrator, [team.name for team in person.teams.all()]) == (True, ["Payments"])
