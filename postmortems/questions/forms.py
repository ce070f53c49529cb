"""What people fill in about a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.shared.forms import OnceForm, WordsField


class AskForm(OnceForm):
    """A new question."""

    use_required_attribute = False
    body = WordsField(
        label=_("What could nobody answer yet?"),
        rows=2,
        max_length=500,
        error_messages={"required": _("A few words are enough.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "question-%s")
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without a word


class AnswerForm(forms.Form):
    """The answer to one question."""

    use_required_attribute = False
    answer = WordsField(
        label=_("What is the answer?"),
        rows=2,
        max_length=5_000,
        error_messages={"required": _("A few words are enough.")},
    )

    def __init__(self, *args: Any, pk: int, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"auto_id": f"question-{pk}-%s"}))
        self.fields["answer"].widget.attrs.pop("maxlength", None)
