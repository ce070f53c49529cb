"""The gate: who may see and change a review. Pages, fragments, tasks, mails and exports all ask here.

A stranger learns nothing, not even that the review exists (404); a reader who wants to write is told so (403).
"""

from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import FETCH_ONE, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from accounts.models import Membership, Team, User
from accounts.roles import Power, Role, powers
from accounts.somebody import somebody
from postmortems.live.services import Seen
from postmortems.reviews.following import Follow
from postmortems.reviews.models import Participant, Review, Visibility
from postmortems.shared.statements import NUMBER, PERSON, Columns, Shape, Statement

VIEW, EDIT, STEER, SETTLE, CORRECT = Power.VIEW, Power.EDIT, Power.STEER, Power.SETTLE, Power.CORRECT


class Elsewhere(Exception):
    """The review is not at this address: it joined another one, it was withdrawn, or it is read as a document. Answered
    by moved.py.
    """

    def __init__(self, *, ref: str = "", withdrawn: str = "", document: str = "") -> None:
        self.ref, self.withdrawn, self.document = ref, withdrawn, document


def visible_to(user: User) -> QuerySet[Review]:
    """The reviews that this person may see. No rule that fits means no row."""
    return _sees(user.pk, user.is_active).all()


@lru_cache(maxsize=2048)
def _sees(pk: int, is_active: bool) -> QuerySet[Review]:
    """The rules for one person, put together once in a process: a page asks a dozen times. Nothing is read here, and
    nothing but these two may decide: what is not there raises FieldFetchBlocked.
    """
    return _open_to(somebody(pk, is_active=is_active), Review.objects.alive())


def put_away_for(user: User) -> QuerySet[Review]:
    """The reviews in the trash that this person could see before; one that joined another is not among them."""
    return _open_to(user, Review.objects.filter(deleted_at__isnull=False, joined_to=None))


def _open_to(user: User, rows: QuerySet[Review]) -> QuerySet[Review]:
    if not user.is_active:
        return rows.none()
    return rows.filter(Q(visibility=Visibility.EVERYONE) | _takes_part(user) | _is_shown_to(user))


def _takes_part(user: User) -> Q:
    involved = Participant.objects.filter(review=OuterRef("pk"), user=user)
    return Q(owner=user) | Q(facilitator=user) | Q(filed_by=user) | Q(Exists(involved))


def _is_shown_to(user: User) -> Q:
    teams = Membership.objects.filter(user=user).values("team")
    shown_team = Review.visible_teams.through.objects.filter(review=OuterRef("pk"), team__in=teams)
    shown_person = Review.visible_people.through.objects.filter(review=OuterRef("pk"), user=user)
    return (
        Q(visibility=Visibility.TEAMS, team__in=teams)
        | (Q(visibility=Visibility.TEAMS) & Q(Exists(shown_team)))
        | (Q(visibility=Visibility.PEOPLE) & Q(Exists(shown_person)))
    )


def roles_in(user: User, review: Review) -> set[Role]:
    """What this person is to this review; one query. STRANGER alone when they may not see it."""
    found = _with_part(visible_to(user), user).filter(pk=review.pk).first()
    return _roles(user, found) if found else {Role.STRANGER}


def _with_part(rows: QuerySet[Review], user: User) -> QuerySet[Review]:
    """The same rows, each saying whether this person took part in it, belongs to its team, and leads any team."""
    tells = Participant.objects.filter(review=OuterRef("pk"), user=user).exclude(role__in=Participant.READS_ALONG)
    same_team = Membership.objects.filter(team=OuterRef("team"), user=user)
    leads = Membership.objects.filter(user=user, role=Membership.Role.LEAD)
    return rows.annotate(tells_it=Exists(tells), is_of_the_team=Exists(same_team), leads_a_team=Exists(leads))


def _roles(user: User, review: Any) -> set[Role]:
    roles = {Role.READER}
    if review.owner_id == user.pk:
        roles.add(Role.OWNER)
    if review.facilitator_id == user.pk or (review.facilitator_id is None and user.is_facilitator):
        roles.add(Role.FACILITATOR)
    if review.filed_by_id == user.pk or review.tells_it:
        roles.add(Role.INVOLVED)
    if review.is_of_the_team:
        roles.add(Role.TEAMMATE)
    return roles


def powers_in(user: User, review: Review) -> frozenset[Power]:
    """What this person may do with this review now. A settled review is a document: nobody edits it, who wrote it may
    correct it, its keepers still steer.
    """
    return _now(review, roles_in(user, review))


def _now(review: Review, roles: set[Role]) -> frozenset[Power]:
    found = powers(roles)
    if not review.is_settled:
        return found
    return found - {EDIT} | ({CORRECT} if EDIT in found else set())


def review_for(request: HttpRequest, ref: str, need: Power = VIEW) -> Review:
    """The review under this reference, if the person signed in may do with it what they `need`. Http404 or
    PermissionDenied.

    The review carries `powers`, so that pages show only what would be answered.
    """
    user: Any = request.user
    number = ref.removeprefix("PIR-")
    review: Review | None = _numbered(user, int(number)) if number.isdecimal() and len(number) < 10 else None
    if review is None:
        raise elsewhere(user, number) or Http404()
    review.powers = _now(review, _roles(user, review))
    if need not in review.powers:
        raise PermissionDenied
    return review


def as_written(review: Review) -> Review:
    """The same review, for a page that shows words as they were written. Raises Elsewhere where it is shared and says
    roles instead of names: then only those who wrote it or keep it read them so.
    """
    if review.is_settled and review.names_as_roles and not review.powers & {CORRECT, STEER, SETTLE}:
        raise Elsewhere(document=review.ref)
    return review


def elsewhere(user: User, number: str) -> Elsewhere | None:
    """Where the review of this number went, as far as this person may follow it there."""
    if not number.isdecimal() or len(number) > 9:
        return None
    log = Review.objects.filter(number=int(number), deleted_at__isnull=False).first()
    if log is None or log.joined_to_id is None:
        is_known = log is not None and put_away_for(user).filter(pk=log.pk).exists()
        return Elsewhere(withdrawn=log.ref) if log and is_known else None
    target = visible_to(user).filter(pk=log.joined_to_id).first()
    if target:
        return Elsewhere(ref=target.ref)
    further = Review.objects.filter(pk=log.joined_to_id, deleted_at__isnull=False).first()
    return elsewhere(user, str(further.number)) if further else None


GATE = Shape(
    *(Columns(Review, mode=FETCH_ONE), Columns(User, "owner", mode=FETCH_ONE)),
    *(Columns(User, "facilitator", mode=FETCH_ONE), Columns(User, "filed_by", mode=FETCH_ONE)),
    Columns(Team, "team", mode=FETCH_ONE),
)


def _numbered(user: User, number: int) -> Any:
    """The review with this number if this person may see it, as `_with_part` finds it; one query. It also says which
    teams they lead (`led`), whether they follow it (`is_followed`), and since when a page that shows it could have
    missed something (`seen`, see live/models.py).
    """
    rows = _gate().ask({PERSON: user.pk, NUMBER: number}) if user.is_active else []
    if not rows:
        return None
    tells, of_the_team, leads, led, follows, seen, *values = rows[0]
    review, review.owner, review.facilitator, review.filed_by, review.team = GATE.objects(tuple(values))
    review.tells_it, review.is_of_the_team, review.leads_a_team = tells, of_the_team, leads
    review.led, review.is_followed, review.seen = frozenset(led), follows, seen
    return review


@cache
def _gate() -> Statement:
    user = somebody()
    led = Membership.objects.filter(user=user, role=Membership.Role.LEAD).values("team_id")
    own = Exists(Follow.objects.filter(review=OuterRef("pk"), user=user))
    rows = _with_part(visible_to(user), user).annotate(led=ArraySubquery(led), is_followed=own, seen=Seen())  # type: ignore[no-redef]
    told = ("tells_it", "is_of_the_team", "leads_a_team", "led", "is_followed", "seen")
    return Statement.of(rows.filter(number=NUMBER).values_list(*told, *GATE.lookups))


def may(user: User, review: Review, need: Power) -> bool:
    """The same question for tasks and mails, which have no request."""
    return need in powers_in(user, review)


def with_standing(user: User) -> QuerySet[Review]:
    """The reviews that this person may see, each saying what they are to it, for rows that are read together with their
    review. Of `user` only the id goes into the query.
    """
    return _with_part(visible_to(user), user)


def standing_powers(user: User, review: Review) -> frozenset[Power]:
    """What this person may do with a review from `with_standing`; asks nothing of the database."""
    return _now(review, _roles(user, review))
