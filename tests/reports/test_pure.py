"""What keeps a report without a name unnamed, as plain functions: its code, its limits, what may give somebody away."""

import datetime as dt

import pytest

from postmortems.reports.code import LENGTH, SIGNS, hash_of, new_code, read_code
from postmortems.reports.giveaways import MOST, giveaways
from postmortems.reports.limits import TELLING, TRYING, Limit, Places

NOON = dt.datetime(2027, 3, 2, 12, tzinfo=dt.UTC)


def test_a_code_is_eighty_bits_in_groups_of_four():
    code = new_code()
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code.replace("-", "")) <= set(SIGNS)
    assert len(SIGNS) ** LENGTH == 2**80
    assert new_code() != code


@pytest.mark.parametrize("typed", ["k7qm2v9dxh4t8rce", " K7QM 2V9D-XH4T-8RCE ", "K7QM–2V9D–XH4T–8RCE"])
def test_a_code_is_read_as_it_was_typed(typed):
    assert read_code(typed) == "K7QM-2V9D-XH4T-8RCE"


def test_signs_that_look_alike_are_one_and_what_is_no_code_is_nothing():
    assert read_code("OIL0-OIL0-OIL0-OIL0") == "0110-0110-0110-0110"
    for odd in ("", "K7QM-2V9D-XH4T-8RC", "K7QM-2V9D-XH4T-8RCE2", "K7QM-2V9D-XH4T-8RCU"):
        assert read_code(odd) == ""


def test_what_is_kept_is_slow_to_try_and_the_same_each_time():
    assert hash_of("K7QM-2V9D-XH4T-8RCE") == hash_of("K7QM-2V9D-XH4T-8RCE")
    assert hash_of("K7QM-2V9D-XH4T-8RCE") != hash_of("K7QM-2V9D-XH4T-8RCF")
    assert len(hash_of("x")) == 64


def test_a_few_places_are_pointed_at_once_each():
    said = giveaways(
        "As the only tester on my team I saw it at 14:05 on 2027-03-02.", "@mina wrote to mina@example.org"
    )
    assert len(said) == MOST
    assert said[0].lower().startswith("as the only tester")
    assert giveaways("my team", "My shift", "my team") == ["my team", "My shift"]
    assert giveaways("The valve stuck.") == []


def test_a_limit_counts_each_place_and_all_of_them_within_its_span():
    limit = Limit(each=2, all_=3, within=dt.timedelta(hours=1))
    assert not limit.is_reached("here", NOON)
    limit.count("here", NOON)
    assert not limit.is_reached("here", NOON)
    limit.count("here", NOON + dt.timedelta(minutes=30))
    assert limit.is_reached("here", NOON + dt.timedelta(minutes=59))
    assert not limit.is_reached("there", NOON + dt.timedelta(minutes=59))
    limit.count("there", NOON + dt.timedelta(minutes=59))
    assert limit.is_reached("elsewhere", NOON + dt.timedelta(minutes=59))
    assert not limit.is_reached("here", NOON + dt.timedelta(hours=1))
    limit.forget()
    assert not limit.is_reached("there", NOON + dt.timedelta(minutes=59))


def test_how_often_is_what_the_promise_says():
    assert (TELLING.each, TELLING.all_, TELLING.within) == (20, 200, dt.timedelta(hours=1))
    assert (TRYING.each, TRYING.all_, TRYING.within) == (5, 200, dt.timedelta(minutes=15))


def test_an_address_is_another_tag_the_next_day():
    places = Places()
    tag = places.tag("192.0.2.1", NOON)
    assert places.tag("192.0.2.1", NOON + dt.timedelta(hours=23, minutes=59)) == tag
    assert places.tag("192.0.2.2", NOON) != tag
    assert places.tag("192.0.2.1", NOON + dt.timedelta(days=1)) != tag
    assert "192" not in tag
