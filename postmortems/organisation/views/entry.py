"""Who comes in: the settings page, and asking for a link oneself."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.directory import DirectoryGroup
from accounts.groups import GroupRule
from accounts.models import Organisation
from accounts.requests import Request
from postmortems.organisation.access import asks_once_more_to_write, for_administrators
from postmortems.organisation.entry import OtherDomain, add_rule, ask_to_come_in, remove_rule, save_policy
from postmortems.organisation.entry_forms import AskInForm, PolicyForm, RuleForm
from postmortems.shared.htmx import done

MOST_TOLD = 200  # groups of the directory on the page


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@asks_once_more_to_write
def entry(request: Request) -> HttpResponse:
    """The policy, and what groups at the provider give."""
    form = PolicyForm(request.POST or None, organisation=Organisation.current())
    if form.is_bound and form.is_valid():
        save_policy(actor=request.user, **form.cleaned_data)
        return done(request, reverse("settings-entry"), say=_("Saved. It holds for everybody from now on."))
    return _page(request, form, RuleForm(), status=422 if request.method == "POST" else 200)


@require_POST
@for_administrators
@asks_once_more_to_write
def rules(request: Request) -> HttpResponse:
    """One rule more, or one that ends."""
    if ended := request.POST.get("end", ""):
        remove_rule(actor=request.user, pk=int(ended) if ended.isdecimal() else 0)
        return done(
            request, reverse("settings-entry"), say=_("The rule has ended. What it gave stays until you change it.")
        )
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _page(request, PolicyForm(organisation=Organisation.current()), form, status=422)
    team, role = form.gift()
    add_rule(actor=request.user, group=form.cleaned_data["group"], team=team, role=role)
    return done(request, reverse("settings-entry"), say=_("It counts from each person's next sign-in."))


def _page(request: Request, form: PolicyForm, rule: RuleForm, *, status: int) -> HttpResponse:
    context = {
        "form": form, "rule": rule, "rules": GroupRule.objects.select_related("team"), "at": "settings-entry",
        "provider": settings.OIDC_NAME if settings.OIDC_ISSUER else "", "issuer": settings.OIDC_ISSUER,
        "claim": settings.OIDC_GROUPS_CLAIM, "hours": settings.OIDC_SESSION_HOURS,
        "callback": settings.BASE_URL + reverse("openid_connect_callback", args=[settings.OIDC_PROVIDER]),
        "told": DirectoryGroup.objects.all()[:MOST_TOLD], "most": MOST_TOLD,
    }  # fmt: skip
    return render(request, "organisation/entry.html", context, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_in(request: HttpRequest) -> HttpResponse:
    """Where the domain is enough, a form for a link by mail; else who can let somebody in. The answer does not tell who
    is here.
    """
    if request.user.is_authenticated:
        return redirect("home")
    organisation = Organisation.current()
    if organisation.sign_up != Organisation.SignUp.DOMAIN:
        return render(request, "account/signup_closed.html")
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="signup")
    if refused:
        return refused
    form = AskInForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            ask_to_come_in(**form.cleaned_data)
        except OtherDomain:
            known = ", ".join(organisation.sign_up_domains)
            form.add_error("email", _("An address at %(domains)s, where you can read mail.") % {"domains": known})
        else:
            return redirect("account_reset_password_done")
    context = {"form": form, "organisation": organisation}
    return render(request, "account/signup.html", context, status=422 if request.method == "POST" else 200)
