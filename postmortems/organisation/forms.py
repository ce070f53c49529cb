"""What is filled in on the first pages, in the settings and about oneself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import NO_ADDRESS, PasswordField, PlaceField, ZoneField
from accounts.models import Organisation, TimeOff, User, WeekStart
from accounts.passwords import check_password
from postmortems.mail.topics import Topic
from postmortems.organisation.services import FirstPerson
from postmortems.organisation.setup_code import is_setup_code
from postmortems.shared.forms import WordsField
from postmortems.shared.hours import EARLIEST, LATEST
from postmortems.shared.locales import Locale
from postmortems.shared.weeks import weekdays_from

YOUR_NAME = {"required": _("How do colleagues call you?")}
DAYS = [(1, _("Mon")), (2, _("Tue")), (3, _("Wed")), (4, _("Thu")), (5, _("Fri")), (6, _("Sat")), (7, _("Sun"))]


def days_from(starts: int) -> list[tuple[int, Any]]:
    """The weekdays in the order in which this reader's weeks have them."""
    return sorted(DAYS, key=lambda day: weekdays_from(starts).index(day[0]))


class Line(WordsField):
    """One line of words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=1, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


def address(**kwargs: Any) -> forms.EmailField:
    said = {"required": NO_ADDRESS, "invalid": NO_ADDRESS}
    return forms.EmailField(label=_("Email"), max_length=254, error_messages=said, **kwargs)


class Plain(forms.Form):
    use_required_attribute = False


def locale_field(**kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Dates, times and numbers"), choices=Locale.choices, **kwargs)


def week_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("Weeks begin on"), choices=WeekStart.choices, coerce=int)


class PasswordMixin(Plain):
    """A form in which somebody chooses a password."""

    password = PasswordField()

    def check(self, **person: str) -> None:
        """Refuse what is too short, too common or too much like the person."""
        if password := self.cleaned_data.get("password"):
            try:
                check_password(password, User(**person))
            except ValidationError as error:
                self.add_error("password", error)


class FirstPersonForm(PasswordMixin):
    """The first page of a new installation."""

    code = Line(
        label=_("Setup code"),
        max_length=60,
        error_messages={"required": _("The code shows that the server is yours.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    name = Line(
        label=_("Your name"),
        max_length=120,
        error_messages=YOUR_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = address(widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    zone = ZoneField(guess=True, label=_("Your time zone"), initial="UTC")
    field_order = ("code", "name", "email", "password", "zone")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not is_setup_code(code):
            raise ValidationError(_("That is another code. The right one stands where the server was started."))
        return code

    def clean(self) -> None:
        data = self.cleaned_data
        self.check(email=data.get("email", ""), display_name=data.get("name", ""))

    def person(self) -> FirstPerson:
        data = self.cleaned_data
        return FirstPerson(name=data["name"], email=data["email"], password=data["password"], zone=data["zone"])


class JoinForm(PasswordMixin):
    """Taking up an invitation."""

    name = Line(
        label=_("Your name"),
        max_length=120,
        error_messages=YOUR_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    zone = ZoneField(guess=True, label=_("Your time zone"))
    field_order = ("name", "password", "zone")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": person.display_name, "zone": person.zone}
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> None:
        self.check(email=self.person.email, display_name=self.cleaned_data.get("name", ""))


class FirstSettingsForm(Plain):
    """The two questions of the first use."""

    size = forms.ChoiceField(
        label=_("About how many people?"),
        choices=Organisation.Size.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("A rough guess is enough; it can be changed later.")},
    )
    name = Line(
        label=_("What is your organisation called?"),
        max_length=120,
        error_messages={"required": _("A name for mails and pages.")},
    )
    zone = ZoneField(label=_("Its time zone"), help_text=_("Where most people are. Everybody keeps their own."))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        kept = {name: getattr(organisation, name) for name in self.base_fields}
        kwargs["initial"] = kept | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class OrganisationForm(FirstSettingsForm):
    """The same, and what is shown to somebody who was in an incident."""

    locale = locale_field(
        help_text=_("How mails and pages write them to whoever is new. Everybody can choose their own.")
    )
    week_starts = week_field()
    support = WordsField(
        label=_("Whom people can turn to"),
        help_text=_("After a hard night: a person, a number, an hour. Shown to those involved in an incident."),
        rows=4,
        max_length=5000,
        required=False,
    )

    checks_in = forms.BooleanField(
        label=_("Ask those who were involved after two and six weeks how they are"),
        help_text=_("A card on their own Home, in no mail. Nobody sees who was asked, or what they did with it."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def changed(self) -> dict[str, str]:
        """What this person changed since they opened the page; what somebody else changed meanwhile stays."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class Hour(forms.TimeField):
    """A time of day, to the minute."""

    def __init__(self, **kwargs: Any) -> None:
        said = _("A time, as in 09:00.")
        shown = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=shown, error_messages={"required": said, "invalid": said}, **kwargs)


class Date(forms.DateField):
    """A day of the calendar."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"invalid": _("A day, as in 2026-12-24."), **kwargs.pop("error_messages", {})}
        shown = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=shown, error_messages=said, **kwargs)


class MailHour(Hour):
    """When mail about work comes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"min": f"{EARLIEST:%H:%M}", "max": "17:45", "step": "900"}

    def clean(self, value: Any) -> Any:
        at = super().clean(value)
        if at and not EARLIEST <= at < LATEST:
            raise ValidationError(_("A time between 08:00 and 18:00, so that nobody is called to work at night."))
        return at


class TimeOffForm(Plain):
    """Some days without work, for oneself or for everybody."""

    first_on = Date(label=_("From"), error_messages={"required": _("The first day, as in 2026-12-24.")})
    last_on = Date(label=_("To, that day included"), required=False)

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if first and not last:
            self.cleaned_data["last_on"] = last = first
        if first and last and last < first:
            self.add_error("last_on", _("The last day comes after the first."))
        elif first and last and last - first > TimeOff.LONGEST:
            self.add_error("last_on", _("A year at most; what comes after it can be said later."))


class MeForm(Plain):
    """What somebody says about themselves."""

    display_name = Line(
        label=_("Name"),
        max_length=120,
        error_messages=YOUR_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    zone = ZoneField()
    locale = locale_field(
        help_text=_("The words stay English. The story of an incident keeps to 24 hours, as logs do.")
    )
    week_starts = week_field()
    work_starts = Hour(label=_("Work starts"))
    work_ends = Hour(label=_("Work ends"))
    work_days = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "across"}),
        error_messages={"required": _("One day at least, so that a mail about work has a day to come on.")},
    )
    holiday_place = PlaceField(help_text=_("Empty: those of the organisation. “None”: no public holidays."))
    mail_at = MailHour(
        label=_("Mail about work comes at"),
        required=False,
        help_text=_("Empty: when the organisation usually sends it."),
    )
    mail_days = forms.TypedMultipleChoiceField(
        label=_("Only on these days"),
        choices=DAYS,
        coerce=int,
        required=False,
        help_text=_("None chosen: every working day on which something waits."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "across"}),
    )
    mailed_topics = forms.MultipleChoiceField(
        label=_("By mail, too"),
        choices=Topic.choices,
        required=False,
        help_text=_("Everything stands on Home and under Notices, whatever is chosen here."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kept = [name for name in self.base_fields if name != "mailed_topics"]
        kwargs["initial"] = {name: getattr(person, name) for name in kept}
        kwargs["initial"]["mailed_topics"] = [topic for topic in Topic.values if topic not in person.quiet_topics]
        super().__init__(*args, **kwargs)
        for name in ("work_days", "mail_days"):
            self.fields[name].choices = days_from(person.week_starts)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What is stored about the person."""
        said = dict(self.cleaned_data)
        mailed = said.pop("mailed_topics")
        return said | {"quiet_topics": [topic for topic in Topic.values if topic not in mailed]}

    def clean(self) -> None:
        days, mail_days = self.cleaned_data.get("work_days"), self.cleaned_data.get("mail_days")
        if days and mail_days and not set(days) & set(mail_days):
            self.add_error("mail_days", _("None of these is a working day: no mail could ever come."))
        starts, ends = self.cleaned_data.get("work_starts"), self.cleaned_data.get("work_ends")
        if starts and ends and starts >= ends:
            self.add_error("work_ends", _("Work ends after it starts."))
