"""The API as a whole. Routers are added in urls.py, which alone knows the views."""

from ninja import NinjaAPI

from postmortems.api.door import TokenInHeader
from postmortems.api.handlers import register

VERSION = "1.1.0"
ABOUT = """What pages of Second Story do, for programs: the same gate, the same guard.

Times are in UTC; references read as people say them (PIR-118). Lists come in pages (`next`, `Link`). Whatever has an
`ETag` is changed with `If-Match`. A request under an `Idempotency-Key` is done once. What goes otherwise is told as
`application/problem+json`."""

api = NinjaAPI(
    title="Second Story",
    version=VERSION,
    description=ABOUT,
    auth=TokenInHeader(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
)
register(api)
