"""Thanks as a shared page and its copies say them: those that are for everybody."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.reviews.models import Review
from postmortems.thanks.models import Kind
from postmortems.thanks.queries import thanks_for_all
from postmortems.workspace.document_names import Names


@dataclass(frozen=True)
class Thanked:
    """One sentence: to whom (empty: to everybody), what for, who said it where the page says names."""

    words: str
    to: str
    code: str
    by: str
    said_on: dt.date

    @property
    def kind(self) -> str:
        return str(Kind(self.code).label) if self.code else ""

    @property
    def beside(self) -> str:
        """What stands below the words."""
        to = _("to %s") % self.to if self.to else ""
        by = _("from %s") % self.by if self.by else ""
        return " · ".join(filter(None, (to, by, self.kind)))


def thanked(review: Review, names: Names) -> list[Thanked]:
    """In the order in which they were said; one query. Where the page says roles nobody is named: somebody who has no
    role in it is left out.
    """
    return [
        Thanked(
            words=names.words(row.words),
            to=_called(row.to, review, names),
            code=row.kind,
            by=row.added_by.display_name if row.added_by and not review.names_as_roles else "",
            said_on=row.said_on,
        )
        for row in thanks_for_all(review)
    ]


def _called(person: User | None, review: Review, names: Names) -> str:
    if person is None:
        return ""
    called = names.words(person.display_name)
    return "" if review.names_as_roles and called == person.display_name else called
