"""What the review's page reads of its incident."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects

from accounts.models import Organisation
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.severity import Severity


def read_incidents(review: Review) -> None:
    """Read what the review looks at, each incident with the `touched` services' names, with what the organisation
    calls its severity, and with where it says that people find `support`; one query.
    """
    touched = Incident.services.through.objects.filter(incident=OuterRef("pk")).order_by("service__name")
    support = Organisation.objects.filter(pk=1).values("support")
    called = Severity.objects.filter(level=OuterRef("severity")).values("name")
    rows = Incident.objects.annotate(
        touched=ArraySubquery(touched.values("service__name")),
        touched_pks=ArraySubquery(touched.values("service_id")),
        severity_name=Subquery(called),
        support=Subquery(support),
    )
    prefetch_related_objects([review], Prefetch("incidents", queryset=rows))


def support_for(incident: Incident | None) -> str:
    """Where people find support, in Markdown; asked for anew only where there is no incident."""
    return (incident.support or "") if incident else Organisation.current().support  # type: ignore[attr-defined]
