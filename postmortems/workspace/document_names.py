"""Roles where people were named: in the words of a shared page, those who took part become what they were to it.

Names stay in the database; only what is shown changes, so that it can be shown otherwise again. First names, handles
(@priya) and mail addresses count as the name. Pure but for reading who took part.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from accounts.models import User
from postmortems.reviews.models import Participant, Review

# First names that a story needs as words: changed only as a part of the whole name.
ALSO_WORDS = frozenset({"april", "may", "june", "august", "will"})


@dataclass(frozen=True)
class Person:
    """Somebody as the text may call them, and what stands there instead."""

    name: str
    email: str
    stands: str

    @property
    def calls(self) -> list[str]:
        """What a sentence may call them: the whole name, and the first."""
        first = self.name.split()[0] if self.name.split() else ""
        short = [first] if len(first) > 1 and first.casefold() not in ALSO_WORDS else []
        return [self.name, *short]

    @property
    def handles(self) -> list[str]:
        """What stands behind an @, and the mail address."""
        first = self.name.split()[0].casefold() if self.name.split() else ""
        local = self.email.casefold().partition("@")[0]
        return [f"@{handle}" for handle in (first, local) if handle] + ([self.email.casefold()] if self.email else [])


class Names:
    """Changes names in plain words, in Markdown and in rendered HTML. Nobody given: changes nothing."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        people = list(people)
        self._calls = {call: person.stands for person in people for call in person.calls}
        self._handles = {handle: person.stands for person in people for handle in person.handles}

    def words(self, said: str) -> str:
        """Plain words or Markdown; addresses of pages stay."""
        return self._changed(said, r"https?://\S+", _same)

    def html(self, said: str) -> str:
        """Rendered HTML: its tags stay, only what is read changes."""
        return self._changed(said, r"<[^>]*>", _escaped)

    def _changed(self, said: str, stays: str, write: Callable[[str], str]) -> str:
        # A handle and an address have an @. Where no name stands nothing is put together: most words name nobody.
        if not said or not self._calls or ("@" not in said and not any(write(call) in said for call in self._calls)):
            return said
        calls, handles = _any_of(self._calls, write), _any_of(self._handles, write)
        found = re.compile(rf"(?P<stays>{stays})|(?<!\w)(?i:(?P<handle>{handles}))(?!\w)|\b(?P<call>{calls})\b")
        stands = {write(call): word for call, word in (self._calls | self._handles).items()}

        def change(match: re.Match[str]) -> str:
            if match["stays"]:
                return match[0]
            word = stands[match["call"] or match["handle"].casefold()]
            return write(word[:1].upper() + word[1:] if _opens(said, match.start()) else word)

        return found.sub(change, said)


def _any_of(words: Iterable[str], write: Callable[[str], str]) -> str:
    return "|".join(re.escape(write(word)) for word in sorted(words, key=len, reverse=True))


def _same(word: str) -> str:
    return word


def _escaped(word: str) -> str:
    return escape(word, quote=False)


def _opens(said: str, place: int) -> bool:
    """Whether a sentence begins here."""
    before = re.sub(r"<[^>]*>|[*_\"“(]+$", "", said[max(0, place - 60) : place]).rstrip(" ")
    return not before or before[-1] in ".!?\n>•"


def names_of(review: Review) -> Names:
    """Everybody who took part or kept the review, for a page that says roles (one query); nobody for one that says
    names.
    """
    if not review.names_as_roles:
        return Names()
    return Names(_people(review, list(review.participants.select_related("user").order_by("pk"))))


def names_in(reviews: Sequence[Review]) -> dict[int, Names]:
    """The same for several shared reviews at once, by their ids; one query. A review that says names, or that is not
    shared yet, changes nobody.
    """
    telling = {review.pk: review for review in reviews if review.names_as_roles and review.is_settled}
    took_part: dict[int, list[Participant]] = {pk: [] for pk in telling}
    for part in Participant.objects.filter(review__in=telling).select_related("user").order_by("pk"):
        took_part[part.review_id].append(part)
    changed = {pk: Names(_people(review, took_part[pk])) for pk, review in telling.items()}
    return {review.pk: changed.get(review.pk) or Names() for review in reviews}


def standing_for(participants: list[Participant]) -> dict[int, str]:
    """What stands for each of those who took part when names become roles, by the number of the participant."""
    several, place = Counter(part.role for part in participants), Counter[str]()
    stands = {}
    for part in participants:
        place[part.role] += 1
        number = place[part.role] if several[part.role] > 1 else 0
        stands[part.pk] = part.pseudonym or role_words(part.role, number)
    return stands


def _people(review: Review, participants: list[Participant]) -> Iterator[Person]:
    stands_for = standing_for(participants)
    taken = {part.user_id for part in participants}
    for part in participants:
        stands = stands_for[part.pk]
        yield _person(part.user, stands) if part.user else Person(part.name, "", stands)
    keepers = (
        (review.owner, _("the owner of the review")),
        (review.facilitator, _("the facilitator")),
        (review.filed_by, _("who reported it")),
    )
    for user, stands in keepers:
        if user and user.pk not in taken:
            taken.add(user.pk)
            yield _person(user, stands)


def _person(user: User, stands: str) -> Person:
    return Person(user.display_name, user.email, stands)


def role_words(role: str, number: int = 0) -> str:
    """What somebody is called by their role: "the incident lead", or "responder 2" where there are several."""
    one, many = BY_ROLE[Participant.Role(role)]
    return str(many) % number if number else str(one)


BY_ROLE = {
    Participant.Role.LEAD: (__("the incident lead"), __("incident lead %d")),
    Participant.Role.RESPONDER: (__("a responder"), __("responder %d")),
    Participant.Role.NARRATOR: (__("somebody who was there"), __("colleague %d")),
    Participant.Role.CUSTOMER_VOICE: (__("the voice of the customers"), __("customer voice %d")),
    Participant.Role.SCRIBE: (__("the scribe"), __("scribe %d")),
    Participant.Role.FRESH_EYES: (__("somebody from elsewhere"), __("reader %d")),
    Participant.Role.LEADER: (__("a leader"), __("leader %d")),
    Participant.Role.OBSERVER: (__("an observer"), __("observer %d")),
    Participant.Role.REPORTER: (__("somebody who reported it"), __("reporter %d")),
}
