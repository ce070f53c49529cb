"""What somebody brings back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.shared.forms import MomentField, OnceForm, WordsField


class ExternalForm(forms.Form):
    """What is told outside, over the version that was read."""

    use_required_attribute = False
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = WordsField(
        label=_("Title"), rows=1, max_length=200, error_messages={"required": _("A title says what it is about.")}
    )
    body = WordsField(
        label=_("What is told outside"),
        help_text=_("For people who know nothing of how we work. Changing a word takes the approval back."),
        rows=16,
        error_messages={"required": _("A few sentences for those who felt it.")},
    )

    def __init__(self, *args: object, zone: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["embargo_until"] = MomentField(
            zone=zone,
            label=_("Not before"),
            help_text=_("On the clock of %(zone)s. Empty: as soon as it is approved.") % {"zone": zone},
            required=False,
        )


class ImportForm(OnceForm):
    """A document, or a ZIP with its files. Only who administers is asked whether it comes back as it stood."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("The file"),
        help_text=_("JSON, or the ZIP that holds it with its pictures."),
        error_messages={"required": _("A file to take in."), "empty": _("This file is empty.")},
    )
    as_it_stood = forms.BooleanField(
        label=_("Bring it back as it stood"),
        help_text=_("With its state, its dates and who promised what. Without it, it becomes a draft of yours."),
        required=False,
    )

    def __init__(self, *args: object, may_restore: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not may_restore:
            del self.fields["as_it_stood"]
