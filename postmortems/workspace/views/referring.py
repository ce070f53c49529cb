"""What a text of this review can point at."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.reviews.access import review_for
from postmortems.shared.htmx import answer
from postmortems.wording.references import Target, targets_of

HEADINGS = {
    "event": _("The story"),
    "factor": _("What made it possible, and what helped"),
    "action": _("What happens next"),
    "file": _("Pictures and files"),
}


@require_safe
def referable(request: Request, ref: str) -> HttpResponse:
    """Entries, conditions, action items, pictures and files, each with the word that a text says for it; one query."""
    review = review_for(request, ref)
    found = sorted(targets_of(review.number, request.user, kinds=HEADINGS), key=_place)
    groups: list[dict[str, Any]] = [
        {"heading": HEADINGS[kind], "targets": [_shown(target) for target in targets]}
        for kind, targets in groupby(found, key=lambda target: target.kind)
    ]
    return answer(request, "workspace/referable.html", {"review": review, "groups": groups}, fragment="referable")


def _place(target: Target) -> tuple[int, int]:
    return list(HEADINGS).index(target.kind), target.number


def _shown(target: Target) -> dict[str, str]:
    words = target.words.translate(str.maketrans("[]", "()"))
    inserted = f"![{words}]({target.ref})" if target.is_picture else target.ref
    return {"ref": target.ref, "words": target.words, "inserted": inserted}
