"""What the guard says of refused words, for a program to show: reason, question, and sentences to start from."""

from typing import Any

from django.utils.translation import gettext as _

from postmortems.api.problems import Problem, of_field
from postmortems.language import Finding, Level
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.refusal import told

ASK = "ask_facilitator"


def refusal(refused: BlameRefused, *, where: str = "") -> Problem:
    """The problem for words that end the story with a person. `where` stands before the field's name, as in a list.

    The words themselves are not repeated: whoever sent them has them. `start` and `end` count their characters.
    """
    errors = [
        of_field(
            f"{where}{refused.field}",
            _plain(finding),
            rule=finding.rule,
            question=finding.question,
            suggestions=list(finding.suggestions),
            start=finding.start,
            end=finding.end,
        )
        for finding in refused.verdict.findings
        if finding.level == Level.BLAME
    ]
    return Problem(422, _("These words end the story with a person."), _said(errors), errors=errors)


def _plain(finding: Finding) -> str:
    """The reason as a sentence, without the signs that mark what stands out."""
    shown = told(finding, "")
    return f"{shown.before}{shown.marked}{shown.after}"


def _said(errors: list[dict[str, Any]]) -> str:
    """The first finding in one breath, and the way around an unjust one where there is one."""
    if errors and not errors[0]["field"].endswith("sentence"):
        return f"{errors[0]['detail']} {errors[0]['question']}"
    way = _('Unjust? Send "%(ask)s": true with the same words, and the facilitator decides.') % {"ask": ASK}
    return f"{errors[0]['detail']} {errors[0]['question']} {way}" if errors else way
