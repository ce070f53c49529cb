"""What is known at once of a review, as lines of a label and a value: for the head of a printed or copied document."""

from collections.abc import Callable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from postmortems.factors.own_words import tags_on
from postmortems.reviews.models import Incident, Review
from postmortems.shared import clock
from postmortems.shared.durations import in_words
from postmortems.workspace.incidents import first_incident, told

Fact = dict[str, str]


def facts_of(review: Review, say: Callable[[str], str]) -> list[Fact]:
    """The facts of its first incident, none of a project or a drill, and what it is tagged with; one query. The
    incidents were read before.
    """
    incident = first_incident(review)
    facts = [*(_facts(review, incident, say) if incident else ()), (_("Tags"), ", ".join(tags_on(review)))]
    return [{"label": label, "value": value} for label, value in facts if value]


def _facts(review: Review, incident: Incident, say: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    if incident.started_at:
        there = clock.local(incident.started_at, review.zone)
        yield _("Began"), f"{'~' if 'started_at' in incident.about else ''}{date_format(there, 'j F Y')}, {there:%H:%M}"
    felt = told(incident).felt
    if felt.minutes is not None:
        yield _("People felt it"), f"{'~' if felt.is_about else ''}{in_words(felt.minutes)}"
    yield _("Service"), ", ".join(service.name for service in incident.services.all())
    if incident.severity:
        yield _("Severity"), str(incident.severity)
    if incident.found_by:
        yield _("Found by"), str(incident.get_found_by_display())
    if incident.impact_count is not None:
        yield say(incident.impact_unit).capitalize(), f"{incident.impact_count:,}"
    yield _("Who felt it"), say(incident.impact_who)
