"""A database that people work in is none to show something in."""

import pytest

from accounts.models import User
from postmortems.demo.services import PeopleOfItsOwn, make_demonstration


@pytest.mark.django_db
def test_a_database_with_people_of_its_own_is_left_alone():
    User.objects.create_user("ada@example.com", display_name="Ada Field")
    with pytest.raises(PeopleOfItsOwn):
        make_demonstration()
    assert User.objects.count() == 1
