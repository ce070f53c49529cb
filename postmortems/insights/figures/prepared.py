"""How prepared we were: five bars beside each other. They are never added up, because each needs another remedy."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.figure import REVIEW, Behind, Definition, Figure, nothing, share
from postmortems.insights.rows import Prepared
from postmortems.preparedness.asked import QUESTIONS, Answer

DEFINITION = Definition(
    "prepared",
    __("How prepared we were"),
    __("What was there when it happened?"),
    __(
        "For each of five questions, over the reviews that were put on record in the window: yes, out of yes and no. "
        "What does not apply is left out, what nobody said yet is shown as that. Five bars, and no sum of them."
    ),
)


def measure(reviews: Sequence[Prepared]) -> Figure:
    if not reviews:
        return nothing(_("Nobody has said yet how prepared we were. A review asks it in five questions."))
    rows, behind, most = [], [], 0
    for name, words in QUESTIONS.items():
        yes, no = (_said(reviews, name, answer) for answer in (Answer.YES, Answer.NO))
        rows.append((words, len(yes), len(yes) + len(no), len(_said(reviews, name, ""))))
        behind.append(Behind(f"{name}-no", _("no: %s") % words, REVIEW, tuple(one.review for one in no)))
        most = max(most, len(yes) + len(no))
    told = [f"{words}: {share(yes, of)}" for words, yes, of, _unsaid in rows if of]
    says = "; ".join(told) + "." if told else _("No question has a yes or a no yet.")
    head = (__("Was there"), __("Yes"), __("Yes and no"), __("Not said"))
    return Figure(says, most, tuple(behind), head, tuple(rows), has_parts=True)


def _said(reviews: Sequence[Prepared], name: str, answer: str) -> list[Prepared]:
    return [one for one in reviews if one.answers[name] == answer]
