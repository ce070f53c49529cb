"""From written to shared to closed: asking those involved, passing a point, sharing, correcting, closing."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation, User
from accounts.roles import Power
from postmortems.actions.states import OPEN
from postmortems.actions.states import State as Promise
from postmortems.audit.services import record
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.questions.models import Question
from postmortems.questions.services import ask
from postmortems.reviews import services as reviews
from postmortems.reviews.followers import SHARED, tell_followers
from postmortems.reviews.models import Participant, Review
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.shared.text import RENDERER_VERSION, clean, render
from postmortems.wording.services import write_text
from postmortems.workspace.gate import asked, find_point, is_open
from postmortems.workspace.gate_facts import facts_of
from postmortems.workspace.models import Correction, Waiver

ASKED = "account_shown"  # the kind of mail
UNDECIDED = (Promise.OFFERED, Promise.TALK_FIRST)


class CannotShare(Exception):
    """This cannot be done with the review now; the message says why, to a person."""


@transaction.atomic
def show(*, review: Review, actor: User) -> None:
    """Ask those involved whether it is told right; their working day begins now. Asked again, all are asked."""
    standing = _locked(review)
    if standing.is_settled:
        raise CannotShare(_("It is shared already."))
    standing.shown_at = clock.now()
    standing.save(update_fields=["shown_at"])
    people = list(standing.participants.filter(user__is_active=True).select_related("user"))
    Participant.objects.filter(review=review, fine_at__isnull=False).update(fine_at=None)
    queue_all([_delivery(standing, part.user) for part in people if part.user and part.user != actor])
    record(verb="showed it to those involved", chain=f"review:{review.pk}", actor=actor, fields=("shown_at",))


def _delivery(review: Review, user: User) -> Delivery:
    return Delivery(
        kind=ASKED,
        about=f"review:{review.pk}",
        recipient=user,
        local_date=clock.today(user.zone),
        due_at=clock.now(),
    )


@transaction.atomic
def say_fine(*, review: Review, user: User) -> None:
    """Somebody who took part says that it is told right. Said twice, it counts once. Raises CannotShare."""
    part = _part(review, user)
    if part.fine_at is None:
        part.fine_at = clock.now()
        part.save(update_fields=["fine_at"])
        record(verb="said it is told right", chain=f"review:{review.pk}", actor=user)


@transaction.atomic
def object_to(*, review: Review, user: User, body: str, form_key: uuid.UUID) -> Question:
    """Somebody who took part tells it differently: a question that sharing waits for. Raises CannotShare."""
    part = _part(review, user)
    if part.fine_at is not None:
        part.fine_at = None
        part.save(update_fields=["fine_at"])
    return ask(review=review, body=body, actor=user, form_key=form_key, kind=Question.Kind.OBJECTION)


def _part(review: Review, user: User) -> Participant:
    standing = _locked(review)
    if standing.is_settled or standing.shown_at is None:
        raise CannotShare(_("This review has moved on. Here is where it stands now."))
    part = Participant.objects.filter(review=review, user=user).first()
    if part is None:
        raise CannotShare(_("Those who took part say that. A question can be asked by everybody who writes here."))
    return part


@transaction.atomic
def waive(*, review: Review, point: str, reason: str, actor: User) -> None:
    """Pass a point that only advises, with a reason. The newer reason counts. Raises CannotShare."""
    found, reason = find_point(point), clean(reason)[:200]
    if found is None or found.blocks:
        raise CannotShare(_("This one is settled where it stands, not passed."))
    if not reason:
        raise CannotShare(_("One sentence says why."))
    values = {"reason": reason, "given_by": actor, "given_at": clock.now()}
    Waiver.objects.update_or_create(review=review, point=point, defaults=values)
    record(verb=f"passed {point}", chain=f"review:{review.pk}", actor=actor)


@transaction.atomic
def unwaive(*, review: Review, point: str, actor: User) -> None:
    """Take the reason back: the point is asked again."""
    if Waiver.objects.filter(review=review, point=point).delete()[0]:
        record(verb=f"no longer passed {point}", chain=f"review:{review.pk}", actor=actor)


@transaction.atomic
def name_roles(*, review: Review, roles: bool, actor: User) -> None:
    """Say roles where people were named on the shared page, or their names again."""
    standing = _locked(review)
    if standing.names_as_roles != roles:
        standing.names_as_roles = roles
        standing.save(update_fields=["names_as_roles"])
        verb = "said roles for names" if roles else "said names again"
        record(verb=verb, chain=f"review:{review.pk}", actor=actor, fields=("names_as_roles",))


@transaction.atomic
def publish(*, review: Review, actor: User, powers: frozenset[Power]) -> Review:
    """Share it with everybody who may see it. The gate is asked again on what stands now. Where something is promised,
    it is followed through at once. Raises reviews.services.CannotMove.
    """
    standing = _locked(review)
    if not is_open(asked(facts_of(standing), now=clock.now())):
        raise reviews.CannotMove(_("Something is still open. It is listed here, each with the way to it."))
    moved = reviews.move(review=standing, to=State.PUBLISHED, actor=actor, powers=powers)
    if review.actions.alive().filter(state__in=OPEN).exists():
        moved = reviews.move(review=moved, to=State.FOLLOW_UP, actor=actor, powers=powers)
    tell_followers(review=moved, what=SHARED, actor=actor)
    return moved


@transaction.atomic
def close(*, review: Review, different: str, base_version: int, actor: User, powers: frozenset[Power]) -> Review:
    """End the review with what is different now; its reminders stop. In a larger organisation names become roles.

    Raises reviews.services.CannotMove, BlameRefused for words that end with a person, and Conflict.
    """
    standing = _locked(review)
    waiting = standing.actions.alive().filter(state__in=UNDECIDED).count()
    if waiting:
        said = ngettext(
            "One action item still waits for an answer: taken on, handed over or let go, each is fine.",
            "%(n)d action items still wait for an answer: taken on, handed over or let go, each is fine.",
            waiting,
        )
        raise reviews.CannotMove(said % {"n": waiting})
    moved = reviews.move(review=standing, to=State.CLOSED, actor=actor, powers=powers, reason=different)
    write_text(kind="review", pk=review.pk, slot="closing", body=different, base_version=base_version, author=actor)
    if Organisation.current().size == Organisation.Size.LARGE:
        name_roles(review=moved, roles=True, actor=actor)
    return moved


@transaction.atomic
def correct(*, review: Review, body: str, actor: User, form_key: uuid.UUID) -> Correction:
    """Add a dated note to the shared page. The same `form_key` again gives the note it made at first."""
    body = clean(body)
    note, is_new = Correction.objects.get_or_create(
        form_key=form_key,
        defaults={
            "review": review,
            "body": body,
            "html": render(body),
            "renderer_version": RENDERER_VERSION,
            "written_by": actor,
            "written_at": clock.now(),
        },
    )
    if is_new:
        record(verb="added a correction", chain=f"review:{review.pk}", actor=actor, target=f"correction:{note.pk}")
    return note


def open_promises(review: Review) -> int:
    """How many action items are still to be done; one query."""
    return review.actions.alive().filter(state__in=OPEN).count()


def _locked(review: Review) -> Review:
    return Review.objects.select_for_update().get(pk=review.pk)
