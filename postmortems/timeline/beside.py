"""What stands beside an entry: who acted or saw it, and what shows that it was so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import FETCH_RAISE, Case, F, Q, QuerySet, When

from postmortems.reviews.models import Participant
from postmortems.timeline.models import Evidence, TimelineEvent
from postmortems.timeline.reading import Row


def with_what_stands_beside(rows: list[Row]) -> list[Row]:
    """The rows with `who` and `shows`; two queries at most, whatever their number."""
    if not rows:
        return rows
    events: list[Any] = [row.event for row in rows]
    shows = evidence_by_entry({event.pk for event in events})
    people = _names({event.participant_id for event in events} - {None})
    return [
        replace(row, who=people.get(event.participant_id, ""), shows=shows[event.pk])
        if event.participant_id or event.pk in shows
        else row
        for row, event in zip(rows, events, strict=True)
    ]


def evidence_of(event: TimelineEvent) -> list[Evidence]:
    """What shows this entry, in the order in which it was added; one query."""
    return list(evidence_by_entry({event.pk})[event.pk])


def alive() -> QuerySet[Evidence]:
    """Evidence that is not in the trash, and neither is the picture or file that it is."""
    rows: QuerySet[Evidence] = Evidence.objects.alive().filter(attachment__deleted_at=None)
    return rows.select_related("attachment").fetch_mode(FETCH_RAISE)


def evidence_by_entry(pks: set[int]) -> dict[int, tuple[Evidence, ...]]:
    """By the entry that it stands beside: what was merged into an entry shows there. One query."""
    merged = Q(event__merged_into__in=pks, event__deleted_at__isnull=False)
    where = Case(When(event__in=pks, then=F("event_id")), default=F("event__merged_into_id"))
    found: dict[int, tuple[Evidence, ...]] = defaultdict(tuple)
    rows: Iterable[Any] = alive().filter(Q(event__in=pks) | merged).annotate(stands_at=where)
    for one in rows:
        found[one.stands_at] += (one,)
    return found


def _names(pks: Iterable[int]) -> dict[int, str]:
    """What those who took part are called here; no query for nobody."""
    pks = set(pks)
    if not pks:
        return {}
    rows = Participant.objects.filter(pk__in=pks).select_related("user")
    return {part.pk: part.user.display_name if part.user else part.name for part in rows}
