"""What other people's pages get when the story changes, and what the author's page gets as its answer: the same."""

from django.template.loader import render_to_string

from postmortems.timeline import queries
from postmortems.timeline.models import TimelineEvent

EDITOR = "editor"


def event_changed(object_id: int, audience: str) -> str | None:
    """The entry, what stands before it and before the one that follows; or that it is gone."""
    event = TimelineEvent.objects.filter(pk=object_id).select_related("review").first()
    return changed(event, may_tell=audience == EDITOR) if event else None


def before_changed(object_id: int, audience: str) -> str | None:
    """What stands before an entry whose predecessor moved away."""
    event = TimelineEvent.objects.alive().filter(pk=object_id).select_related("review").first()
    return before_of(event, may_tell=audience == EDITOR) if event else None


def changed(event: TimelineEvent, *, may_tell: bool, focus: bool = False) -> str:
    """`focus` brings the reader to the entry: it is the answer to what they did themselves."""
    follower = queries.after(event).first()
    context = {"review": event.review, "may_tell": may_tell, "focus": focus, "event": event}
    if event.deleted_at is None:
        context["row"] = queries.row_of(event)
    if follower:
        follower.review = event.review
        context["follower"] = queries.row_of(follower)
    return render_to_string("timeline/change.html", context)


def before_of(event: TimelineEvent, *, may_tell: bool) -> str:
    """The day and the silence before an entry, without the entry itself."""
    context = {"review": event.review, "may_tell": may_tell, "follower": queries.row_of(event)}
    return render_to_string("timeline/change.html", context)
