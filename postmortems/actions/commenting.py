"""Saying something beside an action item, and taking it back."""

import uuid

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from postmortems.actions.comment import Comment
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import locked, tell
from postmortems.shared import clock
from postmortems.shared.text import clean, render


@transaction.atomic
def comment(*, item: ActionItem, body: str, author: User, form_key: uuid.UUID) -> Comment:
    """Whoever may see it may say something about it. Somebody spoke, so reminders wait as long again. The same
    `form_key` again gives the comment it made at first.
    """
    standing, said = locked(item), clean(body)
    row, is_new = Comment.objects.get_or_create(
        form_key=form_key,
        defaults={"action": standing, "author": author, "body": said, "html": render(said), "written_at": clock.now()},
    )
    if is_new:
        standing.touched_at = row.written_at
        standing.save(update_fields=["touched_at"])
        tell(standing, "commented on an action item", author)
    return row


@transaction.atomic
def set_removed(*, row: Comment, author: User, is_removed: bool) -> None:
    """Take one's own comment away, or bring it back. Done again, it changes nothing."""
    if row.author_id != author.pk:
        raise ValueError("A comment is its author's to take away.")
    row.deleted_at = clock.now() if is_removed else None
    row.save(update_fields=["deleted_at"])
    verb = "took a comment away" if is_removed else "brought a comment back"
    tell(ActionItem.objects.get(pk=row.action_id), verb, author)


def comments_on(item: ActionItem) -> QuerySet[Comment]:
    """What was said, in order."""
    return item.comments.alive().select_related("author")
