"""What other people's pages get when a section of text changes."""

from django.template.loader import render_to_string

from postmortems.reviews.models import Review
from postmortems.wording.models import Text
from postmortems.workspace.sections import SECTIONS, Shown

TEXT = "text"


def text_changed(object_id: int, audience: str) -> str | None:
    """The section, for those who may edit it with the way to do so."""
    text = Text.objects.filter(pk=object_id, owner_kind="review", slot__in=SECTIONS).first()
    review = Review.objects.alive().filter(pk=text.owner_id).first() if text else None
    if text is None or review is None:
        return None
    may_edit = audience == "editor" and not review.is_settled
    context = {"review": review, "shown": Shown(SECTIONS[text.slot], text, may_edit), "is_news": True}
    return render_to_string("workspace/section.html", context)
