"""A promise as a ticket: ready words, and the address of the tracker's form with them in it, where it has one."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.actions.models import ActionItem
from postmortems.actions.queries import answered
from postmortems.tickets.trackers import Tracker, project_of

LONGEST = 6_000  # characters of an address that every browser and tracker takes


def ticket_title(item: ActionItem) -> str:
    return item.sentence


def ticket_body(item: ActionItem) -> str:
    """What somebody needs who has never seen the review."""
    because = [_("Because: %(sentence)s") % {"sentence": factor.sentence} for factor in answered(item)]
    done_when = [_("Done when: %(what)s") % {"what": item.done_when}] if item.done_when else []
    by = [_("By: %(day)s") % {"day": item.due_on.isoformat()}] if item.due_on else []
    came_of = _("From %(ref)s: %(link)s") % {
        "ref": item.review.ref,
        "link": settings.BASE_URL + reverse("action", args=[item.pk]),
    }
    return "\n\n".join([*because, *done_when, *by, came_of])


def new_ticket_address(project: str, item: ActionItem) -> str:
    """The form for a new ticket in this project, filled in; nothing where its tracker has no such address. `project` is
    the address of any page of it.
    """
    found = project_of(project)
    if found is None:
        return ""
    tracker, base = found
    title, body = ticket_title(item), ticket_body(item)
    if tracker == Tracker.GITHUB:
        address = f"{base}/issues/new?{urlencode({'title': title, 'body': body})}"
    elif tracker == Tracker.GITLAB:
        address = f"{base}/-/issues/new?{urlencode({'issue[title]': title, 'issue[description]': body})}"
    elif tracker == Tracker.LINEAR:
        address = f"{base}/new?{urlencode({'title': title, 'description': body})}"
    else:
        return ""
    return address if len(address) <= LONGEST and urlsplit(address).hostname else ""
