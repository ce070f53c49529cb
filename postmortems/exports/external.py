"""Writing and approving what is told outside."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Power
from postmortems.audit.services import record
from postmortems.exports.models import ExternalVersion
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.copying import Marked, Paper, Part, as_markdown
from postmortems.shared.text import RENDERER_VERSION, clean, render
from postmortems.wording.judge import blames, judge
from postmortems.wording.services import Conflict
from postmortems.workspace.document_parts import Told


class CannotApprove(Exception):
    """It cannot be approved as it stands; the message says why, to a person."""


@transaction.atomic
def write_external(
    *, review: Review, title: str, body: str, embargo_until: dt.datetime | None, base_version: int, actor: User
) -> ExternalVersion:
    """Save the words over version `base_version` (0: there was none). Whatever was approved before is not any more.

    Raises Conflict when somebody saved since.
    """
    values = {
        "title": clean(title),
        "body": clean(body),
        "html": render(clean(body)),
        "renderer_version": RENDERER_VERSION,
        "embargo_until": embargo_until,
        "written_by": actor,
        "written_at": clock.now(),
        "approved_by": None,
        "approved_at": None,
        "version": base_version + 1,
    }
    if not base_version:
        _create(review, values)
    elif not ExternalVersion.objects.filter(review=review, version=base_version).update(**values):
        raise _conflict(review, clean(body))
    record(verb="wrote the external version", chain=f"review:{review.pk}", actor=actor, fields=("title", "body"))
    return ExternalVersion.objects.get(review=review)


def _create(review: Review, values: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            ExternalVersion.objects.create(review=review, **values)
    except IntegrityError as error:
        raise _conflict(review, str(values["body"])) from error


def _conflict(review: Review, mine: str) -> Conflict:
    standing = ExternalVersion.objects.get(review=review)
    return Conflict(mine=mine, theirs=standing.body, version=standing.version)


@transaction.atomic
def approve(*, review: Review, version: int, actor: User) -> ExternalVersion:
    """Let it be told outside: by a second person, for the words that they read. Raises CannotApprove."""
    standing = ExternalVersion.objects.select_for_update().filter(review=review).first()
    if standing is None or standing.version != version:
        raise CannotApprove(_("It was changed since you read it. Here it is as it stands now."))
    if standing.written_by_id == actor.pk:
        raise CannotApprove(_("Somebody else reads it first: four eyes see what is told outside."))
    if blames(judge(f"{standing.title}. {standing.body}")):
        raise CannotApprove(_("A sentence in it ends with a person. Outside it would be read as the cause."))
    if standing.approved_at is None:
        standing.approved_by, standing.approved_at = actor, clock.now()
        standing.save(update_fields=["approved_by", "approved_at"])
        record(verb="approved the external version", chain=f"review:{review.pk}", actor=actor, fields=("approved_at",))
    return standing


def may_read_external(review: Review) -> bool:
    """Who keeps the review reads it always, everybody who may see the review once it is out. One query at most."""
    if Power.STEER in review.powers:
        return True
    standing = ExternalVersion.objects.filter(review=review).first()
    return standing is not None and standing.is_out(clock.now())


def beginning(parts: Told) -> str:
    """What a first version can start from: what people felt, what was learned, what happens next."""
    promised = "\n".join(f"- {one.sentence}" for one in parts.promises if one.item.state != "declined")
    found = (
        (_("What happened"), parts.source("impact")),
        (_("What we learned"), parts.source("lessons")),
        (_("What we change"), promised),
    )
    return "\n\n".join(f"## {heading}\n\n{words.strip()}" for heading, words in found if words.strip())


def external_markdown(external: ExternalVersion) -> str:
    """The version that is out, as Markdown."""
    return as_markdown(Paper(external.title, (Part(paragraphs=(Marked(external.body),)),))) + "\n"
