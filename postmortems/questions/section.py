"""The tray of open questions, on the review's page, on the shared page and on its own."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.roles import Power
from postmortems.questions.forms import AnswerForm, AskForm
from postmortems.questions.models import Question
from postmortems.questions.queries import questions_of
from postmortems.reviews.models import Review
from postmortems.wording.bringing import bring_back
from postmortems.wording.queries import Kept

SLOT = "question"


@dataclass
class Asked:
    """One question as one person sees it. `theirs` is the answer that somebody else gave first."""

    question: Question
    form: AnswerForm | None = None
    may_answer: bool = False
    may_remove: bool = False
    theirs: str = ""
    has_focus: bool = False

    @property
    def is_answered(self) -> bool:
        return self.question.answered_at is not None

    @property
    def is_objection(self) -> bool:
        return self.question.kind == Question.Kind.OBJECTION


def may_write(review: Review) -> bool:
    """Whoever writes the review asks and answers; once it is shared, whoever may correct it."""
    return bool(review.powers & {Power.EDIT, Power.CORRECT})


def may_ask(review: Review) -> bool:
    """Who writes asks. Once it is shared, everybody who may see it does: what a reader misses is worth a line."""
    return may_write(review) or (review.is_settled and Power.VIEW in review.powers)


def may_remove(question: Question, review: Review, user: User) -> bool:
    """What somebody involved tells differently is answered, not removed; they may take it back themselves."""
    if question.kind == Question.Kind.OBJECTION:
        return question.asked_by_id == user.pk
    return Power.EDIT in review.powers and question.answered_at is None


def asked_of(question: Question, review: Review, *, user: User) -> Asked:
    """One question for one person. The form to answer it comes when it is asked for: what others change can then be
    shown in its place.
    """
    return Asked(
        question=question,
        may_answer=question.answered_at is None and may_write(review),
        may_remove=may_remove(question, review, user),
    )


def section(
    review: Review,
    *,
    user: User,
    form: AskForm | None = None,
    asked: Asked | None = None,
    drafts: Kept | None = None,
) -> dict[str, Any]:
    """Every question of the review; one query. `form` and `asked` stand in for the one that was just sent; `drafts` are
    the kept words that a page has read already.
    """
    rows = [asked_of(question, review, user=user) for question in questions_of(review)]
    if asked:
        rows = [asked if row.question.pk == asked.question.pk else row for row in rows]
    return {
        "questions": rows,
        "questions_open": sum(not row.is_answered for row in rows),
        "question_form": form or (blank_form(review, user=user, drafts=drafts) if may_ask(review) else None),
    }


def blank_form(review: Review, *, user: User, drafts: Kept | None = None) -> AskForm:
    """A form for another question, with what this person had begun to ask."""
    form = AskForm()
    bring_back(form, user=user, target=f"review:{review.pk}", slot=SLOT, field="body", drafts=drafts)
    return form
