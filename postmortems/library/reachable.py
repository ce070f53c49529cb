"""Which reviews a search may look in, as SQL that is written once in a process (shared/statements.py): the gate's own
rule, and the names that nobody finds by.
"""

import re
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Func, Q, QuerySet

from accounts.models import User
from accounts.somebody import somebody
from postmortems.library.asking import Asked
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Participant, Review
from postmortems.reviews.states import SETTLED
from postmortems.shared.statements import PERSON, Statement

NAME = "\ue002"  # stands for a pattern of names; nobody's text has it


def reachable(user: User) -> Statement:
    """A condition on a `review` of a `span` of reviews: this person may see it."""
    if not user.is_active:
        return Statement("false", ())
    seen = _seen().said({PERSON: user.pk})
    return Statement(f"review IN ({seen.sql})", seen.values)  # nosec - the ORM's own SQL


def names_nobody(asked: Asked, *, in_span: bool = True) -> Statement:
    """The same: none of the words is a name that the page of the review does not say."""
    hidden = _hidden(in_span=in_span).said({NAME: _pattern(asked)})
    return Statement(f"review NOT IN ({hidden.sql})", hidden.values)  # nosec - the ORM's own SQL


@cache
def _seen() -> Statement:
    return Statement.of(_in_span(visible_to(somebody())).order_by().values("pk"))


def _in_span(reviews: QuerySet[Review]) -> QuerySet[Review]:
    first, last = (Func(template=f"span.{end}", output_field=BigIntegerField()) for end in ("first", "last"))
    return reviews.filter(pk__gte=first, pk__lte=last)


def that_hide(pattern: str) -> QuerySet[Any, Any]:
    """Shared reviews that say roles where people were named, and in which a typed word is such a name: nobody finds
    by a name what the page does not say.
    """
    people = User.objects.filter(Q(display_name__iregex=pattern) | Q(email__iregex=pattern)).values("pk")
    # Two ways, each with its index: together they would be a look at everybody who ever took part.
    took_part = Participant.objects.filter(user__in=people).values("review")
    is_named = Participant.objects.exclude(name="").filter(name__iregex=pattern).values("review")
    kept = Q(owner__in=people) | Q(facilitator__in=people) | Q(filed_by__in=people)
    hide = kept | Q(pk__in=took_part) | Q(pk__in=is_named)
    return Review.objects.filter(hide, names_as_roles=True, state__in=SETTLED).order_by().values("pk")


@cache
def _hidden(*, in_span: bool) -> Statement:
    return Statement.of(_in_span(that_hide(NAME)) if in_span else that_hide(NAME))


def _pattern(asked: Asked) -> str:
    """What a name or an address has where one of its pieces begins with a typed word."""
    pieces = {piece for word in (*asked.words, *asked.phrases) for piece in re.findall(r"\w+", word)}
    return rf"\m({'|'.join(re.escape(piece) for piece in sorted(pieces))})"
