"""A mail server that does not answer is not waited for longer than is allowed."""

import threading
import time

import pytest

from postmortems.mail.postbox import at_most


def test_what_takes_longer_is_given_up():
    with pytest.raises(TimeoutError), at_most(0.05):
        time.sleep(10)


def test_what_is_quicker_is_left_alone():
    with at_most(0.05):
        pass
    time.sleep(0.1)  # no alarm comes after it


def test_in_another_thread_nobody_can_be_called_back_so_it_goes_on():
    ended = []

    def waits() -> None:
        with at_most(0.01):
            time.sleep(0.05)
        ended.append(True)

    other = threading.Thread(target=waits)
    other.start()
    other.join()
    assert ended == [True]
