"""Who else is writing this review, as those see it who write it too. Who only reads is shown to nobody."""

from django.template.loader import render_to_string

from accounts.models import User
from postmortems.live.presence import Seen
from postmortems.workspace.fragments import EDITOR


def people_present(seen: list[Seen], audience: str) -> str:
    """Everybody who is here, for the editors' pages; each page leaves out its own person. One query."""
    if audience != EDITOR:
        return ""
    people = User.objects.filter(is_active=True).in_bulk({one.person for one in seen})
    rows = [{"person": people[one.person], "at": one} for one in seen if one.person in people]
    return render_to_string("workspace/present.html", {"rows": rows})
