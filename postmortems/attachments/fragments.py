"""What other people's pages get when a picture or a file is new, described or gone."""

from django.template.loader import render_to_string

from postmortems.attachments.models import Attachment
from postmortems.attachments.section import Shown

TOPIC, EDITOR = "attachment", "editor"


def attachment_changed(object_id: int, audience: str) -> str | None:
    """The picture in its place."""
    found = Attachment.objects.filter(pk=object_id).select_related("review", "uploaded_by").first()
    if found is None:
        return None
    review = found.review
    one = Shown(found, may_edit=audience == EDITOR and not review.is_settled) if found.deleted_at is None else None
    return render_to_string("attachments/change.html", {"pk": object_id, "shown": one, "review": review})
