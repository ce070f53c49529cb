"""What other people's pages get when a question is new, answered or gone."""

from django.template.loader import render_to_string

from postmortems.questions.models import Question
from postmortems.questions.section import Asked


def question_changed(object_id: int, audience: str) -> str | None:
    """The question without a form; whoever may answer fetches their own."""
    found = Question.objects.filter(pk=object_id).select_related("review", "asked_by", "answered_by").first()
    if found is None:
        return None
    asked = Asked(found) if found.deleted_at is None else None
    context = {"pk": object_id, "asked": asked, "review": found.review, "is_for_everybody": audience == "editor"}
    return render_to_string("questions/change.html", context)
