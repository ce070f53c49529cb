"""Fields and forms about people that more than one page uses, and allauth's forms in our words."""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.services import ask_for_new_password
from accounts.zones import find_zone, zone_names
from postmortems.shared.public_holidays import NONE, countries, find_place, name_of, regions

NO_ADDRESS = _("A mail address, as in lea@example.org.")
NO_PASSWORD = _("A password is missing here.")
CAN_BE_SHOWN = {"data-password": "", "data-show": _("Show"), "data-hide": _("Hide")}  # static/js/password.js
LENGTH = _("Ten characters or more. A short sentence is easy to remember.")


class ZoneInput(forms.TextInput):
    """Typed, with every zone offered; static/js/zone.js puts the browser's own in where it is asked to."""

    template_name = "account/zone_input.html"

    def __init__(self, *, guess: bool = False) -> None:
        super().__init__(attrs={"list": "zones", "autocomplete": "off", **({"data-zone-guess": ""} if guess else {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"zones": zone_names()}


class ZoneField(forms.CharField):
    """A time zone by its name or by a city in it. `guess`: the browser's own zone stands in it at first."""

    def __init__(self, *, guess: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time zone"))
        kwargs.setdefault("help_text", _("A city is enough, as in Berlin."))
        super().__init__(widget=ZoneInput(guess=guess), max_length=64, **kwargs)
        self.error_messages["required"] = _("Which time zone? A city is enough, as in Berlin.")

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        found = find_zone(typed)
        if typed and found is None:
            raise forms.ValidationError(
                _("No time zone is called %(zone)s. The nearest large city will do."), params={"zone": typed}
            )
        return found or ""


class PlaceInput(forms.TextInput):
    """Typed, with every country offered."""

    template_name = "account/place_input.html"

    def __init__(self) -> None:
        super().__init__(attrs={"list": "countries", "autocomplete": "off"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"countries": countries().values()}

    def format_value(self, value: Any) -> str | None:
        """A code in words; what was typed as it was typed."""
        typed = super().format_value(value)
        return name_of(typed) or typed if typed else typed


class PlaceField(forms.CharField):
    """Whose public holidays: a country, with its region where that has its own. Kept as a code (DE-BY)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Public holidays of"))
        super().__init__(widget=PlaceInput(), max_length=80, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = " ".join((super().to_python(value) or "").split())
        found = NONE if typed.lower() == NONE else find_place(typed)
        if typed and found is None:
            raise forms.ValidationError(_unknown_place(typed))
        return found or ""


def _unknown_place(typed: str) -> str:
    country = find_place(typed.partition(",")[0])
    names = ", ".join(regions(country).values()) if country else ""
    if names:
        return _("%(country)s has these regions: %(names)s.") % {"country": name_of(country or ""), "names": names}
    return _("No country is called %(typed)s here. Its English name, as in “Germany” or “Germany, Bayern”.") % {
        "typed": typed
    }


class PasswordField(forms.CharField):
    """A password that somebody chooses, typed once; static/js/password.js can show it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Password"))
        kwargs.setdefault("help_text", LENGTH)
        shown = forms.PasswordInput(attrs={"autocomplete": "new-password", **CAN_BE_SHOWN})
        super().__init__(widget=shown, strip=False, max_length=200, **kwargs)
        self.error_messages["required"] = NO_PASSWORD


LABELS = {"oldpassword": _("The password so far"), "password1": _("New password"), "login": _("Email")}


class InOurWords:
    """allauth's forms as ours speak: a new password is typed once, and can be shown."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.error_messages["required"] = NO_ADDRESS if name == "login" else NO_PASSWORD
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = LENGTH
            self.fields["password1"].widget.attrs |= CAN_BE_SHOWN


CODE = _("A code is missing: six digits from the app, or one of your recovery codes.")
CREDENTIAL = _("The device gave no answer. Nothing has changed; try again.")


class InOurCodes:
    """The same for forms that ask for a code or for the answer of a device."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {"code": CODE, "credential": CREDENTIAL}
        for name, field in self.fields.items():
            field.error_messages |= {key: said[name] for key in ("required", "invalid") if name in said}
            field.widget.attrs.pop("placeholder", None)
        if "code" in self.fields:
            self.fields["code"].label = _("Code")
            self.fields["code"].widget.attrs |= {"inputmode": "text", "autocomplete": "one-time-code"}


class CodeForm(InOurCodes, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(InOurCodes, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class AppForm(InOurCodes, totp.ActivateTOTPForm):  # type: ignore[misc]
    pass


class PasskeyForm(InOurCodes, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A key that lives on a device and asks for a finger, a face or a PIN: it signs in alone."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].help_text = _("As in “my phone”, so that you know which one to remove one day.")
        self.fields["name"].widget.attrs["maxlength"] = 60


class PasskeySignInForm(InOurCodes, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeySecondForm(InOurCodes, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyAgainForm(InOurCodes, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class SignInForm(InOurWords, allauth.LoginForm):  # type: ignore[misc]
    pass


class ChangeForm(InOurWords, allauth.ChangePasswordForm):  # type: ignore[misc]
    pass


class FirstPasswordForm(InOurWords, allauth.SetPasswordForm):  # type: ignore[misc]
    pass


class NewPasswordForm(InOurWords, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class AgainForm(InOurWords, allauth.ReauthenticateForm):  # type: ignore[misc]
    pass


class AskForm(forms.Form):
    """Asks for a link by mail. Known or not, an address gets the same answer, and the same statements are run."""

    use_required_attribute = False
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": NO_ADDRESS, "invalid": NO_ADDRESS},
    )

    def save(self, request: object, **options: object) -> str:
        """allauth's name for what its view does with a form that is fine."""
        email: str = self.cleaned_data["email"]
        ask_for_new_password(email)
        return email
