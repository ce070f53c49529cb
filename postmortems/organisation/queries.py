"""What the settings pages list. Every list costs the same number of queries, whatever its length."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Prefetch, Q, QuerySet

from accounts.models import Membership, Team, User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review, Service
from postmortems.reviews.states import State

A_PAGE = 50


@dataclass(frozen=True)
class PeoplePage:
    """Some people by name, and where the next ones begin: the name and key of the last one here."""

    people: list[User]
    count: int
    older: str = ""


def people_page(*, search: str = "", page: int = 1) -> PeoplePage:
    """People who may sign in first, then the others; by name. `search` looks into names and addresses."""
    rows = User.objects.all()
    for word in search.split()[:5]:
        rows = rows.filter(Q(display_name__icontains=word) | Q(email__icontains=word))
    teams = Membership.objects.filter(team__archived_at=None).select_related("team").order_by("team__name")
    listed = rows.order_by("-is_active", "display_name", "pk").prefetch_related(Prefetch("memberships", teams))
    start = (page - 1) * A_PAGE
    found = list(listed.fetch_mode(FETCH_RAISE)[start : start + A_PAGE + 1])
    more = str(page + 1) if len(found) > A_PAGE else ""
    return PeoplePage(found[:A_PAGE], rows.count(), more)


def known_addresses() -> set[str]:
    return {email.lower() for email in User.objects.values_list("email", flat=True)}


def open_teams() -> QuerySet[Team]:
    return Team.objects.filter(archived_at=None)


def teams() -> list[Team]:
    """All of them, the archived ones last, with their members and services at hand."""
    members = Membership.objects.select_related("user").order_by("role", "user__display_name")
    services = Service.objects.filter(archived_at=None)
    rows = Team.objects.prefetch_related(Prefetch("memberships", members), Prefetch("services", services))
    return sorted(rows.fetch_mode(FETCH_RAISE), key=lambda team: (team.archived_at is not None, team.name))


def members_of(team: Team) -> list[Membership]:
    rows = Membership.objects.filter(team=team).select_related("user", "team")
    return list(rows.order_by("role", "user__display_name").fetch_mode(FETCH_RAISE))


def services() -> list[Service]:
    """All of them, the archived ones last."""
    rows = Service.objects.select_related("team").fetch_mode(FETCH_RAISE)
    return sorted(rows, key=lambda service: (service.archived_at is not None, service.name))


@dataclass(frozen=True)
class LeftOpen:
    """What waits for a person: the part that the one who asks may see, and how much there is beside it."""

    items: list[ActionItem]
    reviews: list[Review]
    hidden: int

    @property
    def count(self) -> int:
        return len(self.items) + len(self.reviews) + self.hidden


def left_open(person: User, *, seen_by: User) -> LeftOpen:
    """Open action items that are theirs, and unfinished reviews that they keep. To administer is not to see: what
    belongs to a review that `seen_by` may not see is only counted.
    """
    all_items = ActionItem.objects.alive().filter(owner=person, state__in=OPEN, review__deleted_at=None)
    kept = Q(owner=person) | Q(facilitator=person)
    all_reviews = Review.objects.alive().filter(kept).exclude(state=State.CLOSED)
    visible = visible_to(seen_by)
    items = all_items.filter(review__in=visible).select_related("review").order_by("due_on", "pk")
    reviews = visible.filter(kept).exclude(state=State.CLOSED).order_by("-number")
    shown_items, shown_reviews = list(items.fetch_mode(FETCH_RAISE)), list(reviews.fetch_mode(FETCH_RAISE))
    hidden = all_items.count() + all_reviews.count() - len(shown_items) - len(shown_reviews)
    return LeftOpen(shown_items, shown_reviews, hidden)


def is_quite_new() -> bool:
    """Whether the organisation is one person still."""
    return User.objects.filter(is_active=True)[:2].count() < 2
