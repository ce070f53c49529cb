"""What happens to every page with words in it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from postmortems.wording.references import MARK, resolved

Handler = Callable[[HttpRequest], HttpResponse]


def references_resolved(get_response: Handler) -> Handler:
    """Make links of what the page's texts refer to, as far as its reader may see it. Here and nowhere else, so that no
    page forgets to ask; what typed words may contain is escaped by then and cannot look like a placeholder.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        user = getattr(request, "user", None)
        if MARK in response.content and user is not None and user.is_authenticated:
            response.content = resolved(response.content.decode(), user).encode()
        return response

    return handle
