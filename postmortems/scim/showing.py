"""Rows as SCIM resources, and resources as what they say."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from scim2_models import InvalidValueException, Meta, Reference

from accounts.directory import DirectoryGroup, DirectoryPerson
from accounts.models import User
from postmortems.scim import shapes
from postmortems.scim.people import Told


def as_user(person: User) -> shapes.User:
    """`person` with its row of the directory and its groups. Who the directory never told of is shown as they are."""
    row = _row(person)
    display = row.display_name if row else person.display_name
    address = row.email if row else person.email
    given, family = (row.given_name, row.family_name) if row else _split(person.display_name)
    return shapes.User(
        id=str(person.pk),
        external_id=(row.external_id if row else "") or None,
        user_name=row.user_name if row else person.email,
        display_name=display or None,
        name=shapes.Name(given_name=given or None, family_name=family or None) if given or family else None,
        emails=[shapes.Email(value=address, type=shapes.Email.Type.WORK, primary=True)] if address else None,
        active=person.is_active,
        groups=[shapes.Belongs(value=str(group.pk), display=group.name) for group in person.directory_groups.all()]
        or None,
        meta=Meta(
            resource_type="User", created=person.joined_at, last_modified=row.told_at if row else person.joined_at
        ),
    )


def as_group(group: DirectoryGroup, *, with_members: bool = True) -> shapes.Group:
    members = group.members.all() if with_members else ()
    return shapes.Group(
        id=str(group.pk),
        external_id=group.external_id or None,
        display_name=group.name,
        members=[shapes.Member(value=str(person.pk), ref=Reference(f"Users/{person.pk}")) for person in members]
        or None,
        meta=Meta(resource_type="Group", created=group.made_at, last_modified=group.told_at),
    )


def told_by(resource: shapes.User, *, was_active: bool = True) -> Told:
    """What a resource says. Raises InvalidValueException where no address can be found."""
    name = resource.name or shapes.Name()
    user_name = (resource.user_name or "").strip()
    told = Told(
        user_name=user_name,
        is_active=was_active if resource.active is None else resource.active,
        external_id=resource.external_id or "",
        display_name=_line(resource.display_name),
        email=_address(resource.emails or []),
        given_name=_line(name.given_name),
        family_name=_line(name.family_name),
    )
    try:
        validate_email(told.address)
    except ValidationError as error:
        raise InvalidValueException(
            detail="userName or emails: a mail address is needed, as in a@example.org"
        ) from error
    if len(user_name) > 254 or len(told.address) > 254 or len(told.external_id) > 200:
        raise InvalidValueException(detail="userName, emails or externalId is too long")
    return told


def members_of(resource: shapes.Group) -> list[int]:
    """Ids of people. Raises InvalidValueException for one that is nobody's."""
    values = {member.value or "" for member in resource.members or []}
    if not all(value.isdecimal() and len(value) < 19 for value in values):
        raise InvalidValueException(detail="members: a value is not the id of somebody here")
    found = list(User.objects.filter(pk__in=values).values_list("pk", flat=True))
    if len(found) != len(values):
        raise InvalidValueException(detail="members: a value is not the id of somebody here")
    return found


def _row(person: User) -> DirectoryPerson | None:
    return getattr(person, "in_directory", None)


def _split(name: str) -> tuple[str, str]:
    given, _, family = name.partition(" ")
    return given, family


def _line(words: str | None) -> str:
    return " ".join((words or "").split())[:120]


def _address(emails: list[shapes.Email]) -> str:
    first = next((one for one in emails if one.primary), emails[0] if emails else None)
    return ((first.value if first else "") or "").strip()
