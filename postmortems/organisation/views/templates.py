"""What reviews ask, by kind and depth, as an administrator may change it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import Request
from postmortems.organisation.access import for_administrators
from postmortems.organisation.template_form import TemplateForm
from postmortems.reviews.models import Depth, Kind
from postmortems.reviews.templates import ReviewTemplate
from postmortems.shared.htmx import done
from postmortems.workspace.asking import asked_by, save_template


@require_safe
@for_administrators
def templates(request: Request) -> HttpResponse:
    """Each kind with its depths; what was changed here says in which version it stands."""
    own: dict[tuple[str, str], int] = {}
    for kind, depth, version in ReviewTemplate.objects.order_by("version").values_list("kind", "depth", "version"):
        own[kind, depth] = version
    kinds = [
        {
            "kind": kind,
            "label": kind.label,
            "depths": [{"depth": depth, "label": depth.label, "version": own.get((kind, depth), 0)} for depth in Depth],
        }
        for kind in Kind
    ]
    return render(request, "organisation/templates.html", {"kinds": kinds, "at": "settings-templates"})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def template(request: Request, kind: str, depth: str) -> HttpResponse:
    """One template. `save` makes a new version, `again` an old one new; anything else that is sent is only shown as it
    would look.
    """
    if kind not in Kind.values or depth not in Depth.values:
        raise Http404
    versions = list(
        ReviewTemplate.objects.filter(kind=kind, depth=depth).select_related("made_by").order_by("-version")
    )
    if "again" in request.POST:
        return _again(request, versions)
    standing = asked_by(kind, depth)[1]
    form = TemplateForm(request.POST if request.method == "POST" else None, kind=kind, sections=standing)
    is_fine = form.is_bound and form.is_valid()
    if is_fine and "save" in request.POST:
        save_template(kind=kind, depth=depth, sections=form.sections(), actor=request.user)
        return _saved(request, kind, depth)
    context: dict[str, Any] = {
        "form": form,
        "preview": form.sections() if is_fine else standing,
        "is_tried": is_fine,
        "versions": versions,
        "kind": Kind(kind),
        "depth": Depth(depth),
        "zone": request.user.zone,
        "at": "settings-templates",
    }
    status = 422 if form.is_bound and not is_fine else 200
    return render(request, "organisation/template.html", context, status=status)


def _again(request: Request, versions: list[ReviewTemplate]) -> HttpResponse:
    found = next((one for one in versions if str(one.version) == request.POST["again"]), None)
    if found is None:
        raise Http404
    save_template(kind=found.kind, depth=found.depth, sections=found.sections, actor=request.user)
    return _saved(request, found.kind, found.depth)


def _saved(request: Request, kind: str, depth: str) -> HttpResponse:
    said = _("Saved. Reviews that begin from now on ask this; the others keep what they began with.")
    return done(request, reverse("settings-template", args=[kind, depth]), say=said)
