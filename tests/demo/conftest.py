"""The demonstration, made once for all tests of a file; each of them takes back what it changed."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from postmortems.demo.services import make_demonstration
from postmortems.reviews.models import Review


@pytest.fixture(scope="module")
def _made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Review]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_demonstration()
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(_made_once: list[Review], db: None) -> list[Review]:
    """Its reviews, in a database that holds nothing else."""
    return _made_once
