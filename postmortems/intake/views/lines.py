"""Lines of a batch: star, set aside, merge, put into other words."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.intake import arranging, queries
from postmortems.intake.access import batch_for
from postmortems.intake.forms import LineForm
from postmortems.intake.models import Batch, Line
from postmortems.intake.section import row_of, section
from postmortems.shared.htmx import answer, done

PAGE, LINE = "intake/batch.html", "intake/line.html"


@require_POST
def lines(request: Request, ref: str, pk: int) -> HttpResponse:
    """Do something with the chosen lines (`line`), or with the one whose own button was pressed (`only`)."""
    found = batch_for(request, ref, pk)
    do, _colon, number = request.POST.get("only", "").partition(":")
    do = do or request.POST.get("do", "")
    chosen = [int(one) for one in ([number] if number else request.POST.getlist("line")) if _is_key(one)]
    _arrange(found, do, chosen)
    view = request.POST.get("view", "")
    if request.htmx and number and do in ("star", "unstar"):
        return _row(request, found, chosen)
    if request.htmx:
        return answer(request, PAGE, section(found, view=view, after=_after(request)), fragment="intake-work")
    anchor = f"#line-{chosen[0]}" if chosen else "#intake-lines"
    return done(request, f"{reverse('intake-batch', args=[ref, pk])}?view={view}&after={_after(request)}{anchor}")


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: Request, ref: str, pk: int, line: int) -> HttpResponse:
    """The form of one line; POST saves it. One that was not understood gets a time by it."""
    found = batch_for(request, ref, pk)
    row = get_object_or_404(found.lines.filter(event=None).select_related("voice"), pk=line)
    row.batch = found
    form = LineForm(request.POST if request.method == "POST" else None, line=row)
    if not form.is_bound or not form.is_valid():
        context = {"batch": found, "review": found.review, "line": row, "form": form}
        return answer(request, LINE, context, fragment="intake-line-form", status=422 if form.is_bound else 200)
    was_understood = row.at is not None
    arranging.reword(line=row, said=form.said)
    if request.htmx and was_understood:
        return _row(request, found, [row.pk])
    return done(request, f"{reverse('intake-batch', args=[ref, pk])}#line-{row.pk}")


def _arrange(found: Batch, do: str, chosen: list[int]) -> None:
    if do in ("star", "unstar"):
        arranging.star(batch=found, lines=chosen, is_starred=do == "star")
    elif do in ("discard", "keep"):
        arranging.discard(batch=found, lines=chosen, is_discarded=do == "discard")
    elif do == "merge":
        arranging.merge(batch=found, lines=chosen)
    elif do == "apart":
        arranging.take_apart(batch=found, lines=chosen)


def _row(request: Request, found: Batch, chosen: list[int]) -> HttpResponse:
    """One line as it stands now, and the counts that follow from it."""
    rows: list[Line] = list(
        found.lines.filter(pk__in=chosen).select_related("voice__user").prefetch_related("merged__voice__user")
    )
    here = queries.already_told(found.review, rows)
    context = {
        "batch": found,
        "review": found.review,
        "row": row_of(rows[0], found, here=here),
        "counts": queries.counts(found),
        "is_news": True,
    }
    return answer(request, "intake/changed.html", context)


def _after(request: Request) -> int:
    after = request.POST.get("after", "")
    return int(after) if after.isdecimal() and len(after) < 10 else 0


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 18
