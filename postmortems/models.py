"""Every slice's models, so that Django finds them under one app and one migration history."""

from postmortems.actions.models import ActionItem
from postmortems.audit.models import AuditEntry
from postmortems.factors.models import ContributingFactor
from postmortems.live.models import Change
from postmortems.mail.models import Delivery
from postmortems.reviews.models import Incident, Participant, Review, Service
from postmortems.shared.models import Counter
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Dispute, Draft, Text, TextRevision

__all__ = [
    "ActionItem",
    "AuditEntry",
    "Change",
    "ContributingFactor",
    "Counter",
    "Delivery",
    "Dispute",
    "Draft",
    "Incident",
    "Participant",
    "Review",
    "Service",
    "Text",
    "TextRevision",
    "TimelineEvent",
]
