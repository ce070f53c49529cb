"""A log that is not on its own any more: joined to another review, or withdrawn. Both can be undone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from postmortems.reviews.access import put_away_for, review_for, visible_to
from postmortems.reviews.forms import WithdrawForm
from postmortems.reviews.joining import CannotJoin, join, may_part, part
from postmortems.reviews.models import Review
from postmortems.reviews.withdrawing import bring_back, may_bring_back, may_withdraw, withdraw
from postmortems.shared.htmx import done


@require_POST
def same(request: HttpRequest, ref: str) -> HttpResponse:
    """The log that was just filed is the same as another one (`as`)."""
    review = review_for(request, ref)
    user: Any = request.user
    if not may_withdraw(user, review):
        raise PermissionDenied
    number = request.POST.get("as", "").upper().removeprefix("PIR-").strip()
    target = visible_to(user).filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    try:
        if target is None:
            raise CannotJoin(_("No review of that number, or none that is shared with this account."))
        join(review=review, into=target, actor=user)
    except CannotJoin as error:
        messages.warning(request, str(error))
        return redirect("recorded", review.ref)
    return done(request, reverse("joined", args=[review.ref]))


@require_http_methods(["GET", "HEAD", "POST"])
def joined(request: HttpRequest, ref: str) -> HttpResponse:
    """Says where the words are now; posted, both reviews are as they were before."""
    user: Any = request.user
    log = _log(ref)
    if log is None or log.joined_to is None or not visible_to(user).filter(pk=log.joined_to.pk).exists():
        raise Http404
    is_theirs = may_part(user, log)
    if request.method != "POST":
        context = {"log": log, "review": log.joined_to, "may_part": is_theirs}
        return render(request, "reviews/joined.html", context)
    if not is_theirs:
        raise PermissionDenied
    part(review=log, actor=user)
    return done(request, reverse("recorded", args=[log.ref]), say=_("It stands on its own again."))


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawing(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a wrong log back, with a sentence or without."""
    review = review_for(request, ref)
    if not may_withdraw(request.user, review):  # type: ignore[arg-type]
        raise PermissionDenied
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        withdraw(review=review, because=form.cleaned_data["because"], actor=request.user)  # type: ignore[arg-type]
        return done(request, reverse("withdrawn", args=[review.ref]))
    status = 422 if form.is_bound else 200
    return render(request, "reviews/withdraw.html", {"review": review, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawn(request: HttpRequest, ref: str) -> HttpResponse:
    """What stands where a withdrawn review was; posted, it is back."""
    user: Any = request.user
    number = ref.removeprefix("PIR-")
    rows = put_away_for(user).select_related("filed_by")
    review = rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    if review is None:
        raise Http404
    is_theirs = may_bring_back(user, review)
    if request.method != "POST":
        return render(request, "reviews/withdrawn.html", {"review": review, "may_bring_back": is_theirs})
    if not is_theirs:
        raise PermissionDenied
    bring_back(review=review, actor=user)
    return done(request, reverse("review", args=[review.ref]), say=_("It is back, as it was."))


def _log(ref: str) -> Review | None:
    number = ref.removeprefix("PIR-")
    if not number.isdecimal() or len(number) > 9:
        return None
    return Review.objects.filter(number=int(number)).select_related("joined_to", "filed_by").first()
