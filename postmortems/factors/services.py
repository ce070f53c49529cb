"""Writing factors. Refused words raise BlameRefused, overtaken ones Conflict; then nothing is written."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.audit.services import record
from postmortems.factors.models import ContributingFactor
from postmortems.factors.own_words import put_own_kind
from postmortems.factors.queries import target_of
from postmortems.live.services import announce
from postmortems.reviews.mentions import tell_mentioned
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording import disputes
from postmortems.wording.guarded import seal
from postmortems.wording.judge import blames, judge
from postmortems.wording.models import Dispute
from postmortems.wording.policy import WordingState
from postmortems.wording.services import Conflict, remember

DETAILS = frozenset({"sign", "code", "level", "confidence", "is_known_bet"})


@transaction.atomic
def add_factor(
    *,
    review: Review,
    sentence: str,
    actor: User,
    form_key: uuid.UUID,
    events: Sequence[int] = (),
    own_kind: int | None = None,
    ask: bool = False,
    **details: Any,
) -> ContributingFactor:
    """Add a condition. The same `form_key` again gives the row that it made the first time.

    `ask` keeps words that the guard refuses as held, with a question to the facilitator; without it: BlameRefused.
    """
    # One writer at a time: no double row, no double place.
    review = Review.objects.select_for_update().get(pk=review.pk)
    earlier = review.factors.filter(form_key=form_key).first()
    if earlier:
        return earlier
    factor = ContributingFactor(
        review=review,
        sentence=sentence,
        form_key=form_key,
        position=review.factors.count() + 1,
        written_by=actor,
        written_at=clock.now(),
        **_known(details),
    )
    is_asked = ask and blames(judge(sentence))
    if is_asked:
        disputes.hold(factor, field="sentence", words=sentence)
    factor.save(force_insert=True)
    put_own_kind(factor, own_kind)
    factor.events.set(review.events.alive().filter(pk__in=events))
    _tell(factor, verb="added a factor", actor=actor, fields=("sentence", *details, *(["events"] if events else [])))
    _remember(factor, actor)
    _tell_mentioned(factor, author=actor)
    if is_asked:
        disputes.ask(factor, field="sentence", target=target_of(factor), author=actor)
    return factor


@transaction.atomic
def change_factor(
    *,
    factor: ContributingFactor,
    sentence: str,
    was: str,
    actor: User,
    events: Sequence[int] | None = None,
    own_kind: int | None = None,
    ask: bool = False,
    **details: Any,
) -> ContributingFactor:
    """Save the sentence and the details that changed; what is not named stays. Who says the code says the own kind
    below it with it.

    `was` is the seal that the sentence had when it was read. Raises Conflict when somebody saved another since, and
    BlameRefused; `ask` holds refused words instead.
    """
    factor = _locked(factor)
    before, changed = factor.sentence, list(_known(details))
    for name, value in _known(details).items():
        setattr(factor, name, value)
    if _is_reworded(factor, sentence=sentence, was=was):
        if ask and blames(judge(sentence)):
            hold_factor(factor=factor, words=sentence, actor=actor)
        else:
            disputes.withdraw(target_of(factor))
            factor.sentence = sentence
            changed.append("sentence")
    _save(factor, changed, own_kind)
    if events is not None:
        factor.events.set(factor.review.events.alive().filter(pk__in=events))
        changed.append("events")
    if "sentence" in changed:
        _remember(factor, actor)
        _tell_mentioned(factor, before=before, author=actor)
    if changed:
        _tell(factor, verb="changed a factor", actor=actor, fields=tuple(changed))
    return factor


@transaction.atomic
def hold_factor(*, factor: ContributingFactor, words: str, actor: User) -> Dispute:
    """Keep refused words on a factor as held, and ask the facilitator about them."""
    disputes.hold(factor, field="sentence", words=words)
    factor.save(update_fields=["sentence"])
    _remember(factor, actor)
    _tell(factor, verb="held a factor", actor=actor, fields=("sentence",))
    return disputes.ask(factor, field="sentence", target=target_of(factor), author=actor)


@transaction.atomic
def settle_factor(*, factor: ContributingFactor, actor: User, allow: bool, reason: str = "", offer: str = "") -> None:
    """Allow the held words with a reason, or offer another sentence, which the guard judges like any other.

    Raises AlreadySettled when nothing waits, and BlameRefused for an offer that ends with a person.
    """
    factor = _locked(factor)
    dispute = disputes.waiting(target_of(factor))
    if dispute is None:
        raise disputes.AlreadySettled(_("This sentence was settled meanwhile."))
    if allow:
        disputes.allow(dispute, factor, field="sentence", by=actor, reason=reason)
    else:
        disputes.reword(dispute, by=actor, offer=offer, reason=reason)
    _tell(factor, verb="settled a factor", actor=actor, fields=("sentence_state",) if allow else ())


@transaction.atomic
def accept_factor(*, factor: ContributingFactor, because: str, actor: User) -> ContributingFactor:
    """Write why the condition is accepted for now; no words take the acceptance back."""
    factor = _locked(factor)
    if factor.accepted_because == because:
        return factor
    factor.accepted_because = because
    factor.save(update_fields=["accepted_because"])
    verb = "accepted a factor for now" if because else "no longer accepts a factor"
    _tell(factor, verb=verb, actor=actor, fields=("accepted_because",))
    return factor


@transaction.atomic
def remove_factor(*, factor: ContributingFactor, actor: User) -> None:
    """Put the factor into the trash, once. What waited for the facilitator waits no more."""
    factor = _locked(factor)
    if factor.deleted_at is not None:
        return
    factor.deleted_at = clock.now()
    factor.save(update_fields=["deleted_at"])
    disputes.withdraw(target_of(factor))
    _tell(factor, verb="removed a factor", actor=actor, fields=("deleted_at",))


@transaction.atomic
def restore_factor(*, factor: ContributingFactor, actor: User) -> ContributingFactor:
    """Take the factor out of the trash. Held words wait for the facilitator again, asked by who brought them back."""
    factor = _locked(factor)
    if factor.deleted_at is None:
        return factor
    factor.deleted_at = None
    factor.save(update_fields=["deleted_at"])
    if disputes.is_held(factor, field="sentence"):
        disputes.ask(factor, field="sentence", target=target_of(factor), author=actor)
    _tell(factor, verb="restored a factor", actor=actor, fields=("deleted_at",))
    return factor


def _locked(factor: ContributingFactor) -> ContributingFactor:
    return ContributingFactor.objects.select_for_update(of=("self",)).select_related("review").get(pk=factor.pk)


def _known(details: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(details) - DETAILS:
        raise TypeError(f"a factor has no {', '.join(sorted(unknown))}")
    return details


def _save(factor: ContributingFactor, changed: list[str], own_kind: int | None) -> None:
    if changed:
        factor.save(update_fields=changed)
    if "code" in changed:
        put_own_kind(factor, own_kind)


def _is_reworded(factor: ContributingFactor, *, sentence: str, was: str) -> bool:
    """Whether this person wrote another sentence. Raises Conflict when somebody else did so first."""
    as_read = {seal(state, sentence) for state in WordingState}
    if sentence == factor.sentence or was in as_read:
        return False
    if was != factor.sentence_seal:
        raise Conflict(mine=sentence, theirs=factor.sentence, version=0)
    return True


def _remember(factor: ContributingFactor, author: User) -> None:
    remember(kind="factor", pk=factor.pk, slot="sentence", body=factor.sentence, author=author)


def _tell_mentioned(factor: ContributingFactor, *, before: str = "", author: User) -> None:
    place: dict[str, Any] = {"review": factor.review, "about": target_of(factor)}
    tell_mentioned(**place, body=factor.sentence, before=before, author=author)


def _tell(factor: ContributingFactor, *, verb: str, actor: User, fields: tuple[str, ...]) -> None:
    """The record and everybody who looks at the review learn of it, without a word of the sentence."""
    record(verb=verb, chain=f"review:{factor.review_id}", actor=actor, target=target_of(factor), fields=fields)
    announce(room=f"review:{factor.review_id}", topic="factor", object_id=factor.pk)
