"""Words that were sent after the sign-in had ended, or from a page that was open too long: held until they can go on.

They lie, sealed, in the anonymous session of the browser that sent them, on the server, for an hour. Only a browser in
which somebody was signed in has the mark that lets it hold anything, and only that same person gets them back.
"""

import datetime as dt
import json
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest  # noqa: TID251 - what is held is what a request brought
from django.utils.crypto import constant_time_compare, salted_hmac

from postmortems.shared import clock
from postmortems.shared.sealing import seal, unseal

KEY = "held"
COOKIE = "__Host-writer" if settings.SECURE else "writer"
LENGTH = 40
LASTS = dt.timedelta(hours=1)
NEVER = {"csrfmiddlewaretoken"}
_signer = Signer(salt="second-story.writer")


@dataclass(frozen=True)
class Held:
    """What somebody sent: where to, and every field as it came."""

    path: str
    fields: dict[str, list[str]]
    writer: str
    at: str = field(default_factory=lambda: clock.now().isoformat())

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The fields for hidden inputs, in their order."""
        return [(name, value) for name, values in self.fields.items() for value in values]

    @property
    def words(self) -> list[str]:
        """What was written rather than chosen, for reading it again."""
        return [value for name, value in self.pairs if " " in value.strip() and not name.startswith("read-")]

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.at)


def writer_of(user: AbstractBaseUser | AnonymousUser) -> str:
    """What stands for a person in the pages they write in: the same at every sign-in."""
    return salted_hmac("second-story.writer", str(user.pk), algorithm="sha256").hexdigest()[:LENGTH]


def mark_of(user: AbstractBaseUser) -> str:
    """The mark of a browser in which this person was signed in; nobody else can make one."""
    return _signer.sign(writer_of(user))


def _marked(request: HttpRequest) -> str:
    try:
        return _signer.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return ""


def sent_with(request: HttpRequest) -> Held | None:
    """What this request brought, if its browser is marked and it is anything that may be held."""
    writer = _marked(request)
    if request.method != "POST" or not writer:
        return None
    fields = {name: values for name, values in request.POST.lists() if name not in NEVER}
    if not fields or any("password" in name for name in fields):
        return None
    return Held(path=request.get_full_path(), fields=fields, writer=writer)


def hold(request: HttpRequest, held: Held) -> None:
    """Put it into the session of this browser; a second one replaces the first."""
    told = {"path": held.path, "fields": held.fields, "writer": held.writer, "at": held.at}
    request.session[KEY] = seal(json.dumps(told), purpose=KEY).decode()
    if request.user.is_anonymous:
        request.session.set_expiry(int(LASTS.total_seconds()))


def held_for(request: HttpRequest) -> Held | None:
    """What this browser holds for the person who is signed in now."""
    sealed = request.session.get(KEY)
    if not isinstance(sealed, str) or not request.user.is_authenticated:
        return None
    found = unseal(sealed.encode(), purpose=KEY)
    if not found:
        return None
    held = Held(**json.loads(found))
    is_theirs = constant_time_compare(held.writer, writer_of(request.user))
    return held if is_theirs and clock.now() - held.moment < LASTS else None


def let_go(request: HttpRequest) -> None:
    """Hold it no longer."""
    if KEY in request.session:
        del request.session[KEY]
