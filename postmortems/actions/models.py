"""What will exist afterwards that does not exist today, who promised it, and for when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from postmortems.actions.states import MOST_SNOOZES, Effect, InTheWay, Outcome, State
from postmortems.actions.strength import Reach, Strength, Type
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet
from postmortems.tickets.models import Ticket
from postmortems.wording.guarded import GuardedField, GuardedModel, SealField, StateField, seal_constraint


class ActionItem(GuardedModel, Trashable, MadeOnce):
    """One outcome, verb first, with one owner and a date. Moving the date keeps the first one."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="actions")
    sentence = GuardedField(max_length=300)
    sentence_state = StateField()
    sentence_seal = SealField()
    done_when = models.CharField(max_length=300, blank=True)
    type = models.CharField(max_length=10, choices=Type, blank=True)
    strength = models.PositiveSmallIntegerField(choices=Strength, null=True, blank=True)
    reach = models.CharField(max_length=10, choices=Reach, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    reason = models.TextField(blank=True, help_text="why it is blocked or was declined")
    factors = models.ManyToManyField(ContributingFactor, blank=True, related_name="actions")
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_on = models.DateField(null=True, blank=True, editable=False)
    first_done_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="kept when it is opened again, so that this counts against nobody",
    )
    in_the_way = models.CharField(max_length=10, choices=InTheWay, blank=True)
    room_asked_at = models.DateTimeField(null=True, blank=True, help_text="since when its team is asked to make room")
    snoozed_until = models.DateField(null=True, blank=True, help_text="nothing is asked of anybody before this day")
    snoozed = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="how often since its last date")
    hypothesis = models.TextField(blank=True, db_default="", help_text="of something that is tried: what we expect")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, db_default="")
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="duplicates"
    )
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    asked_if_done_at = models.DateTimeField(
        null=True, blank=True, help_text="its ticket was closed then, and its owner has not said yet whether it is done"
    )
    # What a list shows of the checks (checks.py): the next day on which to ask, and the latest answer.
    effect_check_on = models.DateField(null=True, blank=True)
    effect = models.CharField(max_length=15, choices=Effect, blank=True)
    effect_note = models.TextField(blank=True, help_text="how anybody can tell")
    effect_answered_on = models.DateField(null=True, blank=True, editable=False)
    touched_at = models.DateTimeField(help_text="the last time anybody answered; silence is counted from here")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = TrashQuerySet["ActionItem"].as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(deleted_at=None, state__in=["offered", "talk_first", "accepted", "blocked"]),
                name="action_open_by_date",
            ),
            models.Index(fields=["owner", "state"]),
            models.Index(fields=["ticket"], condition=Q(ticket__isnull=False), name="action_of_ticket"),
        ]
        constraints = [
            seal_constraint("sentence", name="action_sentence_sealed"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, first_due_on__isnull=True)
                | Q(due_on__isnull=False, first_due_on__isnull=False),
                name="action_keeps_its_first_date",
                violation_error_message=_("The first date is kept beside the present one."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(done_on__isnull=False),
                name="action_done_has_a_date",
                violation_error_message=_("What is done was done on a day."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DECLINED, State.BLOCKED]) | ~Q(reason=""),
                name="action_declined_or_blocked_says_why",
                violation_error_message=_("A sentence says why."),
            ),
            models.CheckConstraint(
                condition=Q(snoozed__lte=MOST_SNOOZES),
                name="action_snoozed_three_times_at_most",
                violation_error_message=_("After three times it needs another date."),
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=models.F("pk")),
                name="action_is_not_its_own_duplicate",
                violation_error_message=_("It is the same as itself already."),
            ),
        ]

    def __str__(self) -> str:
        return f"action item {self.pk} of {self.review_id}"


class Replan(models.Model):
    """One move of a due date, with what was in the way. Written once; the first date stays on the action item."""

    action = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="replans")
    was_on = models.DateField(null=True)
    now_on = models.DateField()
    in_the_way = models.CharField(max_length=10, choices=InTheWay, blank=True)
    note = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["moved_at", "pk"]

    def __str__(self) -> str:
        return f"new date of action item {self.action_id}"
