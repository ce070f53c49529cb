"""The JSON Schema of a document, and what keeps a file from being one. Made from `shape.py`, so that both are the same.

Published at /schemas/review-1.json and as docs/review.schema.json; a change that would refuse an older document is a
new version with an address of its own.
"""

from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from postmortems.exports import shape
from postmortems.exports.problems import Problem
from postmortems.reviews.models import Visibility

Data = dict[str, Any]
MOST_PROBLEMS = 50
WORDS: Data = {"type": "string", "maxLength": 500}
SAID: Data = {"const": True}


def _number_of(kind: str) -> Data:
    return {"type": "string", "pattern": rf"^{kind}-[1-9][0-9]{{0,17}}$"}


def _many(what: Data, most: int) -> Data:
    return {"type": "array", "items": what, "maxItems": most}


def _object(properties: Data, *needs: str) -> Data:
    return {"type": "object", "properties": properties, "required": sorted(needs), "additionalProperties": False}


@cache
def review_schema() -> Data:
    """The schema as it is published."""
    head = {
        "$schema": {"type": "string"},
        "format": {"const": shape.FORMAT},
        "version": {"const": shape.VERSION},
        "exported": _object({"at": WORDS, "from": WORDS, "ref": WORDS}),
        "review": _review(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A post-incident review of Second Story, version 1",
        **_object(head, "format", "version", "review"),
    }


def _review() -> Data:
    standing = shape.STANDING.schema(visibility={"enum": list(Visibility.values)})
    evidence = shape.EVIDENCE.schema(file=_number_of("file"))
    entry = {"id": _number_of("event"), "who": _number_of("person"), "origin": _number_of("source")}
    factor = {
        "id": _number_of("factor"),
        "is_allowed": SAID,
        "shown_by": _many(_number_of("event"), 5_000),
        "own_kind": _word(),
    }
    return shape.REVIEW.schema(
        standing=standing,
        **dict.fromkeys(("team", "owner", "facilitator", "filed_by"), WORDS),
        people=_many(shape.PERSON.schema(id=_number_of("person"), name=WORDS), 1_000),
        incidents=_many(shape.INCIDENT.schema(services=_many(WORDS, 100)), 200),
        texts=_many(shape.TEXT.schema(changed_by=WORDS), 50),
        together=_many(_object({"ref": WORDS, "title": WORDS}, "ref", "title"), 1_000),
        sources=_many(shape.SOURCE.schema(id=_number_of("source")), 500),
        story=_many(shape.EVENT.schema(**entry, evidence=_many(evidence, 200)), 20_000),
        factors=_many(shape.FACTOR.schema(**factor), 1_000),
        actions=_many(_action(), 1_000),
        tags=_many(_word(), 200),
        thanks=_many(shape.THANKS.schema(to=WORDS, said_by=WORDS), 1_000),
        questions=_many(shape.QUESTION.schema(asked_by=WORDS, answered_by=WORDS), 1_000),
        corrections=_many(shape.CORRECTION.schema(written_by=WORDS), 1_000),
        files=_many(shape.FILE.schema(id=_number_of("file"), path={"type": "string", "maxLength": 80}), 500),
    )


def _word() -> Data:
    return _object(
        {"name": {"type": "string", "maxLength": 60}, "definition": {"type": "string", "maxLength": 300}}, "name"
    )


def _action() -> Data:
    return shape.ACTION.schema(
        id=_number_of("action"),
        is_allowed=SAID,
        owner=WORDS,
        team=WORDS,
        ticket_url={"type": "string", "maxLength": 500},
        duplicate_of=_number_of("action"),
        answers=_many(_number_of("factor"), 1_000),
        replans=_many(shape.REPLAN.schema(), 200),
        checks=_many(shape.CHECK.schema(), 20),
    )


def problems_in(document: Any) -> list[Problem]:
    """Where the document is none of ours: the first fifty places."""
    found = Draft202012Validator(review_schema()).iter_errors(document)
    return [_problem(error) for error, _n in zip(found, range(MOST_PROBLEMS), strict=False)]


def _problem(error: ValidationError) -> Problem:
    return Problem(error.json_path.removeprefix("$").lstrip(".") or _("the document"), _reason(error))


def _reason(error: ValidationError) -> str:
    """What was expected, without repeating what was written there."""
    expected: Any = error.validator_value
    match error.validator:
        case "required":
            missing = [name for name in expected if isinstance(error.instance, dict) and name not in error.instance]
            return _("This is missing: %(names)s") % {"names": ", ".join(missing)}
        case "additionalProperties":
            return _("Something stands here that version 1 of the format does not know.")
        case "enum":
            return _("One of these is expected: %(values)s") % {"values": ", ".join(map(str, expected))}
        case "const":
            return _("This is expected: %(value)s") % {"value": expected}
        case "type":
            return _("Another kind of value is expected: %(kind)s") % {"kind": expected}
        case "maxLength" | "maxItems":
            return _("At most %(n)s fit here.") % {"n": expected}
    return _("It looks otherwise than the schema says.")
