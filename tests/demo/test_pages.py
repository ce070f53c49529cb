"""Whoever signs in to the demonstration finds pages that open."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from postmortems.demo.services import make_demonstration

pytestmark = pytest.mark.django_db


def test_every_page_opens_for_everybody():
    reviews = make_demonstration()
    pages = [reverse(name) for name in ("home", "reviews", "actions", "record", "demo-mail")]
    pages += [reverse("review", args=[review.ref]) for review in reviews]
    for user in User.objects.all():
        client = Client()
        client.force_login(user)
        answers = {page: client.get(page).status_code for page in pages}
        assert set(answers.values()) == {200}, (user, answers)
