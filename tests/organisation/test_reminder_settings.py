"""The numbers of the policy, changed after a look at the coming week; days off; one's own choices."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from accounts.models import Organisation, TimeOff
from postmortems.followup.models import ReminderRules
from postmortems.followup.rules import DEFAULTS
from postmortems.mail.topics import Topic

PAGE, OFF = reverse("settings-reminders"), reverse("settings-days-off")


def said(**changes):
    return {**vars(DEFAULTS), "sends_letter": "on", "mail_at": "09:30", "holiday_place": "", **changes}


def test_a_look_changes_nothing_and_saving_holds(cast, signed_in):
    client = signed_in(cast.administrator)
    looked = client.post(PAGE, said(due_soon=3, look="1"))
    assert looked.status_code == 200
    assert "not saved yet" in looked.content.decode()
    assert ReminderRules.current() == DEFAULTS
    assert client.post(PAGE, said(due_soon=3, mail_at="10:15", holiday_place="germany, bayern"))["Location"] == PAGE
    assert ReminderRules.current().due_soon == 3
    organisation = Organisation.current()
    assert (organisation.mail_at, organisation.holiday_place) == (dt.time(10, 15), "DE-BY")
    assert 'value="Germany, Bayern"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"rest": 4}, "5 or more."),
        ({"replan": 3}, "Each of these three comes later"),
        ({"mail_at": "19:00"}, "A time between 08:00 and 18:00"),
        ({"holiday_place": "Atlantis"}, "No country is called Atlantis here."),
        ({"holiday_place": "Germany, Texas"}, "Germany has these regions: "),
    ],
)
def test_what_is_odd_is_named_and_changes_nothing(cast, signed_in, changes, answer):
    response = signed_in(cast.administrator).post(PAGE, said(**changes))
    assert response.status_code == 422
    assert answer in response.content.decode()
    assert not ReminderRules.objects.exists()


@pytest.mark.parametrize(("starts", "first"), [(1, "Mon"), (7, "Sun"), (6, "Sat")])
def test_days_stand_in_the_order_of_the_readers_week(cast, signed_in, starts, first):
    cast.administrator.week_starts = starts
    cast.administrator.save()
    page = signed_in(cast.administrator).get(PAGE).content.decode()
    list_of_days = page.partition('name="list_day"')[2].partition("</select>")[0]
    assert re.findall(r">(\w{3})<", list_of_days)[0] == first


def test_days_on_which_nobody_works_here(cast, signed_in):
    client = signed_in(cast.administrator)
    for _ in range(2):  # pressed twice
        client.post(OFF, {"first_on": "2027-12-24", "last_on": "2027-12-31"})
    span = TimeOff.objects.get()
    assert (span.user, span.last_on) == (None, dt.date(2027, 12, 31))
    assert client.post(OFF, {"first_on": "2027-12-24", "last_on": "2027-12-01"}).status_code == 422
    assert not cast.owner.hours().is_working_day(dt.date(2027, 12, 27))
    client.post(OFF, {"take_back": span.pk})
    assert not TimeOff.objects.exists()


def test_ones_own_days_off_and_choices(cast, signed_in):
    client = signed_in(cast.involved)
    client.post(reverse("me-days-off"), {"first_on": "2027-07-01"})
    assert "Thu 1 July 2027" in client.get(reverse("me")).content.decode()
    assert not cast.involved.hours().is_working_day(dt.date(2027, 7, 1))
    mine = {"display_name": "Sven", "zone": "Berlin", "work_starts": "09:00", "work_ends": "17:00"}
    mine |= {"locale": "en-GB", "week_starts": "1"}
    mine |= {"work_days": ["1", "2", "3"], "mail_at": "08:15", "mail_days": ["1"], "holiday_place": "none"}
    client.post(reverse("me"), {**mine, "mailed_topics": [Topic.PROMISES]})
    cast.involved.refresh_from_db()
    assert (cast.involved.mail_at, cast.involved.mail_days) == (dt.time(8, 15), [1])
    assert cast.involved.quiet_topics == [topic for topic in Topic.values if topic != Topic.PROMISES]
    assert client.post(reverse("me"), {**mine, "mail_days": ["5"]}).status_code == 422
    other = signed_in(cast.owner)
    other.post(reverse("me-days-off"), {"take_back": TimeOff.objects.get().pk})
    assert TimeOff.objects.exists()
