"""The pages that are asked for at the great size, each with the bar of PERFORMANCE that it has to keep."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench._bars import Bar
from bench.crowd.size import BASE

LIST, REVIEW, SEARCH = Bar(ratio=1.2, sql=8), Bar(ratio=1.0), Bar(wall=100)
PAGE, FILE = Bar(), Bar(pages=False)
READER, FACILITATOR, ADMINISTRATOR, AUDITOR = (BASE + k for k in (1, 2, 3, 4))
# What is asked of the list, the board, and search, each with the words of the table.
LISTS = {"first page": "", "last page": f"?before={BASE + 30}", "by words": "?words=checkout+slowly",
         "by words that no title has": "?words=zirconium", "mine": "?mine=1", "open ones": "?state=open",
         "of a team": f"?team={BASE + 1}", "of a service": f"?service={BASE + 2}"}  # fmt: skip
BOARDS = {"all": "?show=all", "mine": "?show=mine", "my teams": "?show=teams", "what needs a decision":
          "?show=all&group=decide", "by team": "?by=team&show=all", "by review": "?by=review&show=all",
          "by service": "?by=service&show=all", "by what it is for": "?by=type&show=all"}  # fmt: skip
SEARCHES = {"a word that is everywhere": "?words=alarm", "a word of few": "?words=host-17", "a word of none":
            "?words=zirconium", "two words": "?words=certificate+replica", "a word mistyped": "?words=certifcate",
            "no words, a kind of condition": "?code=TST", "no words, a service": f"?service={BASE + 2}",
            "a word, a service, a year": f"?words=alarm&service={BASE + 2}&days=365"}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is asked for, by whom, and what it has to keep."""

    name: str
    ask: Callable[[], Any]
    bar: Bar


class Door:
    """Asks as one person, in a browser or as a program."""

    def __init__(self, person: int) -> None:
        from django.test import Client

        from accounts.models import User

        self.user = User.objects.get(pk=person)
        self.client = Client()
        self.client.force_login(self.user)

    def page(self, name: str, *args: object, asked: str = "") -> Callable[[], Any]:
        from django.urls import reverse

        address = reverse(name, args=args) + asked
        return lambda: self.client.get(address)

    def program(self, address: str) -> Callable[[], Any]:
        if not hasattr(self, "bearer"):
            self.bearer = {"authorization": f"Bearer {_token(self.user)}"}
        return lambda: self.client.get(f"/api/v1/{address}", headers=self.bearer)


def _token(user: Any) -> str:
    import datetime as dt

    from accounts.token_model import Scope
    from accounts.tokens import make_token
    from postmortems.shared import clock

    later = clock.now().date() + dt.timedelta(days=30)
    return make_token(owner=user, name="bench", scopes=[Scope.READ], expires_on=later)


def asked_for(long: Any, last: int) -> Iterator[Asked]:
    """Every page. `long` is the review with 500 events; `last` the number of the newest review."""
    reader = Door(READER)
    yield from _lists(reader)
    yield from _reviews(reader, long, last)
    yield from _learned(reader)
    yield from _programs(reader, long)
    yield from _keepers()


def _lists(reader: Door) -> Iterator[Asked]:
    for words, asked in LISTS.items():
        yield Asked(f"1  list, {words}", reader.page("reviews", asked=asked), LIST)
    for words, asked in BOARDS.items():
        yield Asked(f"1  board, {words}", reader.page("actions", asked=asked), LIST)
    yield Asked("   home", reader.page("home"), PAGE)
    yield Asked("   home of a facilitator", Door(FACILITATOR).page("home"), PAGE)


def _reviews(reader: Door, long: Any, last: int) -> Iterator[Asked]:
    from postmortems.reviews.access import visible_to

    yield Asked("4  review, 500 events and 50 action items", reader.page("review", long.ref), REVIEW)
    newest = f"PIR-{visible_to(reader.user).filter(number__lte=last).latest('number').number}"
    yield Asked("   review, the newest one", reader.page("review", newest), REVIEW)
    yield Asked("   what is like it", reader.page("similar", newest), PAGE)
    yield Asked("   putting on record", reader.page("record"), PAGE)


def _learned(reader: Door) -> Iterator[Asked]:
    for words, asked in SEARCHES.items():
        yield Asked(f"8  search, {words}", reader.page("library", asked=asked), SEARCH)
    for words, asked in {"a year": "?days=365", "ever": "?days=ever"}.items():
        yield Asked(f"   radar, {words}", reader.page("themes", asked=asked), PAGE)
    yield Asked("   insights, half a year", reader.page("insights"), PAGE)
    yield Asked("   all figures, a year", reader.page("insights-all", asked="?days=365"), PAGE)
    yield Asked("   services", reader.page("services"), PAGE)
    yield Asked("   a service", reader.page("service", BASE + 2), PAGE)


def _programs(reader: Door, long: Any) -> Iterator[Asked]:
    for words, address in {
        "reviews": "reviews", "200 reviews": "reviews?limit=200", "action items": "actions", "a search":
        "search?words=alarm", "a review": f"reviews/{long.ref}", "its story": f"reviews/{long.ref}/timeline?limit=200",
    }.items():  # fmt: skip
        yield Asked(f"   API, {words}", reader.program(address), FILE)


def _keepers() -> Iterator[Asked]:
    administrator, auditor = Door(ADMINISTRATOR), Door(AUDITOR)
    yield Asked("   people, for administrators", administrator.page("settings-people"), PAGE)
    yield Asked("   teams, for administrators", administrator.page("settings-teams"), PAGE)
    yield Asked("   operations, for administrators", administrator.page("settings-operations"), PAGE)
    yield Asked("   register of a year", auditor.page("register"), PAGE)
    yield Asked("   register of a year as CSV", auditor.page("register", asked="?as=csv"), FILE)
    yield Asked("   the record", auditor.page("record-of-all"), PAGE)
