"""What every page's frame needs. No query beyond the signed-in person, whom the page has loaded anyway."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from postmortems.shared.held import writer_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """`sso` is the organisation's own sign-in, where one is connected; `demo` says whether this is a demonstration,
    where mail can be read and the clock moved; `writer` how an open page knows whose words it holds.
    """
    sso = {"provider": settings.OIDC_PROVIDER, "name": settings.OIDC_NAME} if settings.OIDC_ISSUER else None
    return {"sso": sso, "demo": settings.DEMO, "writer": lambda: writer_of(request.user)}
