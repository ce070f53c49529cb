"""The facilitator's school: its lessons, and trying a sentence in one. Nobody's progress is kept."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import Request
from postmortems.school.forms import TryForm
from postmortems.school.lessons import LESSONS, Lesson, after, lesson_called
from postmortems.shared.htmx import answer


@require_safe
def school(request: Request) -> HttpResponse:
    """All lessons, and the practice meeting."""
    return render(request, "school/page.html", {"lessons": LESSONS, "form_key": uuid.uuid4()})


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: Request, slug: str) -> HttpResponse:
    """One lesson; a POST has a sentence looked at, or starts one from an offer (`start`)."""
    found = lesson_called(slug)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _show(request, found, TryForm(lesson=found))
    if "start" in request.POST:
        return _show(request, found, TryForm.started(request.POST, lesson=found))
    form = TryForm(request.POST, lesson=found)
    if form.is_valid():
        form.look()
    return _show(request, found, form, status=422 if form.errors or form.is_refused else 200)


def _show(request: Request, found: Lesson, form: TryForm, *, status: int = 200) -> HttpResponse:
    context = {
        "lesson": found,
        "number": LESSONS.index(found) + 1,
        "of": len(LESSONS),
        "next": after(found),
        "form": form,
        "was_sent": form.is_bound,
    }
    return answer(request, "school/lesson.html", context, fragment="school-try", status=status)
