"""Letting somebody without an account read one shared review, for a while."""

import datetime as dt
import secrets
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Power
from postmortems.audit.services import record
from postmortems.reviews.access import may
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.copying import Paper, renamed
from postmortems.workspace.copying import page_paper
from postmortems.workspace.document_parts import told
from postmortems.workspace.guest_link import GuestLink, hashed

MOST = 20


class TooManyGuests(Exception):
    """There are links enough; one has to end first."""


class NotShared(Exception):
    """A guest reads what is shared: before that it still changes."""


@transaction.atomic
def let_in(*, review: Review, name: str, ends_on: dt.date, form_key: uuid.UUID, actor: User) -> str:
    """The secret of the new link, told this once; nothing where this form has made one already."""
    if not review.is_settled:
        raise NotShared
    Review.objects.select_for_update().get(pk=review.pk)
    if review.guest_links.filter(form_key=form_key).exists():
        return ""
    if review.guest_links.count() >= MOST:
        raise TooManyGuests
    secret = secrets.token_urlsafe(24)
    review.guest_links.create(name=name, ends_on=ends_on, key=hashed(secret), made_by=actor, form_key=form_key)
    record(verb="let a guest read it", chain=f"review:{review.pk}", actor=actor, fields=("name", "ends_on"))
    return secret


@transaction.atomic
def end_link(*, review: Review, pk: int, actor: User) -> None:
    """It opens nothing from now on. A second press finds nothing and does no harm."""
    if review.guest_links.filter(pk=pk).delete()[0]:
        record(verb="ended a guest's link", chain=f"review:{review.pk}", actor=actor)


def open_link(secret: str) -> GuestLink | None:
    """The link behind this secret, if it is good now: its day has not passed, the review is shared and not withdrawn,
    and whoever made it may still let guests in.
    """
    rows = GuestLink.objects.filter(key=hashed(secret), review__deleted_at=None)
    link = rows.select_related("review", "review__owner", "review__facilitator", "made_by").first()
    if link is None or link.ends_on < clock.today(link.review.zone) or not link.review.is_settled:
        return None
    return link if may(link.made_by, link.review, Power.STEER) else None


def read_by_guest(review: Review) -> Paper:
    """The whole page in words and without a name: roles for those who took part, whatever the members read, nobody for
    who keeps it, and a colleague for whoever promised something.
    """
    review.names_as_roles = True  # this and the next for this page alone, never saved
    parts = told(review)
    review.owner = review.facilitator = None
    names = {one.item.owner.display_name for one in parts.promises if one.item.owner}
    return renamed(page_paper(parts, href=""), lambda words: _without(names, words))


def _without(names: set[str], words: str) -> str:
    for name in names:
        words = words.replace(name, _("a colleague"))
    return words


def forget_ended_links() -> None:
    """Those whose day has passed: one more, because a day ends later in another zone."""
    GuestLink.objects.filter(ends_on__lt=clock.today("UTC") - dt.timedelta(days=1)).delete()
