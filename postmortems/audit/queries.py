"""Reading the record, the newest first."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE

from postmortems.audit.models import AuditEntry

A_PAGE = 50


@dataclass(frozen=True)
class Page:
    """Some entries, and the key before which the next ones lie; 0 where these are the last."""

    entries: list[AuditEntry]
    older: int = 0


def entries(*, chain: str = "", before: int = 0) -> Page:
    """Of one chain, or of all; one query."""
    rows = AuditEntry.objects.select_related("actor").order_by("-pk").fetch_mode(FETCH_RAISE)
    if chain:
        rows = rows.filter(chain=chain)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: A_PAGE + 1])
    return Page(found[:A_PAGE], found[A_PAGE - 1].pk if len(found) > A_PAGE else 0)
