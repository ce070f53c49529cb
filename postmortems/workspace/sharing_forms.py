"""What people fill in when a review is shown, passed, corrected and closed."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.shared.forms import OnceForm, WordsField
from postmortems.wording.forms import GuardedForm
from postmortems.wording.models import Draft, Text
from postmortems.wording.services import Conflict

MANY = 5_000  # characters of a note or a closing word


class ClosingForm(GuardedForm):
    """What is different now, over the version that was read."""

    guarded_field = "body"
    use_required_attribute = False
    to = forms.CharField(max_length=10, widget=forms.HiddenInput, initial="closed")
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    body = WordsField(
        label=_("What is different now?"),
        help_text=_(
            "One or two sentences for those who come later: what does the next one meet that this one did not?"
        ),
        rows=4,
        max_length=MANY,
        error_messages={"required": _("One sentence says what is different now, be it little.")},
    )
    theirs = ""

    @classmethod
    def over(cls, standing: Text | None) -> Self:
        """The form over what was said at an earlier closing."""
        return cls(
            initial={
                "to": "closed",
                "body": standing.body if standing else "",
                "base_version": standing.version if standing else 0,
            }
        )

    def overtaken(self, conflict: Conflict, draft: Draft) -> Self:
        """The same words over what somebody saved meanwhile, which is shown beside them."""
        again: Any = self.data.copy()  # type: ignore[attr-defined]
        again["base_version"] = str(conflict.version)
        self.data, self.draft, self.theirs = again, draft, conflict.theirs
        return self


class ObjectionForm(OnceForm):
    """What somebody who took part tells differently."""

    use_required_attribute = False
    body = WordsField(
        label=_("What is told differently?"),
        help_text=_("Sharing waits until it is answered."),
        rows=2,
        max_length=500,
        error_messages={"required": _("A few words are enough.")},
    )


class CorrectionForm(OnceForm):
    """A dated note on a shared page."""

    use_required_attribute = False
    body = WordsField(
        label=_("What has to be put right?"),
        help_text=_("It stands on the page with today's date. What was written before stays as it was."),
        rows=3,
        max_length=MANY,
        error_messages={"required": _("A few words are enough.")},
    )


class StaleForm(forms.Form):
    """Which of the drafts that nobody wrote in are closed, and the one sentence for all of them."""

    use_required_attribute = False
    numbers = forms.MultipleChoiceField(
        label=_("Which of them?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what nobody will write.")},
    )
    because = WordsField(
        label=_("One sentence for all of them"),
        help_text=_("As in: the service is gone since May."),
        rows=2,
        max_length=500,
        error_messages={"required": _("One sentence says why, for those who come later.")},
    )

    def __init__(self, *args: Any, reviews: list[Review], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["numbers"]
        field.choices = [(str(review.number), f"{review.ref} {review.title}") for review in reviews]
