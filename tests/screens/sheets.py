"""What is photographed: every screen, who looks at it, and what they do there first."""

from collections.abc import Callable

from playwright.sync_api import Page

from postmortems.demo.accounts import PASSWORD

BLAMING = "Priya forgot to check the drain list before pushing the config."
THREAD = """\
[13:42] priya: deploying the new firewall rule to all regions
[13:43] sven: dashboards are flat, is anybody else seeing this?
[13:45] mina: support hears from shops that checkout answers 502
[13:52] priya: turning the rule off everywhere
[14:09] sven: traffic is back to where it was at 13:40"""

Prepare = Callable[[Page], None]


def nothing(page: Page) -> None:
    """The page as it opens."""


def refused(page: Page) -> None:
    """A condition that ends with a person, refused."""
    form = page.locator("#factors-form-factor")
    form.locator("textarea").first.fill(BLAMING)
    form.get_by_role("button", name="Save").click()
    form.locator(".coaching[data-refused]").wait_for()


def hinted(page: Page) -> None:
    """The quiet word while somebody types."""
    field = page.locator("#factors-form-factor textarea").first
    field.fill("")  # what was typed at another size stands there as a draft
    field.press_sequentially(BLAMING)
    page.locator(".coaching.hint .ask").wait_for()


def sent_empty(page: Page) -> None:
    """A form that was sent without what it needs."""
    page.get_by_role("main").get_by_role("button", name="Put it on record").click()
    page.locator("main [data-refused]").first.wait_for()


def brought(page: Page) -> None:
    """A few lines of a thread, looked through before they are in the story."""
    page.get_by_role("main").get_by_role("textbox").first.fill(THREAD)
    page.get_by_role("button", name="Look at it first").click()
    page.wait_for_url("**/intake/*/")


def opened(page: Page) -> None:
    """An open action item, from the list of what is asked of somebody."""
    page.get_by_role("link", name="Let one rule be paused").first.click()
    page.wait_for_url("**/actions/*/")


def with_a_new_date(page: Page) -> None:
    """The same item, with the question for another date."""
    opened(page)
    page.goto(f"{page.url}?as=new_date")


def jumped(page: Page) -> None:
    """The clock where the next mail goes out, and the mail there."""
    page.goto("/demo/mail/")
    if page.get_by_text("No mail yet").count():
        page.get_by_role("button", name="To the next thing that is asked").click()
    while page.get_by_text("No mail yet").count():
        page.wait_for_timeout(1000)
        page.reload()


def told(page: Page) -> None:
    """What somebody was told by then."""
    page.goto("/notices/")


def entered(page: Page) -> None:
    """The room as it opens, from the page of the meeting."""
    page.get_by_role("main").get_by_role("button", name="Open the room").or_(
        page.get_by_role("main").get_by_role("link", name="Back to the cockpit")
    ).first.click()
    page.wait_for_url("**/cockpit/")


def seated(page: Page) -> None:
    """The phone of somebody in the room."""
    page.get_by_role("link", name="Take a seat").click()
    page.wait_for_url("**/m/*/")


def practised(page: Page) -> None:
    """The cockpit of a practice meeting, at the line where conditions are written."""
    page.get_by_role("main").get_by_role("button", name="Practise").click()
    page.wait_for_url("**/cockpit/")
    while not page.get_by_role("button", name="Next: group the cards").count():
        page.get_by_role("button", name="Next:").click()
        page.wait_for_timeout(200)


def known_again(page: Page) -> None:
    """What asks once more who somebody is when they signed in a while ago."""
    if not page.get_by_role("heading", name="Is it you?").count():
        return
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Is it you?").wait_for(state="detached")


# name -> who looks, where, and what they do there. Reviews of the demonstration: 9 closed, 10 shared, 11 being
# talked through, 12 on record.
PRIYA, MINA, SVEN, TOMAS = "priya.raman", "mina.okafor", "sven.kallas", "tomas.reyes"
SHEETS: dict[str, tuple[str, str, Prepare]] = {
    "home": (PRIYA, "/", nothing),
    "home-facilitator": (MINA, "/", nothing),
    "record": (PRIYA, "/record/", nothing),
    "record-empty": (PRIYA, "/record/", sent_empty),
    "reviews": (PRIYA, "/reviews/", nothing),
    "reviews-no-hit": (PRIYA, "/reviews/?words=penguin", nothing),
    "incident": (PRIYA, "/reviews/PIR-12/", nothing),
    "review": (PRIYA, "/reviews/PIR-11/", nothing),
    "review-shared": (TOMAS, "/reviews/PIR-10/", nothing),
    "review-closed": (TOMAS, "/reviews/PIR-9/", nothing),
    "factors-hint": (PRIYA, "/reviews/PIR-11/factors/", hinted),
    "factors-refused": (PRIYA, "/reviews/PIR-11/factors/", refused),
    "recorded": (PRIYA, "/record/PIR-12/", nothing),
    "withdraw": (PRIYA, "/record/PIR-12/withdraw/", nothing),
    "status": (PRIYA, "/reviews/PIR-12/status/?as=chat", nothing),
    "depth": (PRIYA, "/reviews/PIR-11/depth/", nothing),
    "meeting": (MINA, "/reviews/PIR-11/meeting/", nothing),
    "gate": (MINA, "/reviews/PIR-11/gate/", nothing),
    "questions": (PRIYA, "/reviews/PIR-11/questions/", nothing),
    "files": (PRIYA, "/reviews/PIR-11/files/", nothing),
    "history": (PRIYA, "/reviews/PIR-11/history/summary/", nothing),
    "picture": (PRIYA, "/reviews/PIR-11/timeline/picture/", nothing),
    "sources": (PRIYA, "/reviews/PIR-11/timeline/sources/", nothing),
    "intake": (PRIYA, "/reviews/PIR-11/intake/", nothing),
    "intake-lines": (PRIYA, "/reviews/PIR-11/intake/", brought),
    "timeline": (PRIYA, "/reviews/PIR-11/timeline/?form=open", nothing),
    "actions-of-a-review": (PRIYA, "/reviews/PIR-11/actions/", nothing),
    "plan": (PRIYA, "/reviews/PIR-10/plan/", nothing),
    "export": (PRIYA, "/reviews/PIR-10/export/", nothing),
    "export-in": (PRIYA, "/reviews/import/", nothing),
    "outside": (MINA, "/reviews/PIR-10/external/", nothing),
    "prepared": (PRIYA, "/reviews/PIR-11/prepared/", nothing),
    "corrections": (MINA, "/reviews/PIR-10/corrections/", nothing),
    "incident-facts": (PRIYA, "/reviews/PIR-11/incidents/", nothing),
    "connections": (PRIYA, "/reviews/PIR-10/connections/", nothing),
    "factor-board": (PRIYA, "/reviews/PIR-10/factors/board/", nothing),
    "who-did-what": (MINA, "/reviews/PIR-11/record/", nothing),
    "plan-session": (MINA, "/reviews/PIR-11/plan-session/", nothing),
    "meeting-page": (MINA, "/reviews/PIR-11/meeting/room/", nothing),
    "my-account": (PRIYA, "/reviews/PIR-11/my-account/", nothing),
    "my-accounts": (PRIYA, "/my-accounts/", nothing),
    "support": (PRIYA, "/support/", nothing),
    "desk": (MINA, "/desk/", nothing),
    "school": (MINA, "/desk/school/", nothing),
    "lesson": (MINA, "/desk/school/blame-aloud/", nothing),
    "speak-up": (MINA, "/report/", nothing),
    "speak-up-without-a-name": (MINA, "/report/anonymous/", nothing),
    "reports": (MINA, "/reports/", nothing),
    "cockpit": (MINA, "/desk/", practised),
    "join": (PRIYA, "/m/", nothing),
    "facts": (PRIYA, "/reviews/PIR-11/facts/", nothing),
    "people": (PRIYA, "/reviews/PIR-11/people/", nothing),
    "text": (PRIYA, "/reviews/PIR-11/text/summary/", nothing),
    "move": (PRIYA, "/reviews/PIR-11/move/?to=published", nothing),
    "actions": (SVEN, "/actions/", nothing),
    "action": (PRIYA, "/", opened),
    "action-new-date": (PRIYA, "/", with_a_new_date),
    "actions-views": (SVEN, "/actions/views/", nothing),
    "actions-calendar": (SVEN, "/actions/calendar/", nothing),
    "notices": (PRIYA, "/notices/", nothing),
    "following": (PRIYA, "/following/", nothing),
    "insights": (PRIYA, "/insights/", nothing),
    "insights-all": (PRIYA, "/insights/all/", nothing),
    "insights-figure": (PRIYA, "/insights/intervals/", nothing),
    "insights-not-shown": (PRIYA, "/insights/not-shown/", nothing),
    "library": (PRIYA, "/library/?words=firewall", nothing),
    "library-no-hit": (PRIYA, "/library/?words=penguin", nothing),
    "similar": (PRIYA, "/reviews/PIR-11/similar/", nothing),
    "themes": (PRIYA, "/library/themes/", nothing),
    "letter": (MINA, "/library/letter/", nothing),
    "look-back": (TOMAS, "/library/look-back/", nothing),
    "tags": (PRIYA, "/library/tags/", nothing),
    "tags-of-a-review": (PRIYA, "/reviews/PIR-11/tags/", nothing),
    "services": (PRIYA, "/services/", nothing),
    "service": (PRIYA, "/services/1/", nothing),
    "stale": (MINA, "/stale/", nothing),
    "guests": (MINA, "/reviews/PIR-7/guests/", nothing),
    "trash": (MINA, "/trash/", nothing),
    "import": (MINA, "/documents/", nothing),
    "settings": (TOMAS, "/settings/", nothing),
    "settings-people": (TOMAS, "/settings/people/", nothing),
    "settings-teams": (TOMAS, "/settings/teams/", nothing),
    "settings-services": (TOMAS, "/settings/services/", nothing),
    "settings-severity": (TOMAS, "/settings/severity/", nothing),
    "settings-templates": (TOMAS, "/settings/templates/", nothing),
    "settings-trackers": (TOMAS, "/settings/trackers/", nothing),
    "settings-entry": (TOMAS, "/settings/entry/", nothing),
    "settings-incoming": (TOMAS, "/settings/incoming/", nothing),
    "settings-outgoing": (TOMAS, "/settings/outgoing/", nothing),
    "settings-support": (TOMAS, "/settings/support/", nothing),
    "settings-pulse": (TOMAS, "/settings/pulse/", nothing),
    "settings-reports": (TOMAS, "/settings/reports/", nothing),
    "settings-person-erase": (TOMAS, "/settings/people/2/erase/", known_again),
    "settings-words": (TOMAS, "/settings/words/", nothing),
    "settings-reminders": (TOMAS, "/settings/reminders/", nothing),
    "settings-mail": (TOMAS, "/settings/mail/", nothing),
    "settings-operations": (TOMAS, "/settings/operations/", nothing),
    "me": (PRIYA, "/me/", nothing),
    "me-data": (PRIYA, "/me/data/", known_again),
    "away": (PRIYA, "/me/away/", nothing),
    "feed": (PRIYA, "/feed/", nothing),
    "signing-in": (PRIYA, "/accounts/signing-in/", nothing),
    "tokens": (PRIYA, "/accounts/tokens/", known_again),
    "demo-mail": (PRIYA, "/demo/mail/", nothing),
    "not-found": (PRIYA, "/nothing-here/", nothing),
    "sign-in": ("", "/accounts/login/", nothing),
    # From here on each changes what the ones after it see.
    "cockpit-live": (MINA, "/reviews/PIR-11/meeting/room/", entered),
    "phone": (PRIYA, "/reviews/PIR-11/meeting/room/", seated),
    "big-screen": (MINA, "/meetings/1/screen/", nothing),
    "demo-mail-later": (PRIYA, "/", jumped),
    "notices-later": (SVEN, "/", told),
}
