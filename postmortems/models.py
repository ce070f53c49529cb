"""Every slice's models, so that Django finds them under one app and one migration history."""

from postmortems.actions.bulk_change import BulkChange
from postmortems.actions.calendar_feed import CalendarFeed
from postmortems.actions.check import EffectCheck
from postmortems.actions.comment import Comment
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.saved_view import SavedView
from postmortems.api.models import Said
from postmortems.attachments.models import Attachment
from postmortems.audit.models import AuditEntry
from postmortems.exports.models import ExternalVersion
from postmortems.factors.models import ContributingFactor
from postmortems.factors.tag import Tag, Tagged
from postmortems.followup.models import ReminderRules
from postmortems.incoming.models import Arrival, Endpoint, Thread
from postmortems.intake.models import Batch, Chunk, Line, Voice
from postmortems.library.models import KnownWord, SearchDocument
from postmortems.live.models import Change
from postmortems.mail.models import Delivery
from postmortems.meeting.card import Card
from postmortems.meeting.counting import Ballot, Tally
from postmortems.meeting.idea import Idea
from postmortems.meeting.models import Agenda, Meeting
from postmortems.meeting.narrator import Narrator
from postmortems.meeting.own_question import OwnQuestion
from postmortems.meeting.room import Room
from postmortems.meeting.seat import Seat
from postmortems.operations.models import Backup, Heartbeat
from postmortems.outgoing.feed_model import ReviewFeed
from postmortems.outgoing.models import Receiver, Sending
from postmortems.preparedness.models import Preparedness
from postmortems.pulse.models import PulseMark, PulseSums, PulseSwitch
from postmortems.questions.models import Question
from postmortems.reflections.check_in import PutAway
from postmortems.reflections.contact import Contact
from postmortems.reflections.models import Reflection
from postmortems.reflections.need import Need
from postmortems.reflections.snapshot import Snapshot
from postmortems.reports.models import Message, Report
from postmortems.reports.switch import ReportSwitch
from postmortems.reviews.collected import Collected
from postmortems.reviews.following import Follow
from postmortems.reviews.models import Incident, Participant, Review, Service
from postmortems.reviews.restoring import CouldRestore
from postmortems.reviews.restriction import Restriction
from postmortems.reviews.severity import FormerSeverity, Severity
from postmortems.reviews.templates import ReviewTemplate
from postmortems.shared.models import Counter
from postmortems.thanks.models import Thanks
from postmortems.tickets.models import Heard, Source, Ticket
from postmortems.timeline.models import EventSource, Evidence, LastLook, TimelineEvent
from postmortems.wording.listed import ListedWord
from postmortems.wording.models import Dispute, Draft, Text, TextRevision
from postmortems.workspace.guest_link import GuestLink
from postmortems.workspace.models import Correction, Waiver
from postmortems.workspace.reach import TeamRead

__all__ = [
    "ActionItem",
    "Agenda",
    "Arrival",
    "Attachment",
    "AuditEntry",
    "Backup",
    "Ballot",
    "Batch",
    "BulkChange",
    "CalendarFeed",
    "Card",
    "Change",
    "Chunk",
    "Collected",
    "Comment",
    "Contact",
    "ContributingFactor",
    "Correction",
    "CouldRestore",
    "Counter",
    "Delivery",
    "Dispute",
    "Draft",
    "EffectCheck",
    "Endpoint",
    "EventSource",
    "Evidence",
    "ExternalVersion",
    "Follow",
    "FormerSeverity",
    "GuestLink",
    "Heard",
    "Heartbeat",
    "Idea",
    "Incident",
    "KnownWord",
    "LastLook",
    "Line",
    "ListedWord",
    "Meeting",
    "Message",
    "Narrator",
    "Need",
    "OwnQuestion",
    "Participant",
    "Preparedness",
    "PulseMark",
    "PulseSums",
    "PulseSwitch",
    "PutAway",
    "Question",
    "Receiver",
    "Reflection",
    "ReminderRules",
    "Replan",
    "Report",
    "ReportSwitch",
    "Restriction",
    "Review",
    "ReviewFeed",
    "ReviewTemplate",
    "Room",
    "Said",
    "SavedView",
    "SearchDocument",
    "Seat",
    "Sending",
    "Service",
    "Severity",
    "Snapshot",
    "Source",
    "Tag",
    "Tagged",
    "Tally",
    "TeamRead",
    "Text",
    "TextRevision",
    "Thanks",
    "Thread",
    "Ticket",
    "TimelineEvent",
    "Voice",
    "Waiver",
]
