"""Messages to whom something was asked to be told: whoever follows a review or a service, and whoever was named with
an @. Each goes into the mail of the day, and none carries the words of a review.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from postmortems.following.places import Named, named_in
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.reviews.access import visible_to
from postmortems.reviews.followers import EASED, OVER, SHARED, followed_by
from postmortems.reviews.mentions import MENTIONED, mentioned
from postmortems.reviews.models import Review

# Whether it is still so, by kind: somebody may have taken the stamp back, or the review into writing again.
STILL: dict[str, Callable[[Review], bool]] = {
    SHARED: lambda review: review.is_settled,
    EASED: lambda review: any(incident.mitigated_at for incident in review.incidents.all()),
    OVER: lambda review: any(incident.resolved_at for incident in review.incidents.all()),
}


def followed(kind: str, rows: Sequence[Delivery]) -> dict[int, Matter]:
    """What these messages say, for those who still follow and may see. Two queries, three a recipient."""
    found = {}
    for person, theirs in _by_person(rows).items():
        keys = {_key(row) for row in theirs}
        reviews = visible_to(person).prefetch_related("incidents").in_bulk(keys)
        wanted = followed_by(person, set(reviews))
        for row in theirs:
            review = reviews.get(_key(row))
            if review:
                found[row.pk] = Matter(_words(review), review.pk in wanted and STILL[kind](review))
    return found


def named(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """The same for whoever was named: as long as the words still name them."""
    places = named_in({row.about for row in rows})
    people = list(User.objects.filter(is_active=True))
    found = {}
    for person, theirs in _by_person(rows).items():
        reviews = visible_to(person).in_bulk({places[row.about].review for row in theirs if row.about in places})
        for row in theirs:
            place = places.get(row.about)
            review = reviews.get(place.review) if place else None
            if place and review:
                found[row.pk] = Matter(_place(review, place), person.pk in mentioned(place.words, people))
    return found


def _by_person(rows: Iterable[Delivery]) -> dict[User, list[Delivery]]:
    by_person: dict[User, list[Delivery]] = defaultdict(list)
    for row in rows:
        by_person[row.recipient].append(row)
    return by_person


def _key(row: Delivery) -> int:
    _kind, _colon, pk = row.about.partition(":")
    return int(pk)


def _words(review: Review) -> dict[str, Any]:
    return {"review": review, "link": settings.BASE_URL + reverse("review", args=[review.ref])}


def _place(review: Review, place: Named) -> dict[str, Any]:
    link = settings.BASE_URL + place.address(review.ref)
    return {"review": review, "link": link, "section": place.part, "author": place.author}


def register_all() -> None:
    """Called when the application starts."""
    for name in STILL:
        look: Callable[[Sequence[Delivery]], dict[int, Matter]] = partial(followed, name)
        kinds.register(kinds.Kind(name=name, matters=look, timing=kinds.Timing.DIGEST, topic=Topic.FOLLOWED))
    kinds.register(kinds.Kind(name=MENTIONED, matters=named, timing=kinds.Timing.DIGEST, topic=Topic.FOLLOWED))
