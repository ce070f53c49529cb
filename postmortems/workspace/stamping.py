"""Taking a stamp of the incident from the entry of the story that marks it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.reviews.models import Incident
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.offering import MARKERS
from postmortems.workspace.fragments import INCIDENT
from postmortems.workspace.responding import NotNow


@transaction.atomic
def stamp_from(*, event: TimelineEvent, actor: User) -> Incident:
    """Let the incident's stamp be the moment of the entry, an estimate where the entry is one. Raises NotNow."""
    name = MARKERS.get(TimelineEvent.Kind(event.kind))
    incident = event.review.incidents.select_for_update().first()
    if name is None or incident is None:
        raise NotNow(_("There is nothing to stamp here."))
    setattr(incident, name, event.occurred_at)
    if incident.started_at and incident.resolved_at and incident.resolved_at < incident.started_at:
        raise NotNow(_("It cannot be over before it began."))
    incident.about = [one for one in incident.about if one != name] + ([name] if event.is_about else [])
    incident.unknown = [one for one in incident.unknown if one != name]
    incident.save(update_fields=[name, "about", "unknown"])
    record(verb="stamped", chain=f"review:{event.review_id}", actor=actor, fields=(name,))
    announce(room=f"review:{event.review_id}", topic=INCIDENT, object_id=incident.pk)
    return incident
