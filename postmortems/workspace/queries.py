"""What the review's page reads of its incident."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Prefetch, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Cast, Concat, JSONObject

from accounts.models import Organisation
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.severity import Severity


def read_incidents(review: Review) -> None:
    """Read what the review looks at; one query. Each incident carries the `touched` services, what its severity is
    called, what the logs that joined the review say (`also`), and where this organisation says that people find
    `support`.
    """
    touched = Incident.services.through.objects.filter(incident=OuterRef("pk")).order_by("service__name")
    support = Organisation.objects.filter(pk=1).values("support")
    called = Severity.objects.filter(level=OuterRef("severity")).values("name")
    ref = Concat(Value("PIR-"), Cast("review__number", CharField()))
    said = JSONObject(words="noticed", ref=ref, name="review__filed_by__display_name")
    also = Incident.objects.filter(review__joined_to=OuterRef("review")).order_by("review__number")
    rows = Incident.objects.annotate(
        also=ArraySubquery(also.values(json=said)),
        touched=ArraySubquery(touched.values("service__name")),
        touched_services=ArraySubquery(touched.values(json=JSONObject(pk="service_id", name="service__name"))),
        severity_name=Subquery(called),
        support=Subquery(support),
    )
    prefetch_related_objects([review], Prefetch("incidents", queryset=rows))


def support_for(incident: Incident | None) -> str:
    """Where people find support, in Markdown; asked for anew only where there is no incident."""
    return (incident.support or "") if incident else Organisation.current().support  # type: ignore[attr-defined]
