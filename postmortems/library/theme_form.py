"""Which reviews are looked at together, and under which title."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.shared.forms import OnceForm


class ThemeForm(OnceForm):
    """Three reviews or more, out of those that were found."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("What comes back"),
        max_length=200,
        error_messages={"required": _("A few words say what they have in common.")},
    )
    reviews = forms.ModelMultipleChoiceField(
        label=_("Looked at together"),
        queryset=Review.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Three reviews make a theme. Tick those that belong together.")},
    )

    def __init__(self, *args: Any, choices: QuerySet[Review], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviews"]
        field.queryset = choices
        field.label_from_instance = lambda review: f"{review.ref} {review.title}"
        self.initial.setdefault("form_key", uuid.uuid4())
