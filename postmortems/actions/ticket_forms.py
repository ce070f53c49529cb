"""Which ticket an action item follows, and where a new one would be made."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.shared.forms import WordsField
from postmortems.tickets.trackers import LONGEST_LINK, Link, NoLink, read_link


class FollowForm(forms.Form):
    """The address of the ticket; empty, it follows none."""

    use_required_attribute = False

    link = WordsField(
        label=_("The address of its ticket"),
        help_text=_("GitHub, GitLab, Jira and Linear tell when it closes. Any other is linked."),
        rows=1,
        max_length=LONGEST_LINK,
        required=False,
    )

    def clean_link(self) -> Link | None:
        typed: str = self.cleaned_data["link"]
        if not typed:
            return None
        try:
            return read_link(typed)
        except NoLink as error:
            raise forms.ValidationError(_("An address that begins with https://, as the browser shows it.")) from error


class ProjectForm(forms.Form):
    """The address of any page of the project in which a new ticket would stand."""

    use_required_attribute = False

    project = WordsField(
        label=_("The address of the project"),
        help_text=_("On GitHub, GitLab or Linear its form opens with these words in it. Elsewhere, copy them."),
        rows=1,
        max_length=LONGEST_LINK,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "https://github.com/shop/web"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "project-%s")
        super().__init__(*args, **kwargs)
