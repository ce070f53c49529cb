"""Saying where one is: who may, what is a place, and that nothing of it stays."""

import uuid

import pytest
from django.apps import apps
from django.urls import reverse

from postmortems.live.presence import Seen
from postmortems.workspace.present import people_present

PAGE = str(uuid.uuid4())


@pytest.fixture
def say(client, cast):
    def post(user, **fields):
        client.force_login(user)
        return client.post(reverse("present", args=[cast.review.ref]), {"page": PAGE, "section": "timeline", **fields})

    return post


@pytest.mark.parametrize(("role", "status"), [("owner", 204), ("teammate", 204), ("reader", 403)])
def test_only_who_writes_says_where_they_are(say, cast, role, status):
    assert say(getattr(cast, role)).status_code == status


@pytest.mark.parametrize(
    "fields",
    [{"page": ""}, {"page": "x" * 40}, {"section": "Story <b>"}, {"field": "7"}, {"field": "event:7 body; DROP"}],
    ids=["no page", "long page", "section", "half a field", "more than a field"],
)
def test_what_is_no_place_is_refused(say, cast, fields):
    assert say(cast.owner, **fields).status_code == 422


def test_nothing_of_it_is_stored_or_written_down(say, cast, caplog, django_assert_num_queries):
    say(cast.owner)
    rows = {model: model.objects.count() for model in apps.get_app_config("postmortems").get_models()}
    caplog.clear()
    assert say(cast.owner, field="event:7 body").status_code == 204
    assert {model: model.objects.count() for model in rows} == rows
    assert "present" not in caplog.text
    say(cast.reader)
    assert "present" in caplog.text


def test_people_are_shown_to_those_who_write_too(cast, django_assert_num_queries):
    seen = [
        Seen(cast.owner.pk, "timeline", "event:7 body", holds=True, took=False),
        Seen(cast.teammate.pk, "factors", "", holds=False, took=False),
        Seen(10**6, "factors", "", holds=False, took=False),
    ]
    with django_assert_num_queries(1):
        html = people_present(seen, "editor")
    assert html.count("data-person") == 2
    assert "Priya is editing." in html
    assert people_present(seen, "reader") == ""
