"""What other people's pages get when an action item is new, changed or gone."""

from django.template.loader import render_to_string

from postmortems.actions.models import ActionItem
from postmortems.actions.queries import in_full
from postmortems.actions.rows import row_for_everybody

TOPIC = "action"


def action_changed(object_id: int, audience: str) -> str | None:
    """The row as everybody may see it. Each page then fetches its own, with the answers and the words that are its
    reader's.
    """
    item = in_full(ActionItem.objects.filter(pk=object_id)).first()
    if item is None:
        return None
    row = None if item.deleted_at else row_for_everybody(item)
    return render_to_string("actions/change.html", {"pk": object_id, "row": row, "is_for_everybody": True})
