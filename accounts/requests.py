"""What a view of a signed-in page gets."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class Request(HttpRequest):
    """A request of a person who is signed in."""

    htmx: HtmxDetails
    user: User
