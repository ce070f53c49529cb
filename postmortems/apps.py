"""What happens once when the application starts: the queue's application is made, and the two registries are filled."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PostmortemsConfig(AppConfig):
    name = "postmortems"
    label = "postmortems"

    def ready(self) -> None:
        from postmortems import celery  # noqa: F401
        from postmortems.shared.db import close_fence, grant_to_application

        post_migrate.connect(close_fence, sender=self)
        post_migrate.connect(grant_to_application, sender=self)
        self.fill_fragments()
        self.fill_mails()
        self.name_what_texts_refer_to()
        self.name_people_and_products()
        self.name_what_goes_by_itself()

    def fill_fragments(self) -> None:
        """Which slice renders what changes on an open page."""
        from postmortems.actions import fragments as actions
        from postmortems.attachments import fragments as attachments
        from postmortems.factors import fragments as factors
        from postmortems.live import fragments, memory, presence
        from postmortems.live.services import PRESENT
        from postmortems.meeting import fragments as meeting
        from postmortems.meeting.floor_panel import FloorPanel
        from postmortems.meeting.topics import FLOOR
        from postmortems.meeting.topics import TOPICS as ROOM_TOPICS
        from postmortems.questions import fragments as questions
        from postmortems.questions.services import TOPIC as QUESTION
        from postmortems.timeline import fragments as timeline
        from postmortems.timeline import services
        from postmortems.workspace import fragments as workspace
        from postmortems.workspace import present

        fragments.register(actions.TOPIC, actions.action_changed)
        fragments.register(attachments.TOPIC, attachments.attachment_changed)
        fragments.register("factor", factors.factor_changed)
        fragments.register(QUESTION, questions.question_changed)
        fragments.register(services.EVENT, timeline.event_changed, shows_clocks=True)
        fragments.register(services.BEFORE, timeline.before_changed)
        fragments.register(workspace.TEXT, workspace.text_changed)
        fragments.register(workspace.INCIDENT, workspace.incident_changed)
        fragments.register(workspace.ACKNOWLEDGEMENT, workspace.acknowledgement_changed)
        fragments.register(workspace.ROOM, workspace.room_changed)
        for topic in ROOM_TOPICS:
            fragments.register(topic, meeting.RENDERERS[topic])
        memory.register(PRESENT, lambda: presence.PresentPeople(present.people_present))
        memory.register(FLOOR, FloorPanel)

    def fill_mails(self) -> None:
        """Which mails there are."""
        from accounts import kinds as accounts
        from postmortems.following import kinds as following
        from postmortems.followup import kinds
        from postmortems.library import kinds as library
        from postmortems.meeting import kinds as meeting
        from postmortems.organisation import kinds as organisation
        from postmortems.reports import kinds as reports
        from postmortems.workspace import kinds as workspace

        kinds.register_all()
        library.register_all()
        workspace.register_all()
        accounts.register_all()
        organisation.register_all()
        following.register_all()
        meeting.register_all()
        reports.register_all()

    def name_what_texts_refer_to(self) -> None:
        """What PIR-118, event-12 and their like lead to."""
        from postmortems.actions.references import ACTION
        from postmortems.attachments.references import FILE
        from postmortems.factors.references import FACTOR
        from postmortems.reviews.references import REVIEW
        from postmortems.timeline.references import EVENT
        from postmortems.wording import references

        for name, kind in {"PIR": REVIEW, "event": EVENT, "factor": FACTOR, "action": ACTION, "file": FILE}.items():
            references.register(name, kind)

    def name_people_and_products(self) -> None:
        """Whose names the guard knows beside the members': participants without an account, and services."""
        from postmortems.meeting.seat import Seat
        from postmortems.reviews.models import Participant, Service
        from postmortems.wording import known

        known.register(lambda: Participant.objects.exclude(name=""), column="name", means=known.NAME)
        known.register(lambda: Seat.objects.exclude(name=""), column="name", means=known.NAME)
        known.register(Service.objects.all, column="name", means=known.Means.PRODUCT)

    def name_what_goes_by_itself(self) -> None:
        """Which rows the daily task carries out."""
        from accounts import retention as accounts
        from postmortems.api import retention as api
        from postmortems.attachments import retention as attachments
        from postmortems.intake import retention as intake
        from postmortems.library import retention as library
        from postmortems.live import retention as live
        from postmortems.mail import retention as mail
        from postmortems.meeting import retention as meeting
        from postmortems.outgoing import retention as outgoing
        from postmortems.pulse import retention as pulse
        from postmortems.shared.retention import register
        from postmortems.workspace import retention as workspace

        for slice_ in (accounts, live, mail, outgoing, api, intake, meeting, attachments, workspace, library, pulse):
            register(*slice_.KEPT)
