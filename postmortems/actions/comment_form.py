"""The form of a comment."""

from django.utils.translation import gettext_lazy as _

from postmortems.shared.forms import OnceForm, WordsField


class CommentForm(OnceForm):
    use_required_attribute = False

    body = WordsField(
        label=_("Say something about it"),
        help_text=_("Markdown. Everybody who sees the review reads it, and reminders wait a while."),
        rows=3,
        max_length=5000,
        error_messages={"required": _("A few words are enough.")},
    )
