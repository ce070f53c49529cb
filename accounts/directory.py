"""What the organisation's directory told about people and groups over SCIM, beside who they are here."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models

from accounts.groups import GroupRule


class Called:
    """How a directory calls somebody: what it says now, and what it said before."""

    user_name: str
    display_name: str
    email: str
    given_name: str
    family_name: str

    @property
    def address(self) -> str:
        """Where the directory says that they read mail."""
        return (self.email or self.user_name).lower()

    @property
    def name(self) -> str:
        """What colleagues read: never empty."""
        whole = self.display_name or f"{self.given_name} {self.family_name}"
        return " ".join(whole.split())[:120] or self.address.partition("@")[0]


class DirectoryPerson(Called, models.Model):
    """How the directory calls somebody. Who it never told of has no row, and is known by their address alone."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="in_directory"
    )
    user_name = models.CharField(max_length=254, unique=True, help_text="in lower case: SCIM compares it so")
    external_id = models.CharField(max_length=200, blank=True, default="", db_index=True)
    display_name = models.CharField(max_length=120, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    given_name = models.CharField(max_length=120, blank=True, default="")
    family_name = models.CharField(max_length=120, blank=True, default="")
    is_gone = models.BooleanField(default=False, help_text="deleted there; here inactive, and what they did stays")
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"person {self.person_id} in the directory"


class DirectoryGroup(models.Model):
    """A group that the directory told of. Its `key` is what group rules name: an id that is never given twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    external_id = models.CharField(max_length=200, blank=True, default="", db_index=True)
    name = models.CharField(max_length=200)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="directory_groups")
    made_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return f"directory group {self.id}"

    @property
    def key(self) -> str:
        """The directory's own id, which is also what its sign-in says; without one, ours."""
        return self.external_id or str(self.id)


def told_groups(person_id: int) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the groups that somebody belongs to, and of all groups that the directory told of; two queries."""
    mine = DirectoryGroup.objects.filter(members=person_id)
    return _keys(mine), _keys(DirectoryGroup.objects.all())


def _keys(groups: Iterable[DirectoryGroup]) -> frozenset[str]:
    return frozenset(group.key for group in groups)


def rules_about(groups: Iterable[str]) -> "models.QuerySet[GroupRule]":
    """The rules that name one of these."""
    return GroupRule.objects.filter(group__in=list(groups))
