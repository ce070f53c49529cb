"""Every page, empty and full, wide in light and narrow in dark: axe finds nothing, nothing is cut off, the console
stays silent.
"""

import datetime as dt

import pytest

from postmortems.organisation.restoring import could_restore
from postmortems.reports.models import Report
from postmortems.reviews.followers import follow
from postmortems.reviews.models import Service
from postmortems.shared import clock
from postmortems.wording.models import Dispute
from postmortems.wording.services import keep_draft, write_text
from postmortems.workspace.models import Correction
from tests.browser.looking import look, look_everywhere
from tests.factories import (
    ActionFactory,
    EventFactory,
    FactorFactory,
    IncidentFactory,
    QuestionFactory,
    ReviewFactory,
)

BLAMING = "Sven was careless and forgot to read the list."
PAGES = (
    "/",
    "/record/",
    "/record/?kind=near_miss",
    "/record/{ref}/",
    "/record/{ref}/withdraw/",
    "/reviews/",
    "/reviews/{ref}/",
    "/reviews/{empty}/",
    "/reviews/{ref}/facts/",
    "/reviews/{ref}/incidents/",
    "/reviews/{ref}/incidents/{incident}/move/",
    "/reviews/{ref}/depth/",
    "/reviews/{ref}/acknowledgement/",
    "/reviews/{ref}/meeting/",
    "/reviews/{ref}/status/?as=chat",
    "/reviews/?words=check",
    "/reviews/{ref}/people/",
    "/reviews/{ref}/text/lessons/",
    "/reviews/{ref}/move/?to=closed",
    "/reviews/{ref}/gate/",
    "/reviews/{ref}/questions/",
    "/reviews/{ref}/told/",
    "/reviews/{ref}/copy/plan/?as=mail",
    "/reviews/{shared}/",
    "/reviews/{shared}/story/",
    "/reviews/{shared}/move/?to=closed",
    "/reviews/{shared}/move/?to=draft",
    "/reviews/{ref}/timeline/?form=open",
    "/reviews/{ref}/timeline/{event}/edit/",
    "/reviews/{ref}/factors/",
    "/reviews/{ref}/factors/{factor}/edit/",
    "/reviews/{ref}/factors/{factor}/accept/",
    "/reviews/{ref}/actions/",
    "/actions/",
    "/actions/?by=team",
    "/actions/copy/all/need/",
    "/actions/{action}/",
    "/actions/{action}/?as=new_date",
    "/actions/{action}/edit/",
    "/notices/",
    "/following/",
    "/report/",
    "/reports/{report}/",
    "/services/",
    "/services/{service}/",
    "/library/?words=check",
    "/library/letter/",
    "/library/look-back/",
    "/library/themes/",
    "/stale/",
    "/trash/",
    "/demo/mail/",
    "/nothing-here/",
)


@pytest.fixture
def addresses(cast, transactional_db):
    """The pages' addresses on a review that has everything, and on one that has nothing."""
    review = cast.review
    incident = IncidentFactory(
        review=review,
        started_at=EventFactory.occurred_at,
        impact_who="Shoppers",
        impact_count=3100,
        impact_unit="orders",
    )
    service = Service.objects.create(name="Checkout")
    incident.services.add(service)
    could_restore(service=service, user=cast.owner)
    follow(user=cast.facilitator, thing=service)
    EventFactory(review=review, deleted_at=clock.now(), body="Thrown away.")
    ReviewFactory(owner=cast.facilitator, title="Forgotten", filed_at=clock.now() - dt.timedelta(days=40))
    write_text(
        kind="review", pk=review.pk, slot="summary", body="A **push** went out.", base_version=0, author=cast.owner
    )
    keep_draft(author=cast.facilitator, target=f"review:{review.pk}", slot="lessons", body=BLAMING, why="refused")
    event = EventFactory(review=review)
    factor = FactorFactory(review=review)
    FactorFactory(review=review, sign="held_back", sentence="The queue kept every order")
    held = FactorFactory.build(review=review, written_by=cast.owner)
    held._meta.get_field("sentence").put(held, BLAMING, "held")
    held.save()
    Dispute.objects.create(
        review=review, target=f"factor:{held.pk}", words=BLAMING, asked_by=cast.owner, asked_at=review.filed_at
    )
    action = ActionFactory(review=review, owner=cast.facilitator, team=cast.team)
    empty = ReviewFactory(owner=cast.facilitator, title="Nothing told yet")
    QuestionFactory(review=review, asked_by=cast.owner)
    shared = ReviewFactory(owner=cast.facilitator, title="Told to the end", state="follow_up", published_at=clock.now())
    EventFactory(review=shared)
    FactorFactory(review=shared, accepted_because="It ends in May.")
    ActionFactory(review=shared, owner=cast.owner)
    QuestionFactory(review=shared, answer="In May.", answered_at=clock.now())
    Correction.objects.create(review=shared, body="x", html="<p>At 14:20.</p>", written_at=clock.now())
    report = Report.objects.create(
        way="confidential",
        matter="noticed",
        reporter=cast.owner,
        happened="The list was short",
        shown_on=review.filed_at.date() - dt.timedelta(days=3),
        waits_since=review.filed_at.date() - dt.timedelta(days=3),
    )
    names = {
        "report": report.pk,
        "ref": review.ref,
        "shared": shared.ref,
        "empty": empty.ref,
        "event": event.pk,
        "factor": factor.pk,
        "action": action.pk,
        "incident": incident.pk,
        "service": service.pk,
    }
    return [page.format(**names) for page in PAGES]


def test_every_page_is_whole_and_accessible(open_page, cast, addresses):
    page = open_page(cast.facilitator)
    problems: list[str] = []
    page.on(
        "console", lambda message: problems.append(f"{page.url} {message.text}") if message.type == "error" else None
    )
    page.on("pageerror", lambda error: problems.append(f"{page.url} {error}"))
    for address in addresses:
        answered = page.goto(address)
        expected = 404 if address == "/nothing-here/" else 200
        if answered.status != expected:
            problems.append(f"{address} answered {answered.status}")
        problems += look_everywhere(page, address)
    assert [problem for problem in problems if "status of 404" not in problem] == []


def test_a_refusal_is_accessible_and_takes_the_focus(open_page, cast, transactional_db):
    page = open_page(cast.owner, width=390)
    page.goto(f"/reviews/{cast.review.ref}/")
    form = page.locator("#factors-form-factor")
    form.locator("textarea").first.fill(BLAMING)
    form.get_by_role("button", name="Save").click()
    panel = page.locator("#factors-form-factor .coaching")
    panel.wait_for()
    page.wait_for_function("document.activeElement.classList.contains('coaching')")
    page.wait_for_function("document.title.startsWith('Error:')")
    assert look(page, "refused") == []


def test_the_whole_job_can_be_done_by_keyboard(open_page, cast, transactional_db):
    page = open_page(cast.owner)
    page.goto("/record/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "To the content"
    page.get_by_label("What did people notice?").focus()
    page.keyboard.type("Search answers slowly")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName + document.activeElement.textContent").startswith(
            "BUTTONPut it"
        ):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/PIR-*/")


def test_what_was_swapped_in_answers_a_press_at_once(open_page, cast, transactional_db):
    """Also within the twentieth of a second in which htmx, as it comes, has not wired it yet."""
    page = open_page(cast.owner)
    page.goto(f"/reviews/{cast.review.ref}/")
    page.evaluate(
        """document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
            const form = document.querySelector("#factors-form-factor");
            if (form.querySelector(".coaching[data-refused]") && !window.pressed)
                (window.pressed = true) && form.querySelector("button[type=submit], button:not([type])").click();
        }))"""
    )
    form = page.locator("#factors-form-factor")
    form.locator("textarea").first.fill(BLAMING)
    with page.expect_response(lambda answer: answer.status == 422) as first:
        form.get_by_role("button", name="Save").click()
    with page.expect_response(lambda answer: answer.status == 422 and answer != first.value) as second:
        pass
    assert second.value.request.headers.get("hx-request") == "true"
