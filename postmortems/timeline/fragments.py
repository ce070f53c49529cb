"""What other people's pages get when the story changes, and what the author's page gets as its answer: the same."""

from django.utils.html import format_html, format_html_join

from postmortems.live.fragments import parts_of
from postmortems.timeline import markup, queries
from postmortems.timeline.models import TimelineEvent

EDITOR = "editor"


def event_changed(object_id: int, audience: str) -> str | None:
    """The entry, what stands before it and before the one that follows; or that it is gone."""
    event = TimelineEvent.objects.filter(pk=object_id).select_related("review").first()
    word, zone = parts_of(audience)
    return changed(event, may_tell=word == EDITOR, yours=zone) if event else None


def before_changed(object_id: int, audience: str) -> str | None:
    """What stands before an entry whose predecessor moved away."""
    event = TimelineEvent.objects.alive().filter(pk=object_id, is_noise=False).select_related("review").first()
    return before_of(event, may_tell=audience == EDITOR) if event else None


def changed(event: TimelineEvent, *, may_tell: bool, focus: bool = False, yours: str = "") -> str:
    """`focus` brings the reader to the entry: it is the answer to what they did themselves. `yours` is their zone,
    where its clock is shown as well.
    """
    follower, story = queries.after(event).first(), markup.story_of(event.review, may_tell=may_tell, yours=yours)
    rows: list[str] = [markup.gone(event.pk)]
    if event.deleted_at is None and not event.is_noise:
        row = queries.row_of(event)
        rows = [markup.event(row, story, focus=focus), markup.before(row, story, is_placed=True)]
    if follower:
        follower.review = event.review
        rows.append(markup.before(queries.row_of(follower), story, is_placed=True))
    return _into_the_story(rows)


def before_of(event: TimelineEvent, *, may_tell: bool) -> str:
    """The day and the silence before an entry, without the entry itself."""
    story = markup.story_of(event.review, may_tell=may_tell)
    return _into_the_story([markup.before(queries.row_of(event), story, is_placed=True)])


def _into_the_story(rows: list[str]) -> str:
    """Rows that find their places by themselves (static/js/live.js)."""
    return format_html(
        '<ol hx-swap-oob="rows:#timeline-events">{}</ol>', format_html_join("", "{}", ([r] for r in rows))
    )
