"""A whole walk, and no line of any log holds a name, an address, a title, a word or a search of anybody (RELIABILITY
bar 11). Read from the real formatter, down to DEBUG.
"""

import io
import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from postmortems.reflections.models import Reflection
from postmortems.reports.models import Report
from postmortems.reports.switch import ReportSwitch
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.logs import formatter, without_path
from postmortems.workspace import sharing
from tests.api.conftest import Program, token_of
from tests.factories import UserFactory

CANARY = "zorvexquil"  # in no dictionary, and in no page of ours
PASSWORD = f"{CANARY}-a-quiet-harbour"


@pytest.fixture
def lines():
    """What would stand in the log of an installation."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter(as_json=True))
    handler.addFilter(without_path)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def zora(db):
    ReportSwitch.objects.create(pk=1, anonymous=True)
    person = UserFactory(display_name=f"Zora {CANARY}", email=f"{CANARY}@example.org")
    person.set_password(PASSWORD)
    person.save()
    return person


def walk(zora, cast) -> None:
    """Signed in, filed, refused, kept for oneself, searched, spoken up, asked, answered with nothing, mailed."""
    client, login = Client(), {"login": zora.email, "password": PASSWORD}
    assert client.post(reverse("account_login"), login | {"password": CANARY}).status_code == 422
    assert client.post(reverse("account_login"), login).status_code == 302
    form = client.get(reverse("record")).context["form"]
    filed = {"noticed": f"{CANARY} is down", "service": CANARY, "form_key": form["form_key"].value()}
    assert client.post(reverse("record"), filed).status_code == 302
    review = Review.objects.latest("pk")
    assert CANARY in review.title
    cause = {"sentence": f"Zora forgot to check the {CANARY} list.", "form_key": form["form_key"].value()}
    assert client.post(reverse("factors", args=[review.ref]), cause).status_code == 422
    account = reverse("my-account", args=[review.ref])
    page = {name: client.get(account).context["form"][name].value() for name in ("page", "seen")}
    client.post(account, page | {"fresh-learned": f"I met {CANARY}."})
    for address in (reverse("library"), reverse("reviews"), reverse("actions"), f"/{CANARY}/", f"/reviews/{CANARY}/"):
        client.get(address, {"q": CANARY, "words": CANARY})
    page, reporter = reverse("report-anonymous"), Client()
    sheet = re.search(r'name="sheet" value="([^"]+)"', reporter.get(page).content.decode())
    said = {"happened": f"{CANARY} in the live database", "matter": "near_miss", "place": "", "helps": ""}
    reporter.post(page, said | {"sheet": sheet[1] if sheet else ""})
    theirs = Program(Client(), token_of(zora))
    assert theirs.get(f"/search?words={CANARY}").json()["count"] == 1
    assert theirs.post(f"/reviews/{review.ref}/factors", {"sentence": cause["sentence"]}).status_code == 422
    assert theirs.post("/reviews", {"noticed": "x", CANARY: 1}).status_code == 422
    review.participants.create(user=cast.teammate, role="responder")
    sharing.show(review=review, actor=zora)
    Delivery.objects.update(due_at=clock.now())
    deliver_all_due()


def test_no_line_of_a_whole_walk_holds_what_anybody_wrote_or_is(lines, zora, cast):
    walk(zora, cast)
    try:
        raise ValueError(f"Key (title)=({CANARY}) already exists.")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", f"/{CANARY}/")
    told = lines.getvalue()
    assert told.count('"route"') > 10
    assert "ValueError" in told
    assert CANARY not in told.lower()
    assert Report.objects.filter(happened__contains=CANARY).exists()
    assert Delivery.objects.exclude(status="waiting").exists()
    assert CANARY not in str(list(Reflection.objects.values_list()))  # behind the fence, and sealed
