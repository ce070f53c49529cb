"""Pictures and files as a page shows them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from accounts.roles import Power
from postmortems.attachments.forms import AttachForm, DescribeForm
from postmortems.attachments.limits import PIXELS, megabytes
from postmortems.attachments.models import Attachment
from postmortems.attachments.queries import attachments_of
from postmortems.reviews.models import Review


@dataclass
class Shown:
    """One picture or file as one person sees it. `form` asks what it shows."""

    attachment: Attachment
    may_edit: bool
    form: DescribeForm | None = None

    @property
    def size(self) -> str:
        return megabytes(self.attachment.size)

    @property
    def insert(self) -> str:
        """What a text says to show it."""
        named = self.attachment
        words = (named.alt if named.is_image else named.name).translate(str.maketrans("[]\n", "() "))
        return f"{'!' if named.is_image else ''}[{words}]({named.ref})"


def limits() -> dict[str, Any]:
    """What is told before anything is sent."""
    return {"most": megabytes(settings.FILE_LIMIT), "megapixels": PIXELS // 1_000_000}


def section(review: Review, *, form: AttachForm | None = None, one: Shown | None = None) -> dict[str, Any]:
    """Every picture and file of the review; one query. `form` and `one` stand in for what was just sent."""
    may_edit = Power.EDIT in review.powers
    rows = [Shown(attachment, may_edit) for attachment in attachments_of(review)]
    if one:
        rows = [one if row.attachment.pk == one.attachment.pk else row for row in rows]
    return {
        "attachments": rows,
        "attach_form": (form or AttachForm()) if may_edit else None,
        "limits": limits(),
    }
