"""What is promised where people answer, and what that cannot cover. Pure."""

from django.utils.translation import gettext_lazy as _

PROMISE = _(
    "Your answers raise sums, and are kept nowhere else: no name, no time, no line of your own. When the round is "
    "over, your team reads the sums, from five answers on. Nobody outside your team does, and nobody is told who did "
    "not answer. That you need not be asked again is a mark without your name, gone when the round is over."
)
CANNOT_COVER = (
    _("Where all give the same answer, all know what each one said."),
    _(
        "Who leads the team belongs to it. Whom an administrator puts into the team reads its sums; the record keeps "
        "that they did."
    ),
    _("Somebody in two teams of nearly the same people can lay the two sums side by side."),
    _("If your sign-in ends just then, what you chose waits for you, sealed, for an hour at most."),
    _("Whoever runs the server can watch the sums change while you answer."),
)  # fmt: skip
