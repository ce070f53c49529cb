"""The search page: what was asked, what was found, what else could be asked, and what helps where nothing was."""

from functools import partial
from typing import Any

from accounts.models import User
from postmortems.library.asking import Asked, asked
from postmortems.library.counting import facets, parts
from postmortems.library.filters import NEWEST, Filters
from postmortems.library.finding import MOST, hits
from postmortems.library.grouping import PAGE, by_review
from postmortems.library.results import results
from postmortems.library.suggesting import word_by_word
from postmortems.library.words_asked import understood
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review


def search_page(user: User, typed: str, filters: Filters, number: int) -> dict[str, Any]:
    """Everything that the page shows; a constant number of queries, whatever there is."""
    said = asked(typed)
    meant = understood(said)
    is_asked = meant.says_something or filters.is_any
    found = hits(user, meant, filters) if is_asked else []
    has_all = bool(found) or not is_asked
    if not has_all and len(meant.words + meant.phrases) > 1:
        found = hits(user, meant, filters, all_words=False)
    reviews = by_review(found, newest_first=filters.order == NEWEST or not meant.says_something)
    page = min(max(number, 1), max(1, -(-len(reviews) // PAGE)))
    return {
        "asked": said,
        "filters": filters,
        "is_asked": is_asked or bool(typed),
        "says_nothing": bool(typed) and not is_asked,
        "count": len(reviews),
        "is_counted": len(found) < MOST,
        "results": results(user, reviews[(page - 1) * PAGE : page * PAGE], meant),
        "page": page,
        "pages": -(-len(reviews) // PAGE),
        "parts": parts(found, filters),
        "facets": partial(facets, found, filters),  # counted when they are shown: a part of the page has none
        "numbered": _numbered(user, said),
        "has_all": has_all,
        "alone": [] if has_all or filters.is_any else word_by_word(user, meant),
    }


def _numbered(user: User, said: Asked) -> Review | None:
    """The review whose number was typed."""
    return visible_to(user).filter(number=said.number).first() if said.number else None
