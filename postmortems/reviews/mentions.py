"""Naming a colleague with an @ in anything that a review says, so that they hear of it. The rule is pure."""

import re
from collections.abc import Iterable

from accounts.models import User
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.shared import clock

MENTIONED = "mentioned"
# An @ that begins a word: an address such as lea@example.org names nobody.
_SIGN = re.compile(r"(?<![\w@.])@(?=\w)")
MOST = 20  # people that one text tells at once


def mentioned(body: str, people: Iterable[User]) -> set[int]:
    """The keys of those whom these words name: @Lea Brandt, @lea.brandt, or @Lea where only one Lea is here."""
    people = list(people)
    calls = _calls(people)
    found = set()
    for sign in _SIGN.finditer(body):
        rest = body[sign.end() :].casefold()
        fitting = [call for call in calls if _begins(rest, call)]
        if fitting:
            found.add(calls[max(fitting, key=len)])
    return found


def _calls(people: list[User]) -> dict[str, int]:
    """What can stand behind an @ -> the one whom it means. A first name that two people have means nobody."""
    firsts = [person.first_name.casefold() for person in people]
    calls = {first: person.pk for first, person in zip(firsts, people, strict=True) if firsts.count(first) == 1}
    calls |= {person.email.casefold().partition("@")[0]: person.pk for person in people}
    calls |= {person.display_name.casefold(): person.pk for person in people}
    return {call: pk for call, pk in calls.items() if call}


def _begins(rest: str, call: str) -> bool:
    after = rest[len(call) : len(call) + 1]
    return rest.startswith(call) and not (after.isalnum() or after == "_")


def tell_mentioned(*, review: Review, about: str, body: str, before: str = "", author: User) -> None:
    """Queue a notice for whom the words name now and did not name `before`; `about` says where ("event:12"). Whether
    they may see the review is asked again when it is sent; the words themselves are never in it.
    """
    if "@" not in body:
        return
    people = list(User.objects.filter(is_active=True))
    new = mentioned(body, people) - mentioned(before, people) - {author.pk}
    told = [person for person in people if person.pk in new][:MOST]
    may_see = [person for person in told if visible_to(person).filter(pk=review.pk).exists()]
    queue_all(
        [
            Delivery(
                kind=MENTIONED,
                about=about,
                recipient=person,
                local_date=clock.today(person.zone),
                due_at=clock.now(),
            )
            for person in may_see
        ]
    )
