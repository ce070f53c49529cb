"""The OpenAPI document: what django-ninja derives from the code, and what holds for every operation."""

from typing import Any

from django.conf import settings
from ninja import NinjaAPI, Schema
from pydantic import Field

from postmortems.api.problems import TYPE

BASE = "api/v1/"
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag of the thing as it was read. Without it 428; when somebody was first 412.",
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "The same request under the same key is done once. Another one under it is refused (422).",
}
ETAG = {"ETag": {"schema": {"type": "string"}, "description": "The version of the thing."}}
LINK = {"Link": {"schema": {"type": "string"}, "description": 'The next page, as `rel="next"`, where there is one.'}}
PLACE = {"Location": {"schema": {"type": "string"}, "description": "Where the new thing is, where it has an address."}}
CHANGES, MAKES = ("patch", "put", "delete"), ("post",)
SAYS = ("say_answer", "make_move", "ask_involved")  # what is said about something that stands: by its version as well
STATUSES = {
    "400": "The request could not be read.",
    "401": "No token that is known and has not ended.",
    "403": "Whom the token speaks for may read this, and not change it; or the token is without the scope.",
    "404": "It does not exist, or it is not shared with whom the token speaks for.",
    "405": "This address does something else.",
    "409": "It moved on meanwhile.",
    "410": "It joined another review, or was withdrawn.",
    "412": "Somebody changed it since; `standing` is what stands now.",
    "413": "Larger than anything that is taken.",
    "422": "Some fields hold what cannot be taken, or words end the story with a person. Nothing was changed.",
    "428": "Say by If-Match which version is changed.",
    "503": "Busy just now; the same request again in a moment will do.",
}


class Fault(Schema):
    """One field, and a sentence about it. The rest is there where it applies."""

    field: str
    detail: str
    line: int | None = None
    column: int | None = None
    rule: str | None = None
    question: str | None = None
    suggestions: list[str] | None = None


class ProblemShown(Schema):
    """What went otherwise (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None
    standing: dict[str, Any] | None = Field(None, description="With 412: the thing as it stands now.")
    etag: str | None = Field(None, description="With 412: the version of `standing`, for the next If-Match.")


def document(api: NinjaAPI) -> dict[str, Any]:
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=BASE))
    found["servers"] = [{"url": settings.BASE_URL}]
    schemas = found["components"]["schemas"]
    schemas["Problem"] = ProblemShown.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= schemas["Problem"].pop("$defs")
    for path in found["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    return found


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Headers and problems that no single view has to repeat."""
    asks = [IF_MATCH] if method in CHANGES or operation["operationId"].endswith(SAYS) else []
    asks += [KEY] if method in MAKES else []
    operation["parameters"] = [*operation.get("parameters", []), *asks]
    for status, answer in operation["responses"].items():
        if str(status).startswith("2") and "content" in answer:
            answer["headers"] = _headers(str(status), operation)
    said = {"content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    problems = {status: {"description": words, **said} for status, words in STATUSES.items()}
    if method == "get":
        problems = {status: problem for status, problem in problems.items() if status not in ("409", "412", "428")}
        problems["304"] = {"description": "The program has this very version (If-None-Match)."}
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()} | problems


def _headers(status: str, operation: dict[str, Any]) -> dict[str, Any]:
    """A page of a list has no version, and says where it goes on; what is new says where it is."""
    if any(asked["name"] == "cursor" for asked in operation["parameters"]):
        return LINK
    return ETAG | PLACE if status == "201" else ETAG
