"""How typed words will look, and what they can refer to. Nothing of it is kept."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.shared.htmx import answer
from postmortems.shared.text import LONGEST, REFERENCE, clean, render

PAGE = "wording/preview.html"
MOST = 50


@require_POST
def preview(request: Request) -> HttpResponse:
    """The words of the field that `shows` names, as a page will show them; for htmx the words alone."""
    words = clean(request.POST.get(request.POST.get("shows", ""), ""))
    context: dict[str, Any] = {"html": "", "long": len(words) > LONGEST}
    if not context["long"]:
        context["html"] = render(words) if words else f"<p>{_('Nothing is written yet.')}</p>"
    return answer(request, PAGE, context, fragment="preview")


@require_safe
def referred(request: Request) -> HttpResponse:
    """Placeholders for what `of` and `pictures` name, which become links on their way out as on every page. For words
    that arrive on an open page, where they were rendered for everybody.
    """
    rows = [f'<li data-of="{ref}"><a data-ref="{ref}">{ref}</a></li>' for ref in _refs(request, "of")]
    shown = [ref for ref in _refs(request, "pictures") if ref.startswith("file-")]
    rows += [f'<li data-of="{ref} picture"><a data-ref="{ref}" data-picture=""></a></li>' for ref in shown]
    return HttpResponse("\n".join(rows))


def _refs(request: Request, name: str) -> list[str]:
    return list(dict.fromkeys(REFERENCE.findall(request.GET.get(name, "")[:2000])))[:MOST]
