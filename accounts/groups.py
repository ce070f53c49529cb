"""What belonging to a group at the organisation's provider means here: a team, or a role. No rule means no rights."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupRule(models.Model):
    """One group means one thing. The group is named by the id that the provider never gives to another one."""

    class Role(models.TextChoices):
        FACILITATOR = "is_facilitator", _("facilitates reviews")
        ADMINISTRATOR = "is_administrator", _("administers the organisation")

    group = models.CharField(_("group"), max_length=200)
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role, blank=True)

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team=None) ^ models.Q(role=""), name="group_rule_gives_one_thing"
            ),
            models.UniqueConstraint(fields=["group", "team", "role"], nulls_distinct=False, name="group_rule_once"),
        ]

    def __str__(self) -> str:
        return f"group rule {self.pk}"


@dataclass(frozen=True)
class Granted:
    """What somebody's groups give them, and what rules decide about at all: the rest is decided here, by hand."""

    teams: frozenset[int]
    roles: frozenset[str]
    teams_by_rule: frozenset[int]
    roles_by_rule: frozenset[str]


def granted(rules: Iterable[GroupRule], groups: Collection[str]) -> Granted:
    """Pure. Groups without a rule give nothing."""
    rules = list(rules)
    mine = [rule for rule in rules if rule.group in groups]
    return Granted(teams=_teams(mine), roles=_roles(mine), teams_by_rule=_teams(rules), roles_by_rule=_roles(rules))


def _teams(rules: Iterable[GroupRule]) -> frozenset[int]:
    return frozenset(rule.team_id for rule in rules if rule.team_id)


def _roles(rules: Iterable[GroupRule]) -> frozenset[str]:
    return frozenset(rule.role for rule in rules if rule.role)
