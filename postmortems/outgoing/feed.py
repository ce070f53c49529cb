"""What was shared, for a feed reader: a secret address, and what stands under it."""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.outgoing.feed_model import ReviewFeed
from postmortems.outgoing.telling import title_of
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.copying import Marked, spoken
from postmortems.wording.models import Text
from postmortems.wording.policy import PUBLISHABLE
from postmortems.workspace.document_names import names_of

MOST = 30  # reviews in one feed, the newest first


def make_feed(owner: User) -> str:
    """A new secret address; the one before ends. It is answered this once, and only its hash is kept."""
    token = secrets.token_urlsafe(32)
    values = {"digest": _digest(token), "made_at": clock.now(), "asked_on": None}
    ReviewFeed.objects.update_or_create(owner=owner, defaults=values)
    return settings.BASE_URL + reverse("shared-feed", args=[token])


def end_feed(owner: User) -> None:
    ReviewFeed.objects.filter(owner=owner).delete()


def feed_of(owner: User) -> ReviewFeed | None:
    return ReviewFeed.objects.filter(owner=owner).first()


def find_feed(token: str) -> ReviewFeed | None:
    """Whose address this is, as long as they work here."""
    rows = ReviewFeed.objects.filter(digest=_digest(token), owner__is_active=True)
    return rows.select_related("owner").first()


def mark_asked(feed: ReviewFeed) -> None:
    """Remember the day on which a reader asked, for its owner to see whether one still does; a write a day."""
    today = clock.today(feed.owner.zone)
    if feed.asked_on != today:
        ReviewFeed.objects.filter(pk=feed.pk).update(asked_on=today)


def shared_with(owner: User) -> bytes:
    """The newest shared reviews that this person may see now, as Atom (RFC 4287): title and summary. Two queries, one
    more for each that says roles.
    """
    rows = visible_to(owner).filter(published_at__isnull=False).order_by("-published_at", "-pk")
    found = list(rows[:MOST])
    summaries = _summaries(found)
    home = settings.BASE_URL + reverse("reviews")
    feed = Atom1Feed(title=_("Second Story: shared to read"), link=home, description="", feed_url=None, language="en")
    for review in found:
        place = settings.BASE_URL + reverse("review", args=[review.ref])
        feed.add_item(
            title=f"{review.ref} {title_of(review)}".strip(),
            link=place,
            description=names_of(review).words(summaries.get(review.pk, "")),
            pubdate=review.published_at,
            updateddate=review.published_at,
            unique_id=place,
        )
    return feed.writeString("utf-8").encode()


def _summaries(reviews: list[Review]) -> dict[int, str]:
    place = {"owner_kind": "review", "slot": "summary", "owner_id__in": [one.pk for one in reviews]}
    rows = Text.objects.filter(**place, body_state__in=PUBLISHABLE).values_list("owner_id", "body")
    return {pk: spoken(Marked(body)) for pk, body in rows}


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
