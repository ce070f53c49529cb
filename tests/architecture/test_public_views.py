"""Every address of ours that asks for no sign-in, each looked at, with what protects it instead."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

OF_THE_API = (
    "api-action",
    "api-action-answers",
    "api-actions",
    "api-event",
    "api-factor",
    "api-factors",
    "api-incident",
    "api-intake",
    "api-keepers",
    "api-me",
    "api-members",
    "api-moves",
    "api-review",
    "api-review-actions",
    "api-reviews",
    "api-reports",
    "api-report",
    "api-search",
    "api-insights",
    "api-figure",
    "api-service",
    "api-sharing",
    "api-sharing-asked",
    "api-services",
    "api-team",
    "api-teams",
    "api-text",
    "api-texts",
    "api-timeline",
    "api-timeline-bulk",
)
REVIEWED = {
    **dict.fromkeys(OF_THE_API, "a token in a header, of which only the hash is kept; without one 401"),
    "api-document": "says what programs can ask; it holds nothing of anybody",
    "api-elsewhere": "says to everybody that nothing is there",
    "healthz": "says that the process answers, nothing else",
    "readyz": "says whether everything works, in words that name nobody",
    "metrics": "a token in a header; figures that name nobody, and nothing at all until the token is set",
    "invitation": "a secret in the address, ended by use",
    "welcome": "exists only as long as nobody is here, and asks for the setup code",
    "account_signup": "sends a link where the mail domain is enough; its answer tells nothing of who is here",
    "openid_connect_callback": "what the organisation's provider signed, for us and for now; else nobody is signed in",
    "quiet": "a signed link from a mail; it only quietens what it names",
    "signed-in": "says whether this browser is signed in",
    "calendar-feed": "a secret in the address, of which only the hash is kept; its owner's own dates, nothing else",
    "shared-feed": "the same; what was shared, as far as its owner may see it now",
    "screen": "a secret in the address; shows what the whole room sees, and nothing of whoever opened it",
    "live-screen": "the same secret",
    "live-screen-since": "the same secret",
    "guest-review": "a guest's secret of which only the hash is kept; the words of one shared review, until its day",
    "seat": "a guest's secret of which only the hash is kept; with the four digits of a meeting it asks to sign in",
    "seat-mine": "the same, and the key to one's own cards in a cookie",
    "live-seat": "the same; with four digits and nobody signed in it is not there",
    "live-seat-since": "the same",
    "review-schema": "the format of exported documents; it holds nothing of anybody",
    "incoming": "a signature or a secret of the sender; whoever is not believed gets 404",
    "report-anonymous": "knows nobody: what says who asks is taken out of the request; a signed sheet, and limits",
    "report-return": "the same; the code of a receipt, of which only a slow hash is kept",
    "scim": "a token with the scope “scim” in a header, of which only the hash is kept; without one 401",
    "scim-root": "the same",
    "ticket-hook": "a signature of the tracker over the bytes; whoever is not believed gets 404",
}


def ours(patterns: list[object]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.callback.__module__.startswith(("postmortems.", "accounts.")):
                yield pattern
        elif pattern.namespace != "admin":
            yield from ours(pattern.url_patterns)


def test_every_public_address_was_reviewed():
    views = {pattern.name: pattern.callback for pattern in ours(get_resolver().url_patterns)}
    public = {name for name, view in views.items() if not getattr(view, "login_required", True)}
    assert public == set(REVIEWED)
