"""The page of a batch: what to choose of it, its clock, its people, its noise and its lines."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.intake import arranging, moving, uploading
from postmortems.intake.access import batch_for
from postmortems.intake.choosing import ChoiceForm
from postmortems.intake.forms import ClockForm, VoicesForm
from postmortems.intake.models import Batch
from postmortems.intake.section import MOST_VOICES, section, sorts_of
from postmortems.intake.uploading import Chosen
from postmortems.mail.nudge import nudge
from postmortems.shared.htmx import answer, done

PAGE, WAITING = "intake/batch.html", "intake/choosing.html"
READ = "postmortems.intake.tasks.read_what_waits"
TO_LOOK_THROUGH = (Batch.State.READY, Batch.State.ACCEPTED)


@require_safe
def batch(request: Request, ref: str, pk: int) -> HttpResponse:
    """What was brought, to work through. `?view=` starred or aside; `?after=` a position: the lines that follow it."""
    found = batch_for(request, ref, pk)
    if found.state not in TO_LOOK_THROUGH:
        return _waiting(request, found)
    if request.htmx and request.htmx.target == "intake-waiting":  # it was read while somebody looked
        return done(request, request.path)
    after = request.GET.get("after", "")
    context = section(
        found, view=request.GET.get("view", ""), after=int(after) if after.isdecimal() and len(after) < 10 else 0
    )
    return answer(request, PAGE, context, fragment="intake-rows" if after else "intake-batch")


@require_POST
def choose(request: Request, ref: str, pk: int) -> HttpResponse:
    """Read these channels on these days."""
    found = batch_for(request, ref, pk)
    if found.state != Batch.State.CHOOSING:
        return done(request, reverse("intake-batch", args=[ref, pk]))
    archive, offered = uploading.offered(found)
    form = ChoiceForm(request.POST, channels=archive.channels, chosen=offered)
    if not form.is_valid():
        return _waiting(request, found, form, status=422)
    said = form.cleaned_data
    if not uploading.choose(batch=found, chosen=Chosen(said["channels"], said["first"], said["last"])):
        form.add_error("channels", _("Nobody said anything there on these days."))
        return _waiting(request, found, form, status=422)
    nudge(READ)
    return done(request, reverse("intake-batch", args=[ref, pk]))


@require_POST
def clock(request: Request, ref: str, pk: int) -> HttpResponse:
    """Read its times on another clock."""
    found = batch_for(request, ref, pk)
    form = ClockForm(request.POST, batch=found, sorts=sorts_of(found))
    if not form.is_valid():
        return answer(request, PAGE, section(found, clock_form=form), fragment="intake-batch", status=422)
    moving.move(batch=found, actor=request.user, **form.clock)
    return _again(request, found)


@require_POST
def people(request: Request, ref: str, pk: int) -> HttpResponse:
    """Say who everybody is."""
    found = batch_for(request, ref, pk)
    form = VoicesForm(request.POST, voices=list(found.voices.select_related("user")[:MOST_VOICES]))
    if not form.is_valid():
        return answer(request, PAGE, section(found, voices_form=form), fragment="intake-batch", status=422)
    arranging.introduce(batch=found, people=form.people)
    return _again(request, found)


@require_POST
def noise(request: Request, ref: str, pk: int) -> HttpResponse:
    """Show these kinds of noise, hide the others."""
    found = batch_for(request, ref, pk)
    arranging.show_noise(batch=found, kinds=request.POST.getlist("kind"))
    return _again(request, found)


def _waiting(request: Request, found: Batch, form: ChoiceForm | None = None, *, status: int = 200) -> HttpResponse:
    """What nobody can look through yet: a choice, a progress bar, or why it was refused."""
    if found.state == Batch.State.CHOOSING and form is None:
        archive, chosen = uploading.offered(found)
        form = ChoiceForm(channels=archive.channels, chosen=chosen)
    context = {"batch": found, "review": found.review, "form": form}
    return answer(request, WAITING, context, fragment="intake-waiting", status=status)


def _again(request: Request, found: Batch) -> HttpResponse:
    if request.htmx:
        return answer(request, PAGE, section(found), fragment="intake-batch")
    return done(request, reverse("intake-batch", args=[found.review.ref, found.pk]))
