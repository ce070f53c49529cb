"""What is kept of a password in the application; the tests themselves hash at the least cost (`tests/hashing.py`)."""

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.test import override_settings

from postmortems import settings


@pytest.fixture
def as_in_the_application():
    with override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS):
        yield


def test_a_password_is_kept_as_an_argon2id_hash_that_costs_a_hundred_mebibytes(as_in_the_application):
    kept = make_password("a quiet harbour 7")
    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    assert check_password("a quiet harbour 7", kept)
    assert not check_password("a quiet harbour 8", kept)


def test_a_cheaper_hash_is_made_anew_when_its_owner_signs_in(as_in_the_application):
    with override_settings(PASSWORD_HASHERS=["tests.hashing.Quick"]):
        cheap = make_password("a quiet harbour 7")
    assert identify_hasher(cheap).must_update(cheap)
