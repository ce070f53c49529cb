"""The organisation's own words, with a place to try them out, and the disputed sentences as a file."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.organisation.access import for_administrators
from postmortems.organisation.disputed import decided_disputes
from postmortems.organisation.word_forms import WordForm
from postmortems.organisation.word_list import ListedAlready, Trial, add_word, remove_word, try_out
from postmortems.shared.htmx import done
from postmortems.wording.listed import ListedWord


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def words(request: Request) -> HttpResponse:
    """The lists. `add` puts a word in; anything else that is sent only tries it out."""
    form = WordForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, form)
    if form.is_valid() and "add" in request.POST and _added(request, form):
        said = _("“%(words)s” is known from now on.") % {"words": form.cleaned_data["words"]}
        return done(request, reverse("settings-words"), say=said)
    if not form.is_valid():
        return _page(request, form, status=422)
    typed = {name: form.cleaned_data[name] for name in ("words", "means", "sentences")}
    return _page(request, form, trial=try_out(**typed, user=request.user))


def _added(request: Request, form: WordForm) -> bool:
    try:
        add_word(words=form.cleaned_data["words"], means=form.cleaned_data["means"], actor=request.user)
    except ListedAlready:
        form.add_error("words", _("That is in the list already."))
    return form.is_valid()


@require_POST
@for_administrators
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a word out; the page offers to put it back."""
    word = get_object_or_404(ListedWord, pk=pk)
    remove_word(word=word, actor=request.user)
    return _page(request, WordForm(), removed={"words": word.words, "means": word.means, "add": "1"})


@require_safe
@for_administrators
def disputed(request: Request) -> StreamingHttpResponse:
    """A file of JSON lines."""
    answer = StreamingHttpResponse(decided_disputes(request.user), content_type="application/jsonl; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="disputed-sentences.jsonl"'
    return answer


def _page(
    request: Request,
    form: WordForm,
    *,
    trial: Trial | None = None,
    removed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    listed = list(ListedWord.objects.all())
    groups = [(means.label, [word for word in listed if word.means == means]) for means in ListedWord.Means]
    context = {"form": form, "groups": groups, "trial": trial, "removed": removed, "at": "settings-words"}
    return render(request, "organisation/words.html", context, status=status)
