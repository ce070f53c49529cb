"""The organisation's own page."""

import pytest
from django.urls import reverse

from accounts.models import Organisation
from postmortems.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
PAGE = reverse("settings")


def said(**fields):
    said = {"name": "Harbour Works", "size": "small", "zone": "Europe/Berlin", "support": ""}
    return {**said, "locale": "en-GB", "week_starts": "1", **fields}


def test_settings_are_saved_for_everybody(signed_in, cast):
    client = signed_in(cast.administrator)
    assert client.post(PAGE, said(support="Call **Mina**, at any hour.")).status_code == 302
    kept = Organisation.current()
    assert (kept.name, kept.zone, kept.support) == ("Harbour Works", "Europe/Berlin", "Call **Mina**, at any hour.")
    assert AuditEntry.objects.get().fields == ["name", "support", "zone"]


def test_the_size_can_be_changed_and_changed_back_and_loses_nothing(signed_in, cast):
    client = signed_in(cast.administrator)
    client.post(PAGE, said(support="Call Mina."))
    for size in ("large", "small"):
        client.post(PAGE, said(size=size, support="Call Mina."))
        assert Organisation.current().size == size
    assert Organisation.current().support == "Call Mina."
    assert cast.review.pk


def test_both_sizes_are_shown_before_one_is_chosen(signed_in, cast):
    page = signed_in(cast.administrator).get(PAGE).content.decode()
    assert "Three depths to choose from" in page
    assert "Every depth: also the quick huddle" in page


def test_what_is_odd_is_asked_again_and_stays(signed_in, cast):
    answer = signed_in(cast.administrator).post(PAGE, said(zone="Atlantis", support="Call Mina."))
    assert answer.status_code == 422
    assert "Call Mina." in answer.content.decode()
    assert not Organisation.objects.exists()


def test_only_administrators_find_the_door(signed_in, cast):
    assert PAGE not in signed_in(cast.owner).get("/").content.decode()
    assert PAGE in signed_in(cast.administrator).get("/").content.decode()


def test_a_page_that_is_out_of_date_changes_only_what_was_changed_in_it(signed_in, cast):
    client = signed_in(cast.administrator)
    client.post(PAGE, said(support="Call Mina."))
    opened = said(support="Call Mina.")
    page = client.get(PAGE).content.decode()
    assert all(f'name="initial-{name}"' in page for name in opened)
    was = {f"initial-{name}": value for name, value in opened.items()}
    client.post(PAGE, {**opened, **was, "support": "Call Sven.", "size": "large"})
    client.post(PAGE, {**opened, **was, "name": "Harbour and Sons"})
    kept = Organisation.current()
    assert (kept.name, kept.support, kept.size) == ("Harbour and Sons", "Call Sven.", "large")
