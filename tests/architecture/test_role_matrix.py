"""Every address x seven roles x GET and POST. An address that is missing from the table fails the suite (RELIABILITY
bar 10).

The review of the cast is restricted to its team; the reader may see it as an observer. The stranger and the
administrator may not: to
administer is not to see. POSTs carry no fields, so that what is refused by its form (422) counts as let in by the gate.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from postmortems.intake.bringing import Brought, bring
from postmortems.meeting.models import Meeting
from postmortems.meeting.scheduling import Plan, schedule
from postmortems.meeting.steering import start
from postmortems.reflections.services import write_account
from postmortems.reviews.models import Service
from postmortems.shared import clock
from tests.attachments.bringing import attached
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory, QuestionFactory

ROLES = ("anonymous", "stranger", "reader", "teammate", "owner", "facilitator", "administrator")
Expected = tuple[int, ...]


def everybody(status: int) -> Expected:
    """Also those who are not signed in."""
    return (status,) * 7


def signed_in(status: int) -> Expected:
    """Everybody who is signed in; the others go to the sign-in page."""
    return (302, *(status,) * 6)


def of_review(*, reader: int, editor: int, keeper: int | None = None) -> Expected:
    """A stranger learns nothing (404). Editors are the teammate, the owner and the facilitator; the last two also keep
    the review.
    """
    kept = editor if keeper is None else keeper
    return (302, 404, reader, editor, kept, kept, 404)


@dataclass(frozen=True)
class Row:
    get: Expected
    post: Expected
    args: Callable[["Things"], list[object]] = lambda things: []
    query: str = ""


@dataclass
class Things:
    """The rows that addresses are about."""

    ref: str
    attachment: int
    event: int
    incident: int
    factor: int
    action: int
    person: int
    team: int
    service: int
    question: int
    batch: int
    line: int
    meeting: Meeting
    reflection: uuid.UUID = field(default_factory=uuid.uuid4)


def ref(things: Things) -> list[object]:
    return [things.ref]


def attachment(things: Things) -> list[object]:
    return [things.ref, things.attachment]


def slot(things: Things) -> list[object]:
    return [things.ref, "lessons"]


def event(things: Things) -> list[object]:
    return [things.ref, things.event]


def incident(things: Things) -> list[object]:
    return [things.ref, things.incident]


def factor(things: Things) -> list[object]:
    return [things.ref, things.factor]


def action(things: Things) -> list[object]:
    return [things.action]


def question(things: Things) -> list[object]:
    return [things.ref, things.question]


def batch(things: Things) -> list[object]:
    return [things.ref, things.batch]


def person(things: Things) -> list[object]:
    return [things.person]


def team(things: Things) -> list[object]:
    return [things.team]


def service(things: Things) -> list[object]:
    return [things.service]


def report(things: Things) -> list[object]:
    """One that is nobody's; who reads a real one is asked in tests/reports."""
    return [uuid.uuid4()]


def meeting(things: Things) -> list[object]:
    return [things.meeting.pk]


def screen(things: Things) -> list[object]:
    return [things.meeting.screen_key]


def code(things: Things) -> list[object]:
    return [things.meeting.code]


def holds(status: int) -> Expected:
    """Who keeps the review runs its meeting."""
    return of_review(reader=403, editor=403, keeper=status)


READ = of_review(reader=200, editor=200)
TOKEN = everybody(401)
NOT_ALLOWED = signed_in(405)
# allauth's own pages: whoever is signed in already goes home.
OUTSIDE = (200, *(302,) * 6)
FACILITATES = (302, 403, 403, 403, 403, 200, 403)
NO_SUCH_REPORT = (302, 403, 403, 403, 403, 404, 403)
SETTINGS = (302, 403, 403, 403, 403, 403, 200)
NOT_ALLOWED_SETTINGS = (302, 405, 405, 405, 405, 405, 405)
REFUSED_SETTINGS = (302, 403, 403, 403, 403, 403, 422)
SAVED_SETTINGS = (302, 403, 403, 403, 403, 403, 302)  # or asked once more who it is
TABLE: dict[str, Row] = {
    "account_login": Row(OUTSIDE, (422, *(302,) * 6)),
    "account_signup": Row(OUTSIDE, OUTSIDE),
    "account_logout": Row(signed_in(200), everybody(302)),
    "account_inactive": Row(everybody(200), everybody(405)),
    "account_reauthenticate": Row(signed_in(200), signed_in(422)),
    "account_change_password": Row(signed_in(200), signed_in(422)),
    "account_set_password": Row(everybody(302), everybody(302)),
    "account_reset_password": Row(everybody(200), everybody(422)),
    "account_reset_password_done": Row(everybody(200), everybody(405)),
    "account_reset_password_from_key": Row(everybody(410), everybody(410), lambda things: ["x", "no-such-key"]),
    "account_reset_password_from_key_done": Row(everybody(200), everybody(405)),
    "mfa_index": Row(signed_in(200), NOT_ALLOWED),
    "sessions-end": Row(NOT_ALLOWED, signed_in(302)),
    "mfa_authenticate": Row(everybody(302), everybody(302)),  # only in the middle of signing in
    "mfa_reauthenticate": Row(signed_in(302), signed_in(302)),  # who has no such code is asked for the password
    # What changes who gets in asks first whether it is you (302); what somebody has not is 404.
    "mfa_activate_totp": Row(signed_in(302), signed_in(302)),
    "mfa_deactivate_totp": Row(signed_in(404), signed_in(404)),
    "mfa_view_recovery_codes": Row(signed_in(404), NOT_ALLOWED),
    "mfa_generate_recovery_codes": Row(signed_in(302), signed_in(302)),
    "mfa_download_recovery_codes": Row(signed_in(404), signed_in(404)),
    "mfa_list_webauthn": Row(signed_in(302), signed_in(302)),
    "mfa_add_webauthn": Row(signed_in(302), signed_in(302)),
    "mfa_remove_webauthn": Row(signed_in(302), signed_in(302), lambda things: [0]),
    "mfa_reauthenticate_webauthn": Row(signed_in(302), signed_in(302)),
    "mfa_login_webauthn": Row(everybody(302), everybody(302)),
    "admin:index": Row((302, 302, 302, 302, 302, 302, 200), (302, 302, 302, 302, 302, 302, 200)),
    "demo-jump": Row(NOT_ALLOWED, signed_in(422)),
    "demo-letter": Row(signed_in(404), NOT_ALLOWED, lambda things: ["none.eml"]),
    "demo-mail": Row(signed_in(200), NOT_ALLOWED),
    "demo-message": Row(signed_in(404), NOT_ALLOWED, lambda things: ["none.eml"]),
    "names": Row(signed_in(200), NOT_ALLOWED),
    "preview": Row(NOT_ALLOWED, signed_in(200)),
    "referred": Row(signed_in(200), NOT_ALLOWED),
    "referable": Row(READ, NOT_ALLOWED, ref),
    "hint": Row(NOT_ALLOWED, signed_in(204)),
    "home": Row(signed_in(200), NOT_ALLOWED),
    "thanks": Row(READ, of_review(reader=422, editor=422), ref),
    "thanks-between": Row(NOT_ALLOWED, signed_in(404), lambda things: [999_999]),
    "prepared": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=302), ref),
    # The teammate alone belongs to the team; nobody is asked in a team of one.
    "pulse": Row((302, 404, 404, 200, 404, 404, 404), (302, 404, 404, 302, 404, 404, 404), team),
    "pulse-away": Row(NOT_ALLOWED, (302, 404, 404, 302, 404, 404, 404), team),
    "settings-pulse": Row(SETTINGS, REFUSED_SETTINGS),
    "insights": Row(signed_in(200), NOT_ALLOWED),
    "insights-all": Row(signed_in(200), NOT_ALLOWED),
    "insights-not-shown": Row(signed_in(200), NOT_ALLOWED),
    "insights-figure": Row(signed_in(200), NOT_ALLOWED, lambda things: ["on-time"]),
    "notices": Row(signed_in(200), NOT_ALLOWED),
    "notices-away": Row(NOT_ALLOWED, everybody(302)),
    "notice-away": Row(NOT_ALLOWED, signed_in(404), lambda things: [999_999]),
    "invitation": Row(everybody(410), everybody(410), lambda things: ["no-such-link"]),
    "me": Row(signed_in(200), signed_in(422)),
    "me-data": Row(signed_in(302), signed_in(302)),  # asks first whether it is you
    "me-days-off": Row(NOT_ALLOWED, signed_in(422)),
    "quiet": Row(everybody(410), everybody(410), lambda things: ["no-such-address"]),
    "settings-reminders": Row(SETTINGS, REFUSED_SETTINGS),
    "settings-days-off": Row(NOT_ALLOWED_SETTINGS, REFUSED_SETTINGS),
    "me-sign-out": Row(NOT_ALLOWED, everybody(302)),
    "me-zone": Row(NOT_ALLOWED, everybody(302)),
    "settings": Row(SETTINGS, REFUSED_SETTINGS),
    "settings-entry": Row(SETTINGS, SAVED_SETTINGS),
    "settings-entry-rules": Row(NOT_ALLOWED_SETTINGS, SAVED_SETTINGS),
    "tokens": Row(signed_in(302), signed_in(302)),  # asks first whether it is you
    "token-end": Row(NOT_ALLOWED, signed_in(302), lambda things: [0]),
    "openid_connect_login": Row(everybody(404), everybody(404), lambda things: ["none"]),  # no provider is connected
    "openid_connect_callback": Row(everybody(404), everybody(404), lambda things: ["none"]),
    "settings-reports": Row(SETTINGS, SAVED_SETTINGS),
    "settings-invite": Row(SETTINGS, REFUSED_SETTINGS),
    "settings-invite-many": Row(SETTINGS, REFUSED_SETTINGS),
    "settings-mail": Row(SETTINGS, SETTINGS),  # the answer says that no server is there
    "settings-operations": Row(SETTINGS, NOT_ALLOWED),
    "settings-operations-again": Row(NOT_ALLOWED, SAVED_SETTINGS, person),
    "settings-people": Row(SETTINGS, NOT_ALLOWED),
    "settings-person": Row(SETTINGS, REFUSED_SETTINGS, person),
    "settings-person-invitation": Row(NOT_ALLOWED, SAVED_SETTINGS, person),
    "settings-person-leave": Row(SETTINGS, SAVED_SETTINGS, person),
    "settings-person-erase": Row((302, *(403,) * 5, 302), (302, *(403,) * 5, 302), person),  # the same
    "settings-person-return": Row(NOT_ALLOWED, SAVED_SETTINGS, person),
    "settings-service": Row(SETTINGS, REFUSED_SETTINGS, service),
    "settings-service-archive": Row(NOT_ALLOWED, SAVED_SETTINGS, service),
    "settings-service-restore": Row(NOT_ALLOWED, SAVED_SETTINGS, service),
    "settings-services": Row(SETTINGS, REFUSED_SETTINGS),
    "settings-team": Row(SETTINGS, REFUSED_SETTINGS, team),
    "settings-team-archive": Row(NOT_ALLOWED, SAVED_SETTINGS, team),
    "settings-team-restore": Row(NOT_ALLOWED, SAVED_SETTINGS, team),
    "settings-disputes": Row(SETTINGS, NOT_ALLOWED),
    "settings-teams": Row(SETTINGS, REFUSED_SETTINGS),
    "welcome": Row(everybody(404), everybody(404)),  # people are here
    "welcome-mail": Row(signed_in(404), signed_in(404)),
    "welcome-size": Row(signed_in(404), signed_in(404)),
    "reviews": Row(signed_in(200), NOT_ALLOWED),
    "reviews-copy": Row(signed_in(200), NOT_ALLOWED, lambda things: ["state=open"]),
    "record": Row(signed_in(200), signed_in(422)),
    "recorded": Row(READ, NOT_ALLOWED, ref),
    "document": Row(signed_in(200), signed_in(422)),
    "factor-board": Row(READ, NOT_ALLOWED, ref),
    "connections": Row(READ, NOT_ALLOWED, ref),
    "plan": Row(READ, NOT_ALLOWED, ref),
    "external": Row(of_review(reader=404, editor=404, keeper=200), of_review(reader=403, editor=403, keeper=422), ref),
    "external-approve": Row(NOT_ALLOWED, of_review(reader=403, editor=403, keeper=422), ref),
    "external-markdown": Row(of_review(reader=404, editor=404), NOT_ALLOWED, ref),  # nothing is out
    "export": Row(READ, NOT_ALLOWED, ref),
    "export-file": Row(READ, NOT_ALLOWED, lambda things: [things.ref, "json"]),
    "review-import": Row(signed_in(200), signed_in(422)),
    "review-schema": Row(everybody(200), everybody(405)),
    "intake": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), ref),
    "intake-batch": Row(of_review(reader=403, editor=200), NOT_ALLOWED, batch),
    "intake-choose": Row(NOT_ALLOWED, of_review(reader=403, editor=302), batch),  # nothing is left to choose
    "intake-clock": Row(NOT_ALLOWED, of_review(reader=403, editor=422), batch),
    "intake-people": Row(NOT_ALLOWED, of_review(reader=403, editor=302), batch),
    "intake-noise": Row(NOT_ALLOWED, of_review(reader=403, editor=302), batch),
    "intake-lines": Row(NOT_ALLOWED, of_review(reader=403, editor=302), batch),
    "intake-line": Row(
        of_review(reader=403, editor=200),
        of_review(reader=403, editor=422),
        lambda things: [things.ref, things.batch, things.line],
    ),
    "intake-accept": Row(NOT_ALLOWED, of_review(reader=403, editor=302), batch),
    "intake-undo": Row(NOT_ALLOWED, of_review(reader=403, editor=302), batch),
    "intake-away": Row(NOT_ALLOWED, of_review(reader=403, editor=302), batch),
    "library": Row(signed_in(200), NOT_ALLOWED),
    "report": Row(signed_in(200), NOT_ALLOWED),
    "report-as": Row(signed_in(200), signed_in(422), lambda things: ["confidential"]),
    "my-reports": Row(signed_in(200), NOT_ALLOWED),
    "my-report": Row(signed_in(404), signed_in(404), report),
    # Fewer than fifteen people: they are told why it is switched off. Old codes still open their answer.
    "report-anonymous": Row(everybody(200), everybody(403)),
    "report-return": Row(everybody(200), everybody(422)),
    "reports": Row(FACILITATES, NOT_ALLOWED),
    "report-theme": Row(NOT_ALLOWED, (302, 403, 403, 403, 403, 422, 403)),
    "report-page": Row(NO_SUCH_REPORT, NO_SUCH_REPORT, report),
    "report-take": Row(NOT_ALLOWED, NO_SUCH_REPORT, report),
    "report-redact": Row(NO_SUCH_REPORT, NO_SUCH_REPORT, report),
    "report-redact-message": Row(NO_SUCH_REPORT, NO_SUCH_REPORT, lambda things: [uuid.uuid4(), uuid.uuid4()]),
    "report-become": Row(NOT_ALLOWED, NO_SUCH_REPORT, report),
    "report-join": Row(NOT_ALLOWED, NO_SUCH_REPORT, report),
    "themes": Row(signed_in(200), NOT_ALLOWED),
    "theme-start": Row(signed_in(200), signed_in(422)),
    "letter": Row(signed_in(200), NOT_ALLOWED),
    "letter-of": Row(signed_in(200), NOT_ALLOWED, lambda things: ["2026-10"]),
    "look-back": Row(signed_in(200), NOT_ALLOWED),
    "look-back-of": Row(signed_in(200), NOT_ALLOWED, lambda things: ["2026-Q3"]),
    "tags": Row(signed_in(200), REFUSED_SETTINGS),
    "tag": Row((302, *(403,) * 5, 404), (302, *(403,) * 5, 404), lambda things: [0]),
    "review-tags": Row(READ, of_review(reader=403, editor=302), ref),
    "register": Row((302, *(403,) * 6), NOT_ALLOWED),  # an auditor's, whom tests/library knows
    "similar": Row(READ, NOT_ALLOWED, ref),
    "similar-conditions": Row(NOT_ALLOWED, of_review(reader=403, editor=200), ref),
    "following": Row(signed_in(200), NOT_ALLOWED),
    "follow-review": Row(NOT_ALLOWED, of_review(reader=302, editor=302), ref),
    "follow-service": Row(NOT_ALLOWED, signed_in(302), service),
    "services": Row(signed_in(200), NOT_ALLOWED),
    "service": Row(signed_in(200), NOT_ALLOWED, service),
    "service-restoring": Row(NOT_ALLOWED, signed_in(302), service),
    "service-runbook": Row(NOT_ALLOWED, signed_in(302), service),
    "trash": Row(signed_in(200), signed_in(404)),
    "stale": Row(signed_in(200), signed_in(422)),
    "stale-reopen": Row(NOT_ALLOWED, signed_in(302)),
    "record-twin": Row(signed_in(200), NOT_ALLOWED),
    # Who filed it and who keeps it may take it back; nothing named is answered where it was asked.
    "same": Row(NOT_ALLOWED, of_review(reader=403, editor=403, keeper=302), ref),
    "joined": Row(signed_in(404), signed_in(404), ref),  # it joined no other
    "withdraw": Row(of_review(reader=403, editor=403, keeper=200), of_review(reader=403, editor=403, keeper=302), ref),
    "withdrawn": Row(signed_in(404), signed_in(404), ref),  # it stands where it stood
    "metrics": Row(everybody(404), everybody(405)),  # without a token that is set and brought, it is not there
    "healthz": Row(everybody(200), everybody(405)),
    "readyz": Row(everybody(503), everybody(405)),  # no worker was ever heard in a test
    "review": Row(READ, NOT_ALLOWED, ref),
    "acknowledgement": Row((302, 404, 403, 403, 200, 200, 404), (302, 404, 403, 403, 422, 422, 404), ref),
    "depth": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), ref),
    "closer-look": Row(NOT_ALLOWED, of_review(reader=302, editor=302), ref),
    "meeting": Row(of_review(reader=403, editor=403, keeper=200), of_review(reader=403, editor=403, keeper=302), ref),
    "meeting-of-review": Row(of_review(reader=302, editor=302), NOT_ALLOWED, ref),
    "plan-session": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), ref),
    "desk": Row(signed_in(200), NOT_ALLOWED),
    "school": Row(signed_in(200), NOT_ALLOWED),
    "lesson": Row(signed_in(200), signed_in(422), lambda things: ["opening"]),
    "desk-practice": Row(NOT_ALLOWED, signed_in(302)),
    "meeting-watch": Row(NOT_ALLOWED, holds(302), meeting),
    "desk-take": Row(NOT_ALLOWED, holds(302), ref),
    "meeting-agenda": Row(NOT_ALLOWED, holds(302), meeting),
    "meeting-hand": Row(NOT_ALLOWED, holds(302), meeting),
    "meeting-copy": Row(NOT_ALLOWED, holds(302), meeting),
    "heard": Row(READ, NOT_ALLOWED, ref),
    "meeting-page": Row(READ, NOT_ALLOWED, meeting),
    "meeting-prepare": Row(NOT_ALLOWED, holds(302), meeting),
    "meeting-narrators": Row(NOT_ALLOWED, holds(302), meeting),
    "meeting-guests": Row(NOT_ALLOWED, holds(422), meeting),
    "meeting-start": Row(NOT_ALLOWED, holds(302), meeting),
    "cockpit": Row(holds(200), holds(422), meeting),
    "screen-of-meeting": Row(holds(302), NOT_ALLOWED, meeting),
    "screen-of-code": Row(holds(302), NOT_ALLOWED, code),
    "live-cockpit": Row(holds(200), NOT_ALLOWED, meeting),
    "live-cockpit-since": Row(holds(200), NOT_ALLOWED, lambda things: [things.meeting.pk, 0]),
    "door": Row(signed_in(200), NOT_ALLOWED),
    "screen": Row(everybody(200), everybody(405), screen),
    "live-screen": Row(everybody(200), everybody(405), screen),
    "live-screen-since": Row(everybody(200), everybody(405), lambda things: [things.meeting.screen_key, 0]),
    "seat": Row(READ, of_review(reader=422, editor=422), code),
    "seat-mine": Row(READ, everybody(405), code),
    "live-seat": Row((404, *READ[1:]), everybody(405), code),
    "live-seat-since": Row(READ, everybody(405), lambda things: [things.meeting.code, 0]),
    "present": Row(NOT_ALLOWED, of_review(reader=403, editor=422), ref),
    "review-record": Row(of_review(reader=403, editor=403, keeper=200), NOT_ALLOWED, ref),
    "record-of-all": Row((302, *(403,) * 6), NOT_ALLOWED),  # an auditor's, whom tests/audit knows
    "ready": Row(NOT_ALLOWED, of_review(reader=403, editor=302), ref),
    "join": Row(NOT_ALLOWED, of_review(reader=403, editor=302), ref),
    "participants": Row(NOT_ALLOWED, of_review(reader=403, editor=403, keeper=422), ref),
    "incident-stamp": Row(NOT_ALLOWED, of_review(reader=403, editor=302), ref),
    "incident-status": Row(READ, NOT_ALLOWED, ref),
    "facts": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), ref),
    "incidents": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), ref),
    "incident-facts": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=302), incident),
    "incident-move": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), incident),
    "incident-remove": Row(NOT_ALLOWED, of_review(reader=403, editor=200), incident),
    "incident-restore": Row(NOT_ALLOWED, of_review(reader=403, editor=302), incident),
    "people": Row(of_review(reader=403, editor=403, keeper=200), of_review(reader=403, editor=403, keeper=422), ref),
    "guests": Row(of_review(reader=403, editor=403, keeper=200), of_review(reader=403, editor=403, keeper=422), ref),
    "guest-review": Row(everybody(404), everybody(405), lambda things: ["nobody-has-this-one"]),
    "restriction": Row(READ, of_review(reader=403, editor=403, keeper=422), ref),
    "settings-templates": Row(SETTINGS, NOT_ALLOWED),
    "settings-template": Row(SETTINGS, REFUSED_SETTINGS, lambda things: ["incident", "note"]),
    "settings-severity": Row(SETTINGS, SETTINGS),  # nothing typed is a preview of nothing
    "settings-support": Row(SETTINGS, REFUSED_SETTINGS),
    "settings-contact": Row((302, *(403,) * 5, 404), (302, *(403,) * 5, 404), lambda things: [0]),
    "settings-contact-remove": Row(NOT_ALLOWED, (302, *(403,) * 5, 404), lambda things: [0]),
    "settings-word-remove": Row(NOT_ALLOWED, (302, *(403,) * 5, 404), lambda things: [0]),
    "settings-trackers": Row(SETTINGS, NOT_ALLOWED),
    "settings-tracker": Row(NOT_ALLOWED, SAVED_SETTINGS, lambda things: ["github"]),
    "settings-tracker-end": Row(NOT_ALLOWED, SAVED_SETTINGS, lambda things: ["github"]),
    "settings-incoming": Row(SETTINGS, SAVED_SETTINGS),
    "settings-outgoing": Row(SETTINGS, SAVED_SETTINGS),
    "settings-receiver": Row(NOT_ALLOWED, SAVED_SETTINGS, lambda things: [0]),
    "settings-outgoing-again": Row(NOT_ALLOWED, (302, *(403,) * 5, 404), lambda things: [0]),
    "feed": Row(signed_in(200), signed_in(200)),  # the answer shows the address, once
    "shared-feed": Row(everybody(404), everybody(405), lambda things: ["no-such-address"]),  # a secret, not a session
    "settings-endpoint": Row(NOT_ALLOWED, SAVED_SETTINGS, lambda things: [0]),
    "settings-endpoint-end": Row(NOT_ALLOWED, SAVED_SETTINGS, lambda things: [0]),
    # A token opens them, no session: who may do what with one is asked in tests/api/test_rules.py.
    "api-action": Row(TOKEN, everybody(405), action),
    "api-action-answers": Row(everybody(405), TOKEN, action),
    "api-actions": Row(TOKEN, everybody(405)),
    "api-event": Row(TOKEN, everybody(405), event),
    "api-factor": Row(TOKEN, everybody(405), factor),
    "api-factors": Row(TOKEN, TOKEN, ref),
    "api-incident": Row(TOKEN, everybody(405), incident),
    "api-intake": Row(everybody(405), TOKEN, ref),
    "api-me": Row(TOKEN, everybody(405)),
    "api-review": Row(TOKEN, everybody(405), ref),
    "api-review-actions": Row(TOKEN, TOKEN, ref),
    "api-reviews": Row(TOKEN, TOKEN),
    "api-service": Row(TOKEN, everybody(405), service),
    "api-services": Row(TOKEN, TOKEN),
    "api-team": Row(TOKEN, everybody(405), team),
    "api-teams": Row(TOKEN, TOKEN),
    "api-members": Row(TOKEN, everybody(405), team),
    "api-moves": Row(everybody(405), TOKEN, ref),
    "api-sharing": Row(TOKEN, everybody(405), ref),
    "api-sharing-asked": Row(everybody(405), TOKEN, ref),
    "api-keepers": Row(TOKEN, everybody(405), ref),
    "api-text": Row(TOKEN, everybody(405), slot),
    "api-reports": Row(TOKEN, TOKEN),
    "api-report": Row(TOKEN, everybody(405), lambda things: [uuid.uuid4()]),
    "api-search": Row(TOKEN, everybody(405)),
    "api-insights": Row(TOKEN, everybody(405)),
    "api-figure": Row(TOKEN, everybody(405), lambda things: ["found"]),
    "api-texts": Row(TOKEN, everybody(405), ref),
    "api-timeline": Row(TOKEN, TOKEN, ref),
    "api-timeline-bulk": Row(everybody(405), TOKEN, ref),
    "scim": Row(TOKEN, TOKEN, lambda things: ["Users"]),
    "scim-root": Row(TOKEN, TOKEN),
    "api-document": Row(everybody(200), everybody(405)),
    "api-elsewhere": Row(everybody(404), everybody(404), lambda things: ["nowhere"]),
    "incoming": Row(everybody(405), everybody(404), lambda things: [uuid.uuid4()]),  # a secret, not a session
    "settings-words": Row(SETTINGS, REFUSED_SETTINGS),
    "text": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), slot),
    "move": Row(READ, of_review(reader=403, editor=422), ref, query="?to=draft"),
    "gate": Row(of_review(reader=403, editor=200), NOT_ALLOWED, ref),
    "gate-names": Row(NOT_ALLOWED, of_review(reader=403, editor=403, keeper=302), ref),
    "gate-show": Row(NOT_ALLOWED, of_review(reader=403, editor=403, keeper=302), ref),
    "gate-waive": Row(
        NOT_ALLOWED, of_review(reader=403, editor=403, keeper=422), lambda things: [things.ref, "strength"]
    ),
    "told": Row(READ, of_review(reader=422, editor=422), ref),
    "corrections": Row(of_review(reader=403, editor=403), of_review(reader=403, editor=403), ref),  # not shared yet
    "document-story": Row(READ, NOT_ALLOWED, ref),
    "review-copy": Row(READ, NOT_ALLOWED, lambda things: [things.ref, "plan"]),
    "review-markdown": Row(READ, NOT_ALLOWED, ref),
    "timeline": Row(READ, of_review(reader=403, editor=422), ref),
    "timeline-event": Row(READ, of_review(reader=403, editor=422), event),
    "timeline-event-edit": Row(of_review(reader=403, editor=200), NOT_ALLOWED, event),
    "timeline-event-remove": Row(NOT_ALLOWED, of_review(reader=403, editor=302), event),
    "timeline-event-mark": Row(NOT_ALLOWED, of_review(reader=403, editor=422), event),
    "timeline-event-menu": Row(of_review(reader=403, editor=200), NOT_ALLOWED, event),
    "timeline-evidence": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), event),
    "timeline-evidence-file": Row(NOT_ALLOWED, of_review(reader=403, editor=422), event),
    "timeline-evidence-remove": Row(
        NOT_ALLOWED, of_review(reader=403, editor=404), lambda things: [things.ref, things.event, 0]
    ),
    "timeline-evidence-restore": Row(
        NOT_ALLOWED, of_review(reader=403, editor=404), lambda things: [things.ref, things.event, 0]
    ),
    "timeline-event-merge": Row(NOT_ALLOWED, of_review(reader=403, editor=302), event),
    "timeline-event-part": Row(NOT_ALLOWED, of_review(reader=403, editor=302), event),
    "timeline-event-split": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=200), event),
    "timeline-event-whole": Row(NOT_ALLOWED, of_review(reader=403, editor=404), event),
    "timeline-share": Row(NOT_ALLOWED, of_review(reader=403, editor=302), ref),
    "timeline-picture": Row(READ, NOT_ALLOWED, ref),
    "timeline-sources": Row(READ, NOT_ALLOWED, ref),
    "timeline-source": Row(NOT_ALLOWED, of_review(reader=403, editor=404), lambda things: [things.ref, 0]),
    "incident-from-story": Row(NOT_ALLOWED, of_review(reader=403, editor=404), ref),
    "timeline-event-restore": Row(NOT_ALLOWED, of_review(reader=403, editor=302), event),
    "factors": Row(READ, of_review(reader=403, editor=422), ref),
    "factor": Row(READ, of_review(reader=403, editor=422), factor),
    "factor-edit": Row(of_review(reader=403, editor=200), NOT_ALLOWED, factor),
    "factor-accept": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=302), factor),
    "factor-remove": Row(NOT_ALLOWED, of_review(reader=403, editor=302), factor),
    "factor-restore": Row(NOT_ALLOWED, of_review(reader=403, editor=302), factor),
    "factor-settle": Row(NOT_ALLOWED, (302, 404, 403, 403, 403, 422, 404), factor),
    "questions": Row(READ, of_review(reader=403, editor=422), ref),
    "question": Row(READ, of_review(reader=403, editor=422), question),
    "question-remove": Row(NOT_ALLOWED, of_review(reader=403, editor=302), question),
    "question-restore": Row(NOT_ALLOWED, of_review(reader=403, editor=302), question),
    "attachments": Row(READ, of_review(reader=403, editor=422), ref),
    "attachment": Row(READ, NOT_ALLOWED, attachment),
    "attachment-small": Row(READ, NOT_ALLOWED, attachment),
    "attachment-describe": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=302), attachment),
    "attachment-remove": Row(NOT_ALLOWED, of_review(reader=403, editor=302), attachment),
    "attachment-restore": Row(NOT_ALLOWED, of_review(reader=403, editor=302), attachment),
    # Everybody who sees a review may write of it for themselves; what is not theirs is 404 for every role.
    "my-account": Row(READ, of_review(reader=422, editor=422), ref),
    "my-account-kept": Row(NOT_ALLOWED, of_review(reader=422, editor=422), ref),
    "my-account-share": Row(READ, of_review(reader=422, editor=422), ref),
    "my-account-need": Row((302, 404, 200, 200, 200, 404, 404), (302, 404, 422, 422, 422, 404, 404), ref),
    "my-accounts": Row(signed_in(200), NOT_ALLOWED),
    "my-account-read": Row(signed_in(404), NOT_ALLOWED, lambda things: [things.reflection]),
    "my-account-delete": Row(NOT_ALLOWED, signed_in(404), lambda things: [things.reflection]),
    "snapshot": Row(signed_in(404), signed_in(404), lambda things: [things.reflection]),
    "needs": Row(signed_in(200), NOT_ALLOWED),
    "need-met": Row(NOT_ALLOWED, signed_in(302), lambda things: [things.reflection]),
    "check-in-away": Row(NOT_ALLOWED, of_review(reader=302, editor=302), lambda things: [things.ref, "shared"]),
    "support": Row(signed_in(200), NOT_ALLOWED),
    "actions": Row(signed_in(200), NOT_ALLOWED),
    "actions-copy": Row(signed_in(200), NOT_ALLOWED, lambda things: ["all", "need"]),
    "review-actions": Row(READ, of_review(reader=403, editor=422), ref),
    "action": Row(READ, NOT_ALLOWED, action),
    "action-answer": Row(NOT_ALLOWED, of_review(reader=403, editor=422), action),
    "action-edit": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=422), action),
    "action-remove": Row(NOT_ALLOWED, of_review(reader=403, editor=302), action),
    "action-restore": Row(NOT_ALLOWED, of_review(reader=403, editor=302), action),
    "action-settle": Row(NOT_ALLOWED, (302, 404, 403, 403, 403, 422, 404), action),
    "action-ticket": Row(of_review(reader=403, editor=200), of_review(reader=403, editor=302), action),
    "ticket-hook": Row(everybody(405), everybody(404), lambda things: ["github"]),  # a signature, not a session
    "actions-bulk": Row(signed_in(200), signed_in(422)),
    "actions-bulk-undo": Row(NOT_ALLOWED, signed_in(404), lambda things: [0]),
    "actions-csv": Row(signed_in(200), NOT_ALLOWED, lambda things: ["all"]),
    "review-tried": Row(READ, NOT_ALLOWED, ref),
    "actions-views": Row(signed_in(200), signed_in(422)),
    "actions-view-remove": Row(NOT_ALLOWED, signed_in(404), lambda things: [0]),
    "calendar": Row(signed_in(200), signed_in(200)),  # the answer shows the address, once
    "calendar-feed": Row(everybody(404), everybody(405), lambda things: ["no-such-address"]),  # a secret, not a session
    "me-away": Row(signed_in(200), signed_in(422)),
    "comments": Row(NOT_ALLOWED, of_review(reader=422, editor=422), action),
    "comment-remove": Row(NOT_ALLOWED, signed_in(404), lambda things: [things.action, 0]),
    "comment-restore": Row(NOT_ALLOWED, signed_in(404), lambda things: [things.action, 0]),
    # A place that does not exist: who may type at one that does is asked in tests/wording/test_drafts.py.
    "drafts": Row(NOT_ALLOWED, signed_in(404)),
    "draft-away": Row(NOT_ALLOWED, signed_in(404)),
    "held": Row(signed_in(302), NOT_ALLOWED),
    "signed-in": Row(everybody(200), everybody(405)),
    "history": Row(READ, of_review(reader=403, editor=422), slot),
    "live-review": Row(READ, NOT_ALLOWED, ref),
    "live-review-since": Row(READ, NOT_ALLOWED, lambda things: [things.ref, 0]),
}


def addresses(patterns: list[object], prefix: str = "") -> Iterator[str]:
    """The names of all addresses; Django's admin, which only a demonstration has, as one."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}"
        elif pattern.namespace == "admin":
            yield "admin:index"
        else:
            yield from addresses(pattern.url_patterns, prefix)


def test_every_address_is_in_the_table():
    names = set(addresses(get_resolver().url_patterns))
    assert names == set(TABLE), {"missing": sorted(names - set(TABLE)), "gone": sorted(set(TABLE) - names)}


@pytest.fixture
def things(cast):
    cast.restrict()
    pasted = Brought(data=b"[14:02] priya: checkout answers nothing")
    batch = bring(review=cast.review, brought=pasted, author=cast.owner, form_key=uuid.uuid4())
    return Things(
        ref=cast.review.ref,
        reflection=_reflection(cast),
        attachment=attached(cast.review, cast.owner).pk,
        event=EventFactory(review=cast.review).pk,
        incident=IncidentFactory(review=cast.review).pk,
        factor=FactorFactory(review=cast.review).pk,
        action=ActionFactory(review=cast.review, owner=cast.owner).pk,
        person=cast.stranger.pk,
        team=cast.team.pk,
        service=Service.objects.create(name="Checkout").pk,
        question=QuestionFactory(review=cast.review).pk,
        batch=batch.pk,
        line=batch.lines.get().pk,
        meeting=_meeting(cast),
    )


def _reflection(cast) -> uuid.UUID:
    """A private account of somebody who is none of the roles, each of which knows its address here."""
    words = {"fresh-learned": "Zorvexquil, for me alone"}
    row = write_account(author=cast.involved, review=cast.review, words=words, page=uuid.uuid4(), seen=clock.now())
    return row.pk


def _meeting(cast) -> Meeting:
    """One whose room is open."""
    held = schedule(review=cast.review, plan=Plan(starts_at=clock.now()), actor=cast.owner)
    start(meeting=held, actor=cast.owner)
    return held


@pytest.fixture
def clients(cast):
    """One browser for each role, signed in once."""
    made = {role: Client() for role in ROLES}
    for role in ROLES[1:]:
        made[role].force_login(getattr(cast, role))
    return made


def status(client: Client, method: str, address: str) -> int:
    """What the address answers; whatever it wrote is taken back, so that the next role meets the same world."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answered = getattr(client, method)(address)
        if answered.streaming and not answered.is_async:  # a file stays open until it is read; a live stream never ends
            b"".join(answered)
        transaction.set_rollback(True)
    client.cookies = cookies
    return int(answered.status_code)


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_gets_what(method, clients, things):
    wrong = {}
    for name, row in TABLE.items():
        address = reverse(name, args=row.args(things)) + row.query
        found = tuple(status(clients[role], method, address) for role in ROLES)
        if found != getattr(row, method):
            wrong[address] = {"is": found, "should be": getattr(row, method)}
    assert wrong == {}
