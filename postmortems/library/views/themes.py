"""The radar, and what comes of it: a theme review over several."""

from django.db.models import FETCH_RAISE
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import Request
from postmortems.factors.taxonomy import Code
from postmortems.library.asking import Asked
from postmortems.library.collecting import NotEnough, start_theme
from postmortems.library.filters import WINDOWS, Filters
from postmortems.library.finding import hits
from postmortems.library.theme_form import ThemeForm
from postmortems.library.themes import radar_of
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Service
from postmortems.shared.htmx import done

MOST = 100  # reviews to choose from
EVER = "ever"


@require_safe
def themes(request: Request) -> HttpResponse:
    """Which kind of condition came back on which service; in the last year, or ever where a year tells too little."""
    said = request.GET.get("days", "")
    days = None if said == EVER else int(said) if said in {str(one) for one in WINDOWS} else WINDOWS[-1]
    shown = radar_of(request.user, days=days)
    if not said and not shown.is_enough:
        days, shown = None, radar_of(request.user, days=None)
    context = {"radar": shown, "windows": WINDOWS, "days": days}
    return render(request, "library/themes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Look at several reviews together: those that a cell of the radar, or any search by filters, found."""
    filters = Filters.of(request.GET)
    found = {hit.review for hit in hits(request.user, Asked(), filters)} if filters.is_any else set()
    choices = visible_to(request.user).filter(pk__in=sorted(found, reverse=True)[:MOST]).order_by("-number")
    initial = {"title": _title(filters), "reviews": list(found)}
    form = ThemeForm(request.POST or None, choices=choices.fetch_mode(FETCH_RAISE), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            theme = start_theme(
                reviews=list(form.cleaned_data["reviews"]),
                title=form.cleaned_data["title"],
                actor=request.user,
                form_key=form.cleaned_data["form_key"],
            )
            return done(request, reverse("review", args=[theme.ref]))
        except NotEnough:
            form.add_error("reviews", _("Three reviews make a theme. Tick those that belong together."))
    context = {"form": form, "asked": filters.address("")}
    return render(request, "library/theme.html", context, status=422 if request.method == "POST" else 200)


def _title(filters: Filters) -> str:
    """A first title, from the kind of condition and the service."""
    service = Service.objects.filter(pk=filters.service).first() if filters.service else None
    code = str(Code(filters.code).label) if filters.code else ""
    return ": ".join(filter(None, [service.name if service else "", code]))
