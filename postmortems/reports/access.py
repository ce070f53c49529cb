"""Who reads a report: its reporter, and those who facilitate. To administer is not to see."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.requests import Request
from postmortems.reports.models import Report
from postmortems.reports.queries import laid_out, of_person

View = Callable[..., HttpResponseBase]


def for_facilitators(view: View) -> View:
    """Anybody else is told that these pages are theirs (403)."""

    @wraps(view)
    def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_facilitator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def report_for(request: Request, key: uuid.UUID) -> Report:
    """A report that lies there for those who facilitate. Http404 for one that does not yet."""
    if not request.user.is_facilitator:
        raise PermissionDenied
    found = laid_out().select_related("reporter", "asked", "review").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def own_report(request: Request, key: uuid.UUID) -> Report:
    """A report of this person's own. Http404 for any other, whoever asks."""
    found = of_person(request.user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this form: in the place of a cookie that would last a year."""
    site, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
    if site:
        return site == "same-origin"
    return not origin or origin.partition("://")[2] == request.get_host()
