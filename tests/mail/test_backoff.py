"""How long a mail that did not go waits for its next try."""

import datetime as dt

import pytest

from postmortems.mail.backoff import wait_after


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 360), (6, 1440), (7, 1440)])
def test_each_wait_is_as_long_or_longer(tries, minutes):
    assert wait_after(tries) == dt.timedelta(minutes=minutes)


def test_the_eighth_try_is_the_last():
    assert wait_after(8) is None
