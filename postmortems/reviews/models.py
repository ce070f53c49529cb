"""A review, the incidents it looks at, the services they touched, and the people who took part."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, known_zone
from accounts.roles import Power
from postmortems.reviews.impact import Impact, counts_something
from postmortems.reviews.stamps import Stamps
from postmortems.reviews.states import SETTLED, State
from postmortems.shared.models import MadeOnce, PresentManager, Trashable, TrashQuerySet
from postmortems.wording.guarded import GuardedField, GuardedModel, SealField, StateField, seal_constraint
from postmortems.wording.policy import Policy


class Visibility(models.TextChoices):
    EVERYONE = "everyone", _("everyone here")
    TEAMS = "teams", _("its teams only")
    PEOPLE = "people", _("named people only")


class Kind(models.TextChoices):
    INCIDENT = "incident", _("incident")
    NEAR_MISS = "near_miss", _("near miss")
    PROJECT = "project", _("project")
    DRILL = "drill", _("drill")
    SUCCESS = "success", _("success")


class Depth(models.TextChoices):
    """How much time a review is worth, by what can be learned (PRACTICE.md section 1)."""

    NOTE = "note", _("short note")
    HUDDLE = "huddle", _("quick huddle")
    FOUR_QUESTIONS = "four_questions", _("four questions")
    FULL = "full", _("full review")
    THEME = "theme", _("theme review")
    WEEKLY_SLOT = "weekly_slot", _("weekly slot")


class Service(models.Model):
    """Something that people run and others rely on. Archived, it keeps its history."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="services")
    runbook_url = models.URLField(blank=True)
    runbook_checked_on = models.DateField(null=True, blank=True, help_text="when somebody last found that it holds")
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Review(GuardedModel, Trashable, MadeOnce):
    """The account that a team gives of what happened: the thing that has a number, an owner and a state."""

    number = models.PositiveIntegerField(unique=True)
    title = GuardedField(_("title"), max_length=200)
    title_state = StateField()
    title_seal = SealField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.INCIDENT)
    state = models.CharField(max_length=10, choices=State, default=State.INCIDENT)
    depth = models.CharField(max_length=15, choices=Depth, blank=True)
    depth_reason = models.TextField(blank=True)
    depth_decided_at = models.DateTimeField(null=True, blank=True, help_text="when its depth was first decided")
    signs = ArrayField(
        models.CharField(max_length=12), default=list, db_default=[], blank=True, help_text="what people ticked then"
    )
    closer_look_at = models.DateTimeField(null=True, blank=True, help_text="when somebody first asked for more review")
    template = models.ForeignKey(
        "postmortems.ReviewTemplate", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    sections = models.JSONField(
        default=list, db_default=Value([], models.JSONField()), blank=True, help_text="of the template, as it was then"
    )
    state_before = models.CharField(
        max_length=10, blank=True, db_default="", help_text="where it stood before the last move"
    )
    state_reason = models.TextField(blank=True, help_text="what was said when the state was last changed")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    zone = models.CharField(max_length=64, default="UTC", validators=[known_zone])
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.EVERYONE)
    visible_teams = models.ManyToManyField(Team, blank=True, related_name="+")
    visible_people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    source_url = models.URLField(blank=True, help_text="where the story was told first, for an imported one")
    external_id = models.CharField(max_length=200, null=True, blank=True, unique=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    filed_at = models.DateTimeField()
    meeting_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(
        null=True, blank=True, help_text="when those involved were asked whether the account is right"
    )
    names_as_roles = models.BooleanField(default=False, help_text="the shared page says roles where people were named")
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    joined_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="joined",
    )
    joined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(
        blank=True, db_default="", help_text="what was said when the log was taken back"
    )

    objects = TrashQuerySet["Review"].as_manager()
    # What the gate found that this person may do (reviews/access.py); nothing, as long as it was not asked.
    powers: frozenset[Power] = frozenset()
    led: frozenset[int] = frozenset()  # the teams that they lead
    is_followed = False  # whether they asked to hear of it
    seen = 0  # when that was: live/models.py

    class Meta:
        indexes = [
            models.Index(fields=["-number"], condition=Q(deleted_at=None), name="review_newest"),
            models.Index(fields=["team", "-number"], condition=Q(deleted_at=None), name="review_newest_of_team"),
            models.Index(fields=["state", "-number"], condition=Q(deleted_at=None), name="review_newest_in_state"),
            models.Index(
                fields=["-published_at"],
                condition=Q(deleted_at=None, published_at__isnull=False),
                name="review_newest_shared",
            ),
            models.Index(
                fields=["meeting_at"],
                condition=Q(deleted_at=None, meeting_at__isnull=False),
                name="review_next_meeting",
            ),
            GinIndex(SearchVector("title", config="simple"), name="review_words_of_title"),
        ]
        constraints = [
            seal_constraint("title", name="review_title_sealed"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PUBLISHED, State.FOLLOW_UP]) | Q(published_at__isnull=False),
                name="review_published_has_a_date",
                violation_error_message=_("A shared review says since when it is shared."),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def is_mine_to_write(self) -> bool:
        """Whether the person whom the gate let in may write it now."""
        return Power.EDIT in self.powers

    @property
    def ref(self) -> str:
        """How people call the review: PIR-118."""
        return f"PIR-{self.number}"

    @property
    def state_label(self) -> str:
        """The state in words. Django's own way translates all of them each time, which a list of fifty feels."""
        return str(State(self.state).label)

    @property
    def tags(self) -> list[str]:
        """What a list says of it beside the title: only what is not as usual."""
        kind = [] if self.kind == Kind.INCIDENT else [self.get_kind_display()]
        return kind if self.visibility == Visibility.EVERYONE else [*kind, self.get_visibility_display()]

    @property
    def is_settled(self) -> bool:
        """Whether the page is a document now, no longer a draft."""
        return self.state in SETTLED

    def guard_policy(self, field: str) -> Policy:
        return Policy.HINT


class Incident(Impact, Stamps, Trashable):
    """What happened once, on one axis of time."""

    class FoundBy(models.TextChoices):
        ALARM = "alarm", _("our own alarm")
        COLLEAGUE = "colleague", _("a colleague")
        CUSTOMER = "customer", _("a customer")
        SUPPLIER = "supplier", _("a supplier")
        CHANCE = "chance", _("chance")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="incidents")
    noticed = models.TextField(_("what people noticed"))
    services = models.ManyToManyField(Service, blank=True, related_name="incidents")
    severity = models.PositiveSmallIntegerField(_("severity"), null=True, blank=True)
    found_by = models.CharField(max_length=10, choices=FoundBy, blank=True)

    objects = PresentManager["Incident"]()
    everything: ClassVar[models.Manager["Incident"]] = models.Manager()

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True)
                | Q(started_at__isnull=True)
                | Q(resolved_at__gte=F("started_at")),
                name="incident_over_after_onset",
                violation_error_message=_("It cannot be over before it began."),
            ),
            models.CheckConstraint(
                condition=Q(severity__isnull=True) | Q(severity__range=(1, 5)),
                name="incident_severity_one_to_five",
                violation_error_message=_("Severity goes from 1 to 5."),
            ),
            counts_something("incident_count_of_something"),
        ]

    def __str__(self) -> str:
        return f"incident of {self.review_id}"


class Participant(models.Model):
    """Somebody who took part, by role. A person without an account has a name only."""

    class Role(models.TextChoices):
        LEAD = "lead", _("led the response")
        RESPONDER = "responder", _("responded")
        NARRATOR = "narrator", _("was there")
        CUSTOMER_VOICE = "customer_voice", _("speaks for customers")
        SCRIBE = "scribe", _("writes it down")
        FRESH_EYES = "fresh_eyes", _("fresh eyes")
        LEADER = "leader", _("leads the organisation")
        OBSERVER = "observer", _("observes")
        REPORTER = "reporter", _("reported it too")

    READS_ALONG = (Role.OBSERVER, Role.FRESH_EYES, Role.REPORTER)

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=15, choices=Role, default=Role.NARRATOR)
    pseudonym = models.CharField(
        max_length=80, blank=True, help_text="what stands for the name when names become roles"
    )
    ready_at = models.DateTimeField(null=True, blank=True, help_text="when they said that they are ready to meet")
    fine_at = models.DateTimeField(null=True, blank=True, help_text="when they said that the account is right")
    came_with = models.ForeignKey(
        Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="the log that was joined"
    )

    class Meta:
        indexes = [models.Index(fields=["name"], condition=~Q(name=""), name="participant_named")]
        constraints = [
            models.UniqueConstraint(fields=["review", "user"], name="participant_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(name=""),
                name="participant_is_somebody",
                violation_error_message=_("A participant is a person here or has a name."),
            ),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk} of {self.review_id}"

    @property
    def may_edit(self) -> bool:
        """Observers, fresh eyes and who only reported it read along; the others tell the story."""
        return self.role not in self.READS_ALONG
