"""Ask in turns for somebody who is here and somebody who is not. As a program: `python -m tests.prove._sign_in_timing
500`. Ends with 1 where the answers, or their times, tell which is which.
"""

import logging
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import django

NEAR = 10  # milliseconds between two medians
HERE = "lea@example.org"
# Others of whom an address may be known: somebody who was invited and has no password yet, and somebody who left.
OTHERS = {"invited": "invited@example.org", "left": "left@example.org"}
Ask = Callable[[str], Any]


class Pages:
    """The three forms that take an address of somebody who is not signed in."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client()

    def sign_in(self, address: str) -> Any:
        return self.client.post("/accounts/login/", {"login": address, "password": "not this one"})

    def new_password(self, address: str) -> Any:
        return self.client.post("/accounts/password/reset/", {"email": address})

    def come_in(self, address: str) -> Any:
        return self.client.post("/accounts/signup/", {"name": "Lea Brandt", "email": address})


def timed(ask: Ask, address: str) -> tuple[float, str]:
    """Milliseconds of one answer, and what it says without what differs each time; nothing of it is kept."""
    from django.db import transaction

    with transaction.atomic():
        began = time.perf_counter()
        answer = ask(address)
        took = (time.perf_counter() - began) * 1000
        transaction.set_rollback(True)
    words = re.sub(r'(csrfmiddlewaretoken" value="|value=")[^"]*', "", answer.content.decode())
    return took, f"{answer.status_code} {answer.get('Location', '')} {words}"


def apart(ask: Ask, pairs: int, known: str = HERE) -> tuple[float, bool]:
    """Milliseconds between the medians of both, and whether all answers were alike. Who comes first is thrown."""
    dice, took, said = random.Random(21), {True: [], False: []}, set()
    for number in range(-3, pairs):  # the first three warm up
        for is_here in dice.sample([True, False], 2):
            moment, words = timed(ask, known if is_here else f"nobody{number}@example.org")
            said.add(words)
            if number >= 0:
                took[is_here].append(moment)
    return abs(median(took[True]) - median(took[False])), len(said) == 1


@contextmanager
def planted() -> Iterator[None]:
    """A sign-in as somebody would write it: for an address that nobody has there is nothing to compare."""
    from accounts.backend import Backend

    whole = Backend._mitigate_timing_attack
    Backend._mitigate_timing_attack = lambda self, password: None
    try:
        yield
    finally:
        Backend._mitigate_timing_attack = whole


def main(pairs: int) -> int:
    from django.conf import settings

    from accounts.models import Organisation, User
    from postmortems.organisation.access import memory

    logging.disable(logging.CRITICAL)
    settings.ACCOUNT_RATE_LIMITS = False  # what is measured is the answer, not the wait
    settings.ALLOWED_HOSTS = ["*"]
    memory.somebody_is_here = True
    Organisation.objects.update_or_create(pk=1, defaults={"sign_up": "domain", "sign_up_domains": ["example.org"]})
    User.objects.create_user(HERE, "a quiet harbour 7", display_name="Lea Brandt")
    pages = Pages()
    asks = {"signing in": pages.sign_in, "a new password": pages.new_password, "coming in": pages.come_in}
    User.objects.create_user(OTHERS["invited"], display_name="Lea Brandt")
    User.objects.create_user(OTHERS["left"], "a quiet harbour 7", display_name="Lea Brandt", is_active=False)
    found = {name: apart(ask, pairs) for name, ask in asks.items()}
    for who, address in OTHERS.items():
        found |= {f"{name}, {who}": apart(ask, max(pairs // 5, 10), address) for name, ask in asks.items()}
    with planted():
        gap, _alike = apart(pages.sign_in, max(pairs // 10, 10))
    for name, (_gap, alike) in found.items():
        if not alike:
            print(f"{name}: the answers differ", file=sys.stderr)
    told = ", ".join(f"{name} {gap:.1f} ms" for name, (gap, _alike) in found.items())
    print(f"{told}; the planted one {gap:.0f} ms")
    return 0 if gap > NEAR and all(one < NEAR and alike for one, alike in found.values()) else 1


if __name__ == "__main__":
    django.setup()
    sys.exit(main(int(sys.argv[1])))
