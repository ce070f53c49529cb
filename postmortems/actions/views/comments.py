"""What people say beside an action item."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.actions.access import action_for
from postmortems.actions.comment import Comment
from postmortems.actions.comment_form import CommentForm
from postmortems.actions.commenting import comment, set_removed
from postmortems.actions.rows import one_row
from postmortems.actions.views.shown import show_page
from postmortems.shared.htmx import done


@require_POST
def comments(request: Request, pk: int) -> HttpResponse:
    """Say something. Whoever may see the item may."""
    item = action_for(request, pk)
    form = CommentForm(request.POST, auto_id="comment-%s")
    if not form.is_valid():
        return show_page(request, item, one_row(item, user=request.user), comment_form=form, status=422)
    said = form.cleaned_data
    row = comment(item=item, body=said["body"], author=request.user, form_key=said["form_key"])
    return done(request, f"{reverse('action', args=[pk])}#comment-{row.pk}")


@require_POST
def comment_remove(request: Request, pk: int, comment: int) -> HttpResponse:
    """Take one's own comment away; the page offers to undo it."""
    set_removed(row=_own(request, pk, comment), author=request.user, is_removed=True)
    return done(request, f"{reverse('action', args=[pk])}?taken={comment}#comments")


@require_POST
def comment_restore(request: Request, pk: int, comment: int) -> HttpResponse:
    """Undo the removal."""
    set_removed(row=_own(request, pk, comment), author=request.user, is_removed=False)
    return done(request, f"{reverse('action', args=[pk])}#comment-{comment}", say=_("It is back."))


def _own(request: Request, pk: int, comment: int) -> Comment:
    item = action_for(request, pk)
    row = Comment.objects.filter(pk=comment, action=item, author=request.user).first()
    if row is None:
        raise Http404
    return row
