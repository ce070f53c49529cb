"""The database is too busy, or away for a moment: that is no fault, and is said as what it is."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg import connect

from postmortems.factors.models import ContributingFactor
from postmortems.shared.errors import SOON


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_for_somebody_else_may_try_again(cast):
    client = Client(raise_request_exception=False)
    client.force_login(cast.owner)
    address = reverse("factors", args=[cast.review.ref])
    words = {"sentence": "The tool shows no drain list", "slot": "factor", "form_key": str(uuid.uuid4())}
    with connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("SELECT FROM postmortems_review WHERE id = %s FOR UPDATE", [cast.review.pk])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        answered = client.post(address, words)
        assert (answered.status_code, answered["Retry-After"]) == (503, str(SOON))
        assert "Busy for a moment" in answered.text
    assert client.post(address, words).status_code == 302
    assert ContributingFactor.objects.count() == 1
