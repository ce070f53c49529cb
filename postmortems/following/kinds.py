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
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.reviews.access import visible_to
from postmortems.reviews.followers import EASED, OVER, SHARED, followed_by
from postmortems.reviews.models import Review
from postmortems.wording.models import Text
from postmortems.workspace.mentions import MENTIONED, mentioned
from postmortems.workspace.sections import SECTIONS

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
    """The same for whoever was named: as long as the text still names them."""
    texts = Text.objects.filter(owner_kind="review").select_related("changed_by").in_bulk({_key(row) for row in rows})
    people = list(User.objects.filter(is_active=True))
    found = {}
    for person, theirs in _by_person(rows).items():
        ids = {texts[_key(row)].owner_id for row in theirs if _key(row) in texts}
        reviews = visible_to(person).in_bulk(ids)
        for row in theirs:
            text = texts.get(_key(row))
            review = reviews.get(text.owner_id) if text else None
            if text and review:
                is_named = person.pk in mentioned(text.body, people)
                found[row.pk] = Matter(_place(review, text), is_named)
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


def _place(review: Review, text: Text) -> dict[str, Any]:
    section = SECTIONS.get(text.slot)
    words = _words(review)
    words["link"] += f"#text-{text.slot}"
    return words | {"section": section.heading if section else "", "author": text.changed_by}


def register_all() -> None:
    """Called when the application starts."""
    for name in STILL:
        look: Callable[[Sequence[Delivery]], dict[int, Matter]] = partial(followed, name)
        kinds.register(kinds.Kind(name=name, matters=look, timing=kinds.Timing.DIGEST, topic=Topic.FOLLOWED))
    kinds.register(kinds.Kind(name=MENTIONED, matters=named, timing=kinds.Timing.DIGEST, topic=Topic.FOLLOWED))
