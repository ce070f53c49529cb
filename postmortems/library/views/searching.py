"""Have we seen this before?"""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.library.filters import Filters
from postmortems.library.page import search_page
from postmortems.shared.htmx import answer

LONGEST = 200  # characters that are looked at


@require_safe
def library(request: Request) -> HttpResponse:
    """What was learned here: found by words and filters, all of them in the address."""
    typed = request.GET.get("words", "").strip()[:LONGEST]
    filters = Filters.of(request.GET)
    context = search_page(request.user, typed, filters, _page(request.GET.get("page", "")))
    said, asked, number = context["asked"], filters.address(typed), context["page"]
    context |= {
        "address": asked,
        "doors": [(one, filters.address(typed, part=one.value)) for one in context["parts"]],
        "by_order": filters.address(typed, order="" if filters.order else "newest"),
        "without_filters": Filters().address(typed),
        "earlier": f"{asked}&page={number - 1}" if number > 1 else "",
        "later": f"{asked}&page={number + 1}" if number < context["pages"] else "",
        "instead": [(one, Filters().address(said.other_word(one.word, one.meant))) for one in context["alone"]],
    }
    return answer(request, "library/page.html", context, fragment="library-found")


def _page(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else 1
