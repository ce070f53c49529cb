"""Writing "Whom you can turn to"."""

import uuid

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.organisation.services import CHAIN
from postmortems.reflections.contact import Contact


@transaction.atomic
def add_contact(*, actor: User, form_key: uuid.UUID, purpose: str, who: str, how: str) -> Contact:
    """Sent twice it stands there once."""
    values = {"purpose": purpose, "who": who, "how": how}
    contact, is_new = Contact.objects.get_or_create(form_key=form_key, defaults=values)
    if is_new:
        record(verb="named whom to turn to", chain=CHAIN, actor=actor, target=f"contact:{contact.pk}")
    return contact


@transaction.atomic
def change_contact(*, actor: User, contact: Contact, purpose: str, who: str, how: str) -> None:
    contact.purpose, contact.who, contact.how = purpose, who, how
    contact.save(update_fields=["purpose", "who", "how"])
    record(verb="changed whom to turn to", chain=CHAIN, actor=actor, target=f"contact:{contact.pk}")


@transaction.atomic
def remove_contact(*, actor: User, contact: Contact) -> None:
    """Its page offers to put it back at once; there is no trash for it."""
    record(verb="took away whom to turn to", chain=CHAIN, actor=actor, target=f"contact:{contact.pk}")
    contact.delete()
