"""The secret of a tracker, where the tracker makes it and not we."""

from django import forms
from django.utils.translation import gettext_lazy as _

SHORTEST = 16


class SecretForm(forms.Form):
    """Linear, and GitLab with a signing token, show a secret of their own. Left empty, one is made here."""

    use_required_attribute = False

    secret = forms.CharField(
        label=_("The secret that the tracker shows"),
        required=False,
        min_length=SHORTEST,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"min_length": _("That is short for a secret. At least 16 characters keep it one.")},
    )
