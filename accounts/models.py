"""People, the teams they belong to, and the one organisation they work in."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from postmortems.shared import clock
from postmortems.shared.hours import EARLIEST, LATEST, MORNING, Hours
from postmortems.shared.locales import Locale
from postmortems.shared.public_holidays import NONE
from postmortems.shared.weeks import MONDAY, SATURDAY, SUNDAY

WEEKDAYS = [1, 2, 3, 4, 5]


class WeekStart(models.IntegerChoices):
    """The weekday on which weeks begin, as ISO numbers them."""

    MONDAY = MONDAY, _("Monday")
    SATURDAY = SATURDAY, _("Saturday")
    SUNDAY = SUNDAY, _("Sunday")


def weekdays() -> list[int]:
    """Monday to Friday, as ISO weekday numbers."""
    return list(WEEKDAYS)


def known_zone(name: str) -> None:
    """Refuse a time zone that the zone database does not have."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(_("There is no time zone called %(zone)s."), params={"zone": name}) from error


ROLES = ("is_facilitator", "is_administrator", "is_auditor")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who signs in with `email`; without a password they cannot sign in by one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator: sees settings and people, never anybody's private account."""
        return self.create_user(email, password, is_administrator=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. Hours are local to `zone`; mail about work keeps to them."""

    email = models.EmailField(_("email"), max_length=254)
    display_name = models.CharField(_("name"), max_length=120)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[known_zone])
    locale = models.CharField(
        _("dates, times and numbers"), max_length=5, choices=Locale, default=Locale.GB, db_default=Locale.GB
    )
    week_starts = models.PositiveSmallIntegerField(
        _("weeks begin on"), choices=WeekStart, default=WeekStart.MONDAY, db_default=WeekStart.MONDAY
    )
    work_starts = models.TimeField(_("work starts"), default=dt.time(9, 0))
    work_ends = models.TimeField(_("work ends"), default=dt.time(17, 0))
    work_days = ArrayField(models.PositiveSmallIntegerField(), default=weekdays, verbose_name=_("working days"))
    holiday_place = models.CharField(
        _("public holidays"),
        max_length=12,
        blank=True,
        default="",
        db_default="",
        help_text="as in DE-BY; empty: the organisation's",
    )
    mail_at = models.TimeField(_("mail about work comes at"), null=True, blank=True)
    mail_days = ArrayField(
        models.PositiveSmallIntegerField(), default=list, db_default=[], blank=True, verbose_name=_("on these days")
    )
    quiet_topics = ArrayField(
        models.CharField(max_length=20), default=list, db_default=[], blank=True, help_text="what comes in the app only"
    )
    is_facilitator = models.BooleanField(_("facilitates reviews"), default=False)
    is_administrator = models.BooleanField(_("administers the organisation"), default=False)
    is_auditor = models.BooleanField(_("reads the record"), default=False, db_default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    by_provider = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="comes by the organisation's sign-in provider"
    )
    joined_at = models.DateTimeField(auto_now_add=True)
    session_round = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="raised to end every session of this person at once"
    )

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_once", violation_error_message=_("Somebody already uses this address.")
            ),
            models.CheckConstraint(
                condition=models.Q(work_starts__lt=models.F("work_ends")),
                name="user_hours_in_order",
                violation_error_message=_("Work ends after it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(mail_at__isnull=True) | models.Q(mail_at__gte=EARLIEST, mail_at__lt=LATEST),
                name="user_mail_by_day",
                violation_error_message=_("Mail about work comes between 8 and 18."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def initials(self) -> str:
        """Two letters that stand for the person where there is no room for a name."""
        parts = self.display_name.split()
        letters = parts[0][:1] + parts[-1][:1] if len(parts) > 1 else self.display_name[:2]
        return letters.upper()

    @property
    def first_name(self) -> str:
        """What colleagues call out across a room."""
        return self.display_name.split()[0] if self.display_name.strip() else ""

    def hours(self, organisation: "Organisation | None" = None, off: "Iterable[TimeOff] | None" = None) -> Hours:
        """When they work and hear of it; two queries, unless whoever asks for many knows the rest."""
        organisation = organisation or Organisation.current()
        place = self.holiday_place or organisation.holiday_place
        spans = TimeOff.lately().filter(models.Q(user=None) | models.Q(user=self)) if off is None else off
        return Hours(
            zone=self.zone,
            starts=self.work_starts,
            ends=self.work_ends,
            days=tuple(self.work_days),
            mail_at=self.mail_at,
            usual=organisation.mail_at,
            mail_days=tuple(self.mail_days),
            place="" if place == NONE else place,
            off=tuple((span.first_on, span.last_on) for span in spans),
        )

    @property
    def has_joined(self) -> bool:
        """Whether they were here: until then an invitation waits for them."""
        return self.by_provider or self.has_usable_password()

    @property
    def has_a_role(self) -> bool:
        """Whether they may do something that not everybody here may."""
        return any(getattr(self, name) for name in ROLES)

    @property
    def signs_in_elsewhere(self) -> bool:
        """Whether the organisation's provider alone lets them in: no password, no key of their own opens this place."""
        return self.by_provider and not self.has_usable_password()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session lives as long as password and round are those it began with. Round 0 is Django's own hash."""
        if not self.session_round:
            return str(super()._get_session_auth_hash(secret))  # type: ignore[misc]
        told = f"{self.session_round}:{self.password}"
        return salted_hmac("second-story.session", told, secret=secret, algorithm="sha256").hexdigest()

    # Django's admin, which exists in demo mode only, asks these.
    @property
    def is_staff(self) -> bool:
        return self.is_administrator

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_administrator


def display_name(user: User) -> str:
    """How allauth's pages and mails call a person."""
    return user.display_name


class TimeOff(models.Model):
    """Days on which somebody does not work, or, without a person, the whole organisation. Both ends are included."""

    LONGEST = dt.timedelta(days=366)

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="time_off")
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="time_off_in_order",
                violation_error_message=_("The last day comes after the first."),
            ),
            models.UniqueConstraint(fields=["user", "first_on", "last_on"], nulls_distinct=False, name="time_off_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} to {self.last_on}"

    @classmethod
    def lately(cls) -> "models.QuerySet[TimeOff]":
        """As far back as ages are counted."""
        return cls.objects.filter(last_on__gte=clock.now().date() - cls.LONGEST)


class Team(models.Model):
    """A team that owns services and action items. Archived, it keeps its history."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(
        User, through="Membership", related_name="teams"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That a person belongs to a team, and whether they speak for it."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        LEAD = "lead", _("lead")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id}"


class Organisation(models.Model):
    """The settings that hold for everybody: one row. A small team is the default; what weighs is switched on."""

    class Size(models.TextChoices):
        SMALL = "small", _("up to 15 people")
        LARGE = "large", _("more than 15 people")

    class SignUp(models.TextChoices):
        CLOSED = "closed", _("Nobody new. Who is here stays; open invitations rest.")
        INVITATION = "invitation", _("Whom an administrator invites.")
        DOMAIN = "domain", _("Also whoever reads mail at one of our domains.")

    name = models.CharField(_("name"), max_length=120, default="Second Story")
    sign_up = models.CharField(
        _("who may come in"), max_length=12, choices=SignUp, default=SignUp.INVITATION, db_default=SignUp.INVITATION
    )
    sign_up_domains = ArrayField(models.CharField(max_length=253), default=list, db_default=[], blank=True)
    size = models.CharField(_("about how many people"), max_length=10, choices=Size, default=Size.SMALL)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[known_zone])
    locale = models.CharField(
        _("dates, times and numbers"), max_length=5, choices=Locale, default=Locale.GB, db_default=Locale.GB
    )
    week_starts = models.PositiveSmallIntegerField(
        _("weeks begin on"), choices=WeekStart, default=WeekStart.MONDAY, db_default=WeekStart.MONDAY
    )
    holiday_place = models.CharField(_("public holidays"), max_length=12, blank=True, default="", db_default="")
    mail_at = models.TimeField(_("mail about work comes at"), default=MORNING, db_default=MORNING)
    support = models.TextField(
        _("whom people can turn to"), blank=True, help_text="shown to those involved in an incident; Markdown"
    )
    checks_in = models.BooleanField(
        _("ask those who were involved after two and six weeks how they are"), default=False, db_default=False
    )
    set_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="organisation_is_one")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Organisation":
        """The one row, or the defaults where nothing was set up yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def is_closed(self) -> bool:
        """Whether nobody new comes in, invited or not."""
        return self.sign_up == self.SignUp.CLOSED

    @property
    def for_somebody_new(self) -> dict[str, Any]:
        """What holds for a new person until they say otherwise."""
        return {"zone": self.zone, "locale": self.locale, "week_starts": self.week_starts}


# The rows of signing in, beside their code.
from accounts.counts import Tally  # noqa: E402, F401
from accounts.directory import DirectoryGroup, DirectoryPerson  # noqa: E402, F401
from accounts.groups import GroupRule  # noqa: E402, F401
from accounts.session import Session  # noqa: E402, F401
from accounts.token_model import Token  # noqa: E402, F401
