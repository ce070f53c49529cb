"""What shows an entry, as people bring it: a message word for word, an address, or something that is attached."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from postmortems.attachments.models import Attachment
from postmortems.shared.forms import OnceForm, WordsField


def web_address(**kwargs: Any) -> forms.URLField:
    """An address that a browser opens; nothing that runs."""
    return forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("A web address, as in https://example.org/log.")},
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        **kwargs,
    )


class EvidenceForm(OnceForm):
    """One piece of evidence: the message with its address, the address alone, or a file that the review has."""

    use_required_attribute = False
    quote = WordsField(
        label=_("A message, word for word"), required=False, rows=2, help_text=_("As it was written then.")
    )
    said_by = WordsField(label=_("Who wrote it"), required=False, rows=1, max_length=120)
    url = web_address(label=_("Where it can be seen"))
    label = WordsField(
        label=_("What is there"), required=False, rows=1, max_length=120, help_text=_("As in: the alarm's graph.")
    )
    attachment = forms.TypedChoiceField(
        label=_("A picture or file of this review"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, event: int, attachments: Iterable[Attachment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": f"evidence-{event}-%s"})
        self.attachments = {one.pk: one for one in attachments}
        named = [(pk, f"{one.alt or one.name} ({one.ref})") for pk, one in self.attachments.items()]
        self.fields["attachment"].choices = [("", _("none of them")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen = said.get("attachment")
        said["attachment"] = self.attachments.get(chosen) if chosen else None
        if not self.errors and not (said["quote"] or said["url"] or said["attachment"]):
            self.add_error("quote", _("One of these is enough: a message, an address, or a picture that is here."))
        if said.get("quote") and said["attachment"]:
            self.add_error("attachment", _("One at a time: the message first, then the picture."))
        return said
