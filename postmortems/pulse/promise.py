"""What is promised where people answer, and what that cannot cover. Pure."""

from django.utils.translation import gettext_lazy as _

PROMISE = _(
    "Your answers raise sums, and are kept nowhere else: no name, no time, no line of your own. When the round is "
    "over, your team reads the sums, from five answers on. Nobody outside your team does, and nobody is told who did "
    "not answer."
)
CANNOT_COVER = (
    _("Where all give the same answer, all know what each one said."),
    _(
        "Who leads the team belongs to it. Whom an administrator puts into the team reads its sums; the record keeps "
        "that they did."
    ),
    _("Somebody in two teams of nearly the same people can lay the two sums side by side."),
    _("Whoever runs the server can watch the sums change while you answer."),
)  # fmt: skip
