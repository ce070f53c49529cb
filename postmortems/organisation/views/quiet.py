"""The page behind "in the app only", and what a mail program's own button asks for (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from postmortems.mail import quieting
from postmortems.mail.topics import Topic
from postmortems.organisation import people


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing. The button, or a mail program, ends mail about a topic; without sign-in and cookies, as
    the address can do nothing else.
    """
    wish = quieting.read(token)
    person = User.objects.filter(pk=wish.person, is_active=True).first() if wish else None
    if wish is None or person is None:
        return render(request, "organisation/quiet_ended.html", status=410)
    if request.method == "POST":
        people.quieten(person=person, topics=wish.topics)
    is_quiet = set(wish.topics) <= set(person.quiet_topics) or request.method == "POST"
    labels = [Topic(topic).label for topic in wish.topics]
    return render(request, "organisation/quiet.html", {"labels": labels, "is_quiet": is_quiet})
