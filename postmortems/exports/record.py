"""A review as one document of plain data: everything that whoever may see the review may read, and nothing else.

What its author keeps back, drafts, and words that wait for the facilitator are not in it. Things carry the numbers that
texts refer to (event-12), which belong to this installation: whoever takes the document in gives them new ones.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from postmortems.attachments.models import Attachment
from postmortems.attachments.queries import attachments_of
from postmortems.exports import shape
from postmortems.exports.people import Called
from postmortems.exports.record_plan import actions_of, factors_of
from postmortems.exports.record_said import tags_said, thanks_said, together_said
from postmortems.exports.record_story import sources_of, story_of
from postmortems.questions.queries import questions_of
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.models import Text
from postmortems.wording.policy import WordingState
from postmortems.workspace.models import Correction

Data = dict[str, Any]


def record_of(review: Review, together: Sequence[Review] = (), files: list[Attachment] | None = None) -> Data:
    """The document; `together` are the reviews that a theme looks at, as far as its reader may see them. Twenty-five
    queries at most, whatever the review's size.
    """
    return {
        "$schema": settings.BASE_URL + reverse("review-schema"),
        "format": shape.FORMAT,
        "version": shape.VERSION,
        "exported": {
            "at": clock.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
            "from": settings.BASE_URL + reverse("review", args=[review.ref]),
            "ref": review.ref,
        },
        "review": content_of(review, together, attachments(review) if files is None else files),
    }


def attachments(review: Review) -> list[Attachment]:
    return list(attachments_of(review))


def content_of(review: Review, together: Sequence[Review], files: list[Attachment]) -> Data:
    """What the document says: all of it but where and when it was written out."""
    called = Called(review)
    say = called.say
    found = {
        **shape.REVIEW.written(review, say),
        "standing": shape.STANDING.written(review, say) | {"visibility": review.visibility},
        "team": review.team.name if review.team else "",
        "owner": called.named(review.owner),
        "facilitator": called.named(review.facilitator),
        "filed_by": called.author(review.filed_by),
        "people": [_person(part, called) for part in called.participants],
        "incidents": [_incident(one, called) for one in review.incidents.prefetch_related("services")],
        "texts": _texts(review, called),
        "together": together_said(together),
        "sources": sources_of(review),
        "story": story_of(review, called),
        "factors": factors_of(review, called),
        "actions": actions_of(review, called),
        "tags": tags_said(review),
        "thanks": thanks_said(review, called),
        "questions": [_question(one, called) for one in questions_of(review)],
        "corrections": _corrections(review, called),
        "files": [_file(one, called) for one in files],
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def _person(part: Any, called: Called) -> Data:
    pseudonym = {"pseudonym": called.part(part)} if called.says_roles else {}
    return {
        "id": f"person-{part.pk}",
        "name": called.part(part),
        **shape.PERSON.written(part, called.say),
        **pseudonym,
    }


def _incident(incident: Any, called: Called) -> Data:
    services = sorted(service.name for service in incident.services.all())
    return shape.INCIDENT.written(incident, called.say) | {"services": services}


def _texts(review: Review, called: Called) -> list[Data]:
    rows = Text.objects.filter(owner_kind="review", owner_id=review.pk).exclude(body="")
    rows = rows.exclude(body_state=WordingState.HELD).select_related("changed_by").order_by("pk")
    return [shape.TEXT.written(row, called.say) | said_by("changed_by", called.author(row.changed_by)) for row in rows]


def _question(one: Any, called: Called) -> Data:
    asked = said_by("asked_by", called.author(one.asked_by))
    return shape.QUESTION.written(one, called.say) | asked | said_by("answered_by", called.author(one.answered_by))


def _corrections(review: Review, called: Called) -> list[Data]:
    rows = Correction.objects.filter(review=review).select_related("written_by")
    return [
        shape.CORRECTION.written(row, called.say) | said_by("written_by", called.author(row.written_by)) for row in rows
    ]


def _file(file: Attachment, called: Called) -> Data:
    return {"id": file.ref, "path": path_of(file), **shape.FILE.written(file, called.say)}


def path_of(file: Attachment) -> str:
    """Where a file lies in an archive: by its number, so that no name decides over places."""
    return f"files/{file.ref}.{ending}" if (ending := ending_of(file.name)) else f"files/{file.ref}"


def ending_of(name: str) -> str:
    """How the name of a file ends, where that is harmless: png."""
    last = name.rpartition(".")[2].lower() if "." in name else ""
    return last if last.isascii() and last.isalnum() and len(last) <= 8 else ""


def said_by(name: str, who: str) -> Data:
    return {name: who} if who else {}
