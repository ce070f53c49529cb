"""What goes wrong in the slices below, told as problems: to a program the same as to a person on the page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from postmortems.actions.noting import CannotAnswer
from postmortems.actions.services import Overtaken
from postmortems.api.answers import problem_answer
from postmortems.api.coaching import refusal
from postmortems.api.door import REALM, not_known
from postmortems.api.problems import Problem, of_field, unfit
from postmortems.reviews.access import Elsewhere
from postmortems.reviews.services import CannotMove
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.services import Conflict

SOMEBODY_WAS_FIRST = "Somebody changed it since"
Handler = Callable[[HttpRequest, Any], HttpResponse]


def register(api: NinjaAPI) -> None:
    handlers: dict[type[Exception], Handler] = {
        Problem: lambda request, error: problem_answer(error, REALM if error.status == 401 else None),
        AuthenticationError: lambda request, error: problem_answer(not_known(), REALM),
        Http404: lambda request, error: problem_answer(nowhere()),
        Elsewhere: lambda request, error: problem_answer(_gone(error)),
        PermissionDenied: lambda request, error: problem_answer(_not_theirs()),
        BlameRefused: lambda request, error: problem_answer(refusal(error)),
        Conflict: lambda request, error: problem_answer(Problem(412, SOMEBODY_WAS_FIRST, standing=error.theirs)),
        Overtaken: lambda request, error: problem_answer(Problem(412, SOMEBODY_WAS_FIRST)),
        CannotAnswer: lambda request, error: problem_answer(Problem(409, "It has moved on", str(error))),
        CannotMove: lambda request, error: problem_answer(Problem(409, "It cannot go there now", str(error))),
        ValidationError: lambda request, error: problem_answer(unfit([_told(one) for one in error.errors])),
        HttpError: lambda request, error: problem_answer(_unread(error)),
        RequestDataTooBig: lambda request, error: problem_answer(_too_large()),
        SuspiciousOperation: lambda request, error: problem_answer(_odd()),
        BadRequest: lambda request, error: problem_answer(_odd()),
        OperationalError: lambda request, error: problem_answer(_busy(), {"Retry-After": "5"}),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def nowhere() -> Problem:
    return Problem(404, "Nothing here", "It does not exist, or it is not shared with whom this token speaks for.")


def _gone(error: Elsewhere) -> Problem:
    if error.withdrawn:
        return Problem(410, "It was withdrawn", _("%(ref)s was taken back.") % {"ref": error.withdrawn})
    return Problem(
        410, "It joined another review", _("Its story goes on in %(ref)s.") % {"ref": error.ref}, ref=error.ref
    )


def _not_theirs() -> Problem:
    return Problem(403, "Reading only", "Whom this token speaks for may read this, and not change it.")


def _unread(error: HttpError) -> Problem:
    return Problem(error.status_code, "The body could not be read", "It has to be JSON.")


def _too_large() -> Problem:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000
    return Problem(
        413, "Larger than anything that is taken", f"At most {most:,} kB in one request; parts of it will do."
    )


def _odd() -> Problem:
    return Problem(400, "The request could not be read", "Something about it is not as HTTP has it.")


def _busy() -> Problem:
    return Problem(503, "Busy just now", "Nothing was changed. The same request again in a moment will do.")


def _told(error: Any) -> dict[str, Any]:
    """One field that does not fit: its name, as in `entries[2].body`, and for a list of entries the line, from 1."""
    place = list(error["loc"][1:])  # behind "body", "query" or "path"
    place = place[1:] if place[:1] == ["said"] else place
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".") or "body"
    line = next((part + 1 for part in place if isinstance(part, int)), None)
    return of_field(name, _sentence(error), **({"line": line} if line is not None else {}))


def _sentence(error: Any) -> str:
    """Our own sentence where there is one; what was sent is not repeated."""
    if error["type"] == "value_error":
        return str(error["ctx"].get("error", error["msg"])) if error.get("ctx") else str(error["msg"])
    return str(error["msg"])
