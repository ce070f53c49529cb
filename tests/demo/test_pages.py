"""Whoever signs in to the demonstration finds pages that open."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_every_page_opens_for_everybody(demonstration):
    pages = [reverse(name) for name in ("home", "reviews", "actions", "record", "demo-mail")]
    pages += [reverse("review", args=[review.ref]) for review in demonstration]
    for user in User.objects.all():
        client = Client()
        client.force_login(user)
        answers = {page: client.get(page).status_code for page in pages}
        assert set(answers.values()) == {200}, (user, answers)
