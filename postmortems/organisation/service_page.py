"""What a service's page tells, to everybody who signs in: who could restore it, what happened to it, what is promised.

Reviews and action items are those that the reader may see. Nobody is counted, nobody is ranked: a service that fewer
than two people could bring back is said to be so, and who they are not is not.
"""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Q, QuerySet

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.organisation.paging import Asked, Page, page_of
from postmortems.reviews.access import visible_to
from postmortems.reviews.followers import follows
from postmortems.reviews.models import Incident, Review, Service
from postmortems.reviews.restoring import ENOUGH, HOLDS_FOR, CouldRestore
from postmortems.shared import clock
from postmortems.wording.policy import PUBLISHABLE
from postmortems.workspace.document_names import names_in

MOST = 30  # reviews and action items of one page; the list of reviews has the rest


@dataclass(frozen=True)
class Promised:
    """An action item in the words of the shared page: roles where that says roles."""

    item: ActionItem
    words: str


@dataclass(frozen=True)
class ServicePage:
    """One service as a reader sees it."""

    service: Service
    restorers: list[CouldRestore]
    mine: CouldRestore | None
    reviews: list[Review]
    actions: list[Promised]
    is_followed: bool
    is_runbook_old: bool

    @property
    def is_thin(self) -> bool:
        """Whether fewer than two people said lately that they could restore it."""
        return len(self.restorers) < ENOUGH


def service_page(service: Service, *, user: User) -> ServicePage:
    """Five queries, whatever there is."""
    touched = Incident.objects.filter(services=service).order_by().values("review")
    reviews = visible_to(user).filter(pk__in=touched)
    actions = ActionItem.objects.alive().filter(review__in=reviews, state__in=OPEN, sentence_state__in=PUBLISHABLE)
    restorers = list(confirmed().filter(service=service).select_related("user").order_by("-confirmed_at"))
    return ServicePage(
        service=service,
        restorers=restorers,
        mine=next((row for row in restorers if row.user_id == user.pk), None),
        reviews=list(reviews.order_by("-number").fetch_mode(FETCH_RAISE)[:MOST]),
        actions=_promised(actions),
        is_followed=follows(user, service),
        is_runbook_old=_is_old(service),
    )


def _promised(actions: QuerySet[ActionItem]) -> list[Promised]:
    keepers = (f"review__{name}" for name in ("owner", "facilitator", "filed_by"))
    items = list(actions.select_related("review", "owner", "team", *keepers).order_by("due_on", "pk")[:MOST])
    names = names_in(list({item.review_id: item.review for item in items}.values()))
    return [Promised(item, names[item.review_id].words(item.sentence)) for item in items]


def _is_old(service: Service) -> bool:
    """Whether nobody looked at the runbook for as long as it holds that somebody could restore it."""
    checked = service.runbook_checked_on
    return checked is None or checked < clock.today("UTC") - HOLDS_FOR


def confirmed() -> QuerySet[CouldRestore]:
    """What people said of themselves in the last half year, of those who are still here."""
    return CouldRestore.objects.filter(confirmed_at__gte=clock.now() - HOLDS_FOR, user__is_active=True)


def services_run(asked: Asked) -> Page[Service]:
    """The services that are run, by name, each with `known_by`, how many people could restore it. One query."""
    lately = Q(restorers__confirmed_at__gte=clock.now() - HOLDS_FOR, restorers__user__is_active=True)
    rows = Service.objects.filter(archived_at=None).select_related("team")
    return page_of(rows.annotate(known_by=Count("restorers", filter=lately)).order_by("name"), asked)
