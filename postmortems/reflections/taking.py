"""From a private account into the review: as its author's draft, which they read once more and save, or put away."""

from accounts.models import User
from postmortems.reviews.models import Review
from postmortems.wording.models import Draft
from postmortems.wording.queries import drafts_of, texts_of
from postmortems.wording.services import keep_draft

LESSONS = "lessons"


def take_into_review(*, author: User, review: Review, words: str) -> str:
    """Put the words under what their author has there already; the section in which they wait. The guard is asked when
    they are saved, as everywhere.
    """
    target = f"review:{review.pk}"
    standing, draft = texts_of(kind="review", pk=review.pk).get(LESSONS), drafts_of(author, target=target).get(LESSONS)
    has_draft = draft is not None and bool(draft.body)
    before = draft.body if draft and has_draft else standing.body if standing else ""
    version = draft.base_version if draft and has_draft else standing.version if standing else 0
    body = f"{before}\n\n{words}" if before else words
    keep_draft(author=author, target=target, slot=LESSONS, body=body, base_version=version, why=Draft.Why.AUTOSAVED)
    return LESSONS
