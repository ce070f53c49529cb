"""Between the SCIM protocol, which scim2-server speaks, and people and groups here."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from scim2_models import NotFoundException, NotImplementedException, ResourceType, UniquenessException
from scim2_server.storage import ScimStorage, SearchPage

from accounts.directory import DirectoryGroup
from accounts.models import User
from accounts.token_model import Token
from postmortems.organisation.lock import one_at_a_time
from postmortems.scim import finding, shapes
from postmortems.scim.groups import forget_group, keep_group
from postmortems.scim.people import Taken, change, let_go, take_in
from postmortems.scim.showing import as_group, as_user, members_of, told_by

Shape = shapes.User | shapes.Group


class Directory(ScimStorage):
    """What one token's directory reads and writes."""

    def __init__(self, token: Token) -> None:
        self.token = token

    @contextmanager
    def operation(self) -> Generator[None]:
        """One change of people at a time, whole or not at all."""
        with transaction.atomic():
            one_at_a_time()
            yield

    def get(self, resource_type: ResourceType, resource_id: str, *, response_parameters: Any = None) -> Any:
        if resource_type.name == "User":
            return as_user(_person(resource_id))
        return as_group(_group(resource_id))

    def search(self, resource_types: list[ResourceType], search_request: Any, *, position: Any = None) -> SearchPage:
        if len(resource_types) != 1:
            raise NotImplementedException(detail="Ask for /Users or for /Groups.")
        start = search_request.start_index_0 or 0
        count = shapes.MOST if search_request.count is None else search_request.count
        if resource_types[0].name == "User":
            people = finding.people().filter(finding.asked(search_request.filter, finding.OF_PEOPLE))
            return SearchPage(people.count(), [as_user(one) for one in people[start : start + count]])
        with_members = not any(
            str(path).lower().endswith("members") for path in search_request.excluded_attributes or []
        )
        groups = finding.groups(with_members=with_members)
        groups = groups.filter(finding.asked(search_request.filter, finding.OF_GROUPS))
        found: list[Any] = [as_group(one, with_members=with_members) for one in groups[start : start + count]]
        return SearchPage(groups.count(), found)

    def create(self, resource_type: ResourceType, resource: Any) -> Any:
        if isinstance(resource, shapes.User):
            try:
                person = take_in(token=self.token, told=told_by(resource))
            except Taken as error:
                raise UniquenessException from error
            return self.get(resource_type, str(person.pk))
        return self.get(resource_type, str(self._keep(None, resource).pk))

    def update(self, resource_type: ResourceType, resource: Any, *, expected_version: str | None = None) -> Any:
        if isinstance(resource, shapes.User):
            person = _person(resource.id or "")
            try:
                change(token=self.token, person=person, told=told_by(resource, was_active=person.is_active))
            except Taken as error:
                raise UniquenessException from error
        else:
            self._keep(_group(resource.id), resource)
        return self.get(resource_type, resource.id)

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        if resource_type.name == "User":
            let_go(token=self.token, person=_person(resource_id))
        else:
            forget_group(token=self.token, group=_group(resource_id))

    def _keep(self, group: DirectoryGroup | None, resource: shapes.Group) -> DirectoryGroup:
        return keep_group(
            token=self.token,
            group=group,
            name=resource.display_name or "",
            external_id=(resource.external_id or "")[:200],
            members=members_of(resource),
        )


def _person(pk: str) -> User:
    found = finding.people().filter(finding.OF_PEOPLE["id"](pk)).first()
    if found is None:
        raise NotFoundException(detail="Nobody here has this id.")
    return found


def _group(pk: str) -> DirectoryGroup:
    found = finding.groups().filter(finding.OF_GROUPS["id"](pk)).first()
    if found is None:
        raise NotFoundException(detail="No group here has this id.")
    return found
