"""Who and what a directory asks for: the filters that directories send, each a comparison with `eq`."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from scim2_models import InvalidFilterException

from accounts.directory import DirectoryGroup
from accounts.models import User
from postmortems.organisation.erasing import NOWHERE

OF_PEOPLE = {
    "username": lambda value: Q(in_directory__user_name=value.lower()) | Q(in_directory=None, email__iexact=value),
    "externalid": lambda value: Q(in_directory__external_id=value),
    "emails.value": lambda value: Q(email__iexact=value),
    "displayname": lambda value: Q(display_name__iexact=value),
    "id": lambda value: Q(pk=value) if value.isdecimal() and len(value) < 19 else Q(pk=None),
}
OF_GROUPS = {
    "displayname": lambda value: Q(name__iexact=value),
    "externalid": lambda value: Q(external_id=value),
    "id": lambda value: Q(pk=value) if is_uuid(value) else Q(pk=None),
}


def people() -> QuerySet[User]:
    """Everybody here but who was deleted in the directory, or erased."""
    rows = User.objects.exclude(in_directory__is_gone=True).exclude(email__endswith=f"@{NOWHERE}")
    return rows.select_related("in_directory").prefetch_related("directory_groups").order_by("pk")


def groups(*, with_members: bool = True) -> QuerySet[DirectoryGroup]:
    rows = DirectoryGroup.objects.order_by("made_at", "pk")
    return rows.prefetch_related("members") if with_members else rows


def asked(scim_filter: Any, known: dict[str, Any]) -> Q:
    """The condition of a filter, or none. Raises InvalidFilterException for one that is not known."""
    if scim_filter is None:
        return Q()
    node = scim_filter.ast
    path, op, value = (getattr(node, name, None) for name in ("attr_path", "op", "value"))
    name = ".".join(part for part in (getattr(path, "attr", ""), getattr(path, "sub_attr", "")) if part).lower()
    if name not in known or op != "eq" or not isinstance(value, str) or "\0" in value:
        said = ", ".join(f"{one} eq" for one in known)
        raise InvalidFilterException(detail=f"This can be asked for: {said}.")
    found: Q = known[name](value)
    return found


def is_uuid(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False
