"""A document taken in again: the whole of it or nothing, and the same document once.

Everybody may take one in as a draft: what was promised elsewhere is nobody's here until somebody takes it on. An
administrator may bring a review back as it stood, with its state, its dates and who promised what.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Team, User
from postmortems.audit.services import record
from postmortems.exports import shape
from postmortems.exports.making import Making
from postmortems.exports.numbers import Numbers
from postmortems.exports.people import Known
from postmortems.exports.problems import Problem, ProblemsFound
from postmortems.exports.restore_parts import restore_parts
from postmortems.exports.schema import problems_in
from postmortems.exports.sealing import Sealing
from postmortems.exports.turning import turn_references
from postmortems.reviews.models import Review, Visibility
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.shared.models import next_number

Data = dict[str, Any]
Open = Callable[[str], IO[bytes] | None]


@dataclass
class Restored:
    """The review of a document, whether it is new here, and what of it could not be found again."""

    review: Review
    is_new: bool
    unknown_people: list[str] = field(default_factory=list)
    missing_files: list[str] = field(default_factory=list)
    missing_reviews: list[str] = field(default_factory=list)


def no_files(path: str) -> None:
    """A document without its archive."""


def restore(*, document: Any, actor: User | None, as_it_stood: bool = False, files: Open = no_files) -> Restored:
    """Take the document in. One that is here already changes nothing. Raises ProblemsFound, with nothing stored."""
    if problems := problems_in(document):
        raise ProblemsFound(problems)
    external_id = identity_of(document, as_it_stood=as_it_stood)
    if earlier := Review.objects.filter(external_id=external_id).first():
        return Restored(earlier, is_new=False)
    try:
        with transaction.atomic():
            return _store(document, external_id, actor, as_it_stood, files)
    except IntegrityError as error:
        raise ProblemsFound([_broken_rule(error)]) from error


def identity_of(document: Data, *, as_it_stood: bool) -> str:
    """The same content is the same review, whenever and wherever it was written out."""
    content = json.dumps(document["review"], sort_keys=True, ensure_ascii=False)
    kind = "stood" if as_it_stood else "draft"
    return f"export:{kind}:{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _store(document: Data, external_id: str, actor: User | None, as_it_stood: bool, files: Open) -> Restored:
    said = document["review"]
    people, numbers = Known(looks_up=True), Numbers(document.get("exported", {}).get("ref", ""))
    making = Making(
        review=_review(said, external_id, actor, as_it_stood, people),
        said=said,
        actor=actor,
        people=people,
        numbers=numbers,
        sealing=Sealing.now(),
        as_it_stood=as_it_stood,
        files=files,
    )
    numbers.name_review(making.review.ref)
    restore_parts(making)
    turn_references(making)
    record(verb="brought back from a document", chain=f"review:{making.review.pk}", actor=actor)
    return Restored(making.review, True, sorted(people.unknown), making.missing_files, making.missing_reviews)


def _review(said: Data, external_id: str, actor: User | None, as_it_stood: bool, people: Known) -> Review:
    columns = shape.REVIEW.read(said, "review")
    if as_it_stood:
        columns |= _as_it_stood(said, actor, people)
    else:
        columns |= {"state": State.DRAFT, "filed_at": clock.now(), "owner": actor, "filed_by": actor}
        columns |= {"meeting_at": None, "team": _team_of(actor)}
    review = Review(number=next_number("review"), external_id=external_id, **columns)
    Sealing.now().put(review, "title", review.title)
    review.save(force_insert=True)
    return review


def _as_it_stood(said: Data, actor: User | None, people: Known) -> Data:
    """State, dates and keepers. What not everybody saw is seen by named people only: its teams are not in the file."""
    standing = said.get("standing", {})
    everybody = standing.get("visibility", Visibility.EVERYONE) == Visibility.EVERYONE
    found: Data = {"state": State.DRAFT, "filed_at": clock.now()} | shape.STANDING.read(standing, "review.standing")
    found["visibility"] = Visibility.EVERYONE if everybody else Visibility.PEOPLE
    for name in ("owner", "facilitator", "filed_by"):
        found[name] = people.find(said.get(name, ""))
    found["owner"] = found["owner"] or (None if everybody else actor)
    found["team"] = Team.objects.filter(name=said.get("team", "")).first()
    return found


def _team_of(actor: User | None) -> Team | None:
    if actor is None:
        return None
    membership = Membership.objects.filter(user=actor).select_related("team").order_by("pk").first()
    return membership.team if membership else None


def _broken_rule(error: IntegrityError) -> Problem:
    """Which rule of the domain the document breaks, in the words that pages use for it."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    for model in apps.get_app_config("postmortems").get_models():
        for rule in model._meta.constraints:
            if rule.name == name:
                return Problem(str(model._meta.verbose_name), str(rule.violation_error_message or name))
    return Problem(_("the document"), _("Two things in it stand in each other's way."))
