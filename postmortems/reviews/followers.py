"""Who follows what, and telling them: shared, eased, over. One press begins it, one press ends it."""

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.reviews.following import Follow
from postmortems.reviews.models import Incident, Review, Service
from postmortems.shared import clock

SHARED, EASED, OVER = "followed_shared", "followed_eased", "followed_over"


def follow(*, user: User, thing: Review | Service) -> None:
    """Begin to hear of it; asked twice, it begins once."""
    Follow.objects.get_or_create(user=user, **_named(thing), defaults={"began_at": clock.now()})


def unfollow(*, user: User, thing: Review | Service) -> None:
    Follow.objects.filter(user=user, **_named(thing)).delete()


def follows(user: User, thing: Review | Service) -> bool:
    return Follow.objects.filter(user=user, **_named(thing)).exists()


def _named(thing: Review | Service) -> dict[str, Review | Service]:
    return {"review" if isinstance(thing, Review) else "service": thing}


def followed_by(user: User, reviews: set[int]) -> set[int]:
    """Which of these reviews this person follows, themselves or by a service that they touch. Two queries."""
    own = set(Follow.objects.filter(user=user, review__in=reviews).values_list("review_id", flat=True))
    services = Follow.objects.filter(user=user, service__isnull=False).values("service")
    touched = Incident.objects.filter(review__in=reviews - own, services__in=services)
    return own | set(touched.values_list("review_id", flat=True))


@transaction.atomic
def tell_followers(*, review: Review, what: str, actor: User) -> None:
    """Queue a notice for everybody else who follows the review or a service that it touches. Whether they may see it
    is asked when it is sent.
    """
    services = Incident.objects.filter(review=review, services__isnull=False).values("services")
    rows = Follow.objects.filter(Q(review=review) | Q(service__in=services), user__is_active=True)
    people = User.objects.filter(pk__in=rows.values("user")).exclude(pk=actor.pk)
    queue_all(
        [
            Delivery(
                kind=what,
                about=f"review:{review.pk}",
                recipient=person,
                local_date=clock.today(person.zone),
                due_at=clock.now(),
            )
            for person in people
        ]
    )
