from django.urls import URLPattern, path

from postmortems.api.api import api
from postmortems.api.document import BASE
from postmortems.api.door import opened
from postmortems.api.views import (
    actions,
    document,
    factors,
    intake,
    learned,
    me,
    moves,
    reports,
    reviews,
    services,
    sharing,
    teams,
    texts,
    timeline,
)

for views in (
    *(me, teams, services, reviews, texts, timeline, intake, factors, actions),
    *(moves, sharing, reports, learned),
):
    api.add_router("", views.router)


def _addresses() -> list[URLPattern]:
    """Those of the API, each behind its door; an index of them is nothing that anybody asks for."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        one.callback = opened(one.callback)
        one.pattern = path(f"{BASE}{one.pattern}", one.callback).pattern
    return found


urlpatterns = [
    path(f"{BASE}openapi.json", document.document, name="api-document"),
    *_addresses(),
    path(f"{BASE}<path:rest>", document.elsewhere, name="api-elsewhere"),
]
