"""What belongs to a review, made from its document in the order in which one thing points at another."""

from typing import Any

from postmortems.exports import shape
from postmortems.exports.making import Making
from postmortems.exports.restore_files import restore_files
from postmortems.exports.restore_plan import restore_actions, restore_factors
from postmortems.exports.restore_said import restore_tags, restore_thanks, restore_together
from postmortems.exports.restore_story import restore_sources, restore_story
from postmortems.questions.models import Question
from postmortems.reviews.models import Incident, Participant, Service
from postmortems.shared import clock
from postmortems.shared.text import RENDERER_VERSION, render
from postmortems.wording.models import Text
from postmortems.wording.services import remember
from postmortems.workspace.models import Correction


def restore_parts(making: Making) -> None:
    """Everything but the review itself."""
    _incidents(making)
    _people(making)
    restore_files(making)
    restore_sources(making)
    restore_story(making)
    restore_factors(making)
    restore_actions(making)
    _texts(making)
    restore_tags(making)
    restore_together(making)
    _questions(making)
    if making.as_it_stood:
        restore_thanks(making)
        _corrections(making)


def _incidents(making: Making) -> None:
    for said, path in making.each("incidents"):
        incident = Incident.objects.create(review=making.review, **shape.INCIDENT.read(said, path))
        for name in said.get("services", []):
            incident.services.add(Service.objects.get_or_create(name=name[:80])[0])


def _people(making: Making) -> None:
    """Each person once; who has no account here comes as a name."""
    taken: set[int] = set()
    for said, path in making.each("people"):
        user = making.people.find(said["name"])
        if user and user.pk in taken:
            user = None
        columns = shape.PERSON.read(said, path)
        if not making.as_it_stood:
            columns |= {"ready_at": None, "fine_at": None}
        part = Participant.objects.create(
            review=making.review, user=user, name="" if user else said["name"][:120], **columns
        )
        taken |= {user.pk} if user else set()
        making.numbers.note(said["id"], part)


def _texts(making: Making) -> None:
    for said, path in making.each("texts"):
        columns = shape.TEXT.read(said, path)
        body = making.numbers.turned(columns.pop("body"))
        author = making.author(said.get("changed_by"))
        changed_at = columns.pop("changed_at", None) if making.as_it_stood else None
        text = Text(owner_kind="review", owner_id=making.review.pk, slot=columns["slot"], changed_by=author)
        text.changed_at = changed_at or clock.now()
        making.sealing.put(text, "body", body)
        text.html, text.renderer_version = render(body), RENDERER_VERSION
        text.save(force_insert=True)
        remember(kind="review", pk=making.review.pk, slot=text.slot, body=body, author=author, version=1)


def _questions(making: Making) -> None:
    for said, path in making.each("questions"):
        columns: dict[str, Any] = shape.QUESTION.read(said, path)
        for name in ("body", "answer"):
            columns[name] = making.numbers.turned(columns.get(name, ""))
        Question.objects.create(
            review=making.review,
            asked_by=making.author(said.get("asked_by")),
            answered_by=making.author(said.get("answered_by")) if columns["answer"] else None,
            **columns,
        )


def _corrections(making: Making) -> None:
    for said, path in making.each("corrections"):
        columns = shape.CORRECTION.read(said, path)
        body = making.numbers.turned(columns.pop("body"))
        Correction.objects.create(
            review=making.review,
            body=body,
            html=render(body),
            renderer_version=RENDERER_VERSION,
            written_by=making.author(said.get("written_by")),
            **columns,
        )
