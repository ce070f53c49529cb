"""Taking a person's name out of everything that is kept, once they left and asked for it.

What happened stays told: rows are not deleted, they say a pseudonym. What was theirs alone goes.
"""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import models, transaction

from accounts.directory import DirectoryPerson
from accounts.models import Membership, TimeOff, User
from accounts.services import end_sessions
from accounts.tokens import end_all as end_all_tokens
from postmortems.actions.bulk_change import BulkChange
from postmortems.actions.calendar_feed import CalendarFeed
from postmortems.actions.saved_view import SavedView
from postmortems.audit.services import record
from postmortems.mail.models import Delivery
from postmortems.organisation.renaming import say_instead
from postmortems.reflections.services import forget_all_of
from postmortems.reviews.following import Follow
from postmortems.reviews.restoring import CouldRestore
from postmortems.timeline.models import LastLook
from postmortems.wording.models import Draft

NOWHERE = "erased.invalid"  # RFC 2606: no such domain will ever be
THEIRS_ALONE: tuple[tuple[type[models.Model], str], ...] = (
    (TimeOff, "user"),
    (Membership, "user"),
    (BulkChange, "actor"),
    (CalendarFeed, "owner"),
    (SavedView, "owner"),
    (Delivery, "recipient"),
    (Follow, "user"),
    (CouldRestore, "user"),
    (LastLook, "user"),
    (Authenticator, "user"),
    (EmailAddress, "user"),
    (SocialAccount, "user"),
    (DirectoryPerson, "person"),
)


class StillHere(Exception):
    """Somebody who may sign in is not erased: first they are made inactive, and what they promised is handed over."""


@dataclass(frozen=True)
class Erased:
    """By what they are called now, and in how many texts their name stood."""

    called: str
    texts: int


def is_erased(person: User) -> bool:
    return person.email.endswith(f"@{NOWHERE}")


@transaction.atomic
def erase(*, actor: User, person: User) -> Erased:
    """For good: no undo, and the record keeps that it was done. Raises StillHere. Twice is as once."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_active:
        raise StillHere
    name, email, called = person.display_name, person.email, f"former colleague {person.pk}"
    if is_erased(person):
        return Erased(name, 0)
    end_sessions(person)
    end_all_tokens(person)
    _forget_what_was_theirs(person)
    texts = sum(say_instead(one, called) for one in (email, name))
    _become_nobody(person, called)
    record(verb="erased", chain=f"person:{person.pk}", actor=actor, fields=("name", "email", "preferences"))
    return Erased(called, texts)


def _forget_what_was_theirs(person: User) -> None:
    forget_all_of(person)
    person.directory_groups.clear()
    Draft.everything.filter(author=person).delete()
    for model, field in THEIRS_ALONE:
        model._base_manager.filter(**{field: person}).delete()


def _become_nobody(person: User, called: str) -> None:
    fresh = User(pk=person.pk, email=f"{person.pk}@{NOWHERE}", display_name=called, is_active=False)
    fresh.joined_at, fresh.session_round = person.joined_at, person.session_round
    fresh.set_unusable_password()
    fresh.save(force_update=True)
