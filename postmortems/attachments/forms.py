"""What is asked about a picture or a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from postmortems.attachments.limits import megabytes
from postmortems.shared.forms import OnceForm, WordsField
from postmortems.shared.merging import MergingForm

# For who cannot see it: a screen reader says it, and search finds it.
ASK: dict[str, Any] = {"label": _("What does it show?"), "rows": 1, "max_length": 500, "required": False}


def too_large() -> str:
    return str(_("It has more than %(most)s. A link to where it lies will do as well.")) % {
        "most": megabytes(settings.FILE_LIMIT)
    }


class AttachForm(OnceForm):
    """A new picture or file. The file comes last: what stands before it is kept when the file is refused."""

    use_required_attribute = False
    status = 422
    alt = WordsField(help_text=_("A few words for whoever cannot see the picture. It can wait."), **ASK)
    file = forms.FileField(
        label=_("Picture or file"),
        max_length=1000,
        allow_empty_file=False,
        error_messages={
            "required": _("Which file? Choose one, drop it here or paste a picture."),
            "empty": _("There is nothing in this file."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "attachments-%s")
        super().__init__(*args, **kwargs)
        self.fields["alt"].widget.attrs.pop("maxlength", None)
        self.fields["file"].widget.attrs["data-limit"] = settings.FILE_LIMIT

    def refuse_file(self, why: str, *, status: int = 422) -> None:
        """Say in place of anything else why the file was not taken; `status` is that of the answer."""
        self.status = status
        self.is_valid()
        self.errors.pop("file", None)
        self.add_error("file", why)


class DescribeForm(MergingForm):
    """What a picture shows."""

    alt = WordsField(**ASK)

    def __init__(self, *args: Any, pk: int, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"auto_id": f"attachment-{pk}-%s"}))
        self.fields["alt"].widget.attrs.pop("maxlength", None)
