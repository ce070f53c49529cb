"""What the settings pages list. Every list costs the same number of queries, whatever its length."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Prefetch, Q, QuerySet

from accounts.models import Membership, Team, User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.organisation.paging import Asked, Page, page_of
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review, Service
from postmortems.reviews.states import State

NAMED = 8  # people or services of a team that a row of the list names


def people_page(asked: Asked) -> Page[User]:
    """People who may sign in first, then the others; by name. Searched by name and address."""
    teams = Membership.objects.filter(team__archived_at=None).select_related("team").order_by("team__name")
    rows = User.objects.order_by("-is_active", "display_name", "pk").prefetch_related(Prefetch("memberships", teams))
    return page_of(rows, asked, by=("display_name", "email"))


def known_addresses() -> set[str]:
    return {email.lower() for email in User.objects.values_list("email", flat=True)}


def open_teams() -> QuerySet[Team]:
    return Team.objects.filter(archived_at=None)


def teams_page(asked: Asked) -> Page[Team]:
    """Teams by name, the archived ones last, each with the first of its members (`people_named`) and services
    (`services_named`), and one more than a row names.
    """
    members = Membership.objects.select_related("user").order_by("role", "user__display_name", "pk")
    services = Service.objects.filter(archived_at=None).order_by("name")
    first = (
        Prefetch("memberships", members[: NAMED + 1], to_attr="people_named"),
        Prefetch("services", services[: NAMED + 1], to_attr="services_named"),
    )
    return page_of(_archived_last(Team.objects.all()).prefetch_related(*first), asked)


def members_of(team: Team) -> list[Membership]:
    rows = Membership.objects.filter(team=team).select_related("user", "team")
    return list(rows.order_by("role", "user__display_name").fetch_mode(FETCH_RAISE))


def services_page(asked: Asked) -> Page[Service]:
    """Services by name, the archived ones last."""
    return page_of(_archived_last(Service.objects.select_related("team")), asked)


def _archived_last[Row: (Team, Service)](rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.annotate(is_archived=Q(archived_at__isnull=False)).order_by("is_archived", "name")


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
