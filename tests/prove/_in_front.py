"""What any proxy in front has to let through, keep apart and keep to itself. Asked from outside, as browsers would."""

import http.client
import re
import ssl
import threading
import urllib.parse
import uuid
from contextlib import suppress

from tests.processes import wait_until
from tests.prove.compose import EMAIL, PASSWORD, Browser, Place, is_up

FILE_LIMIT, TOO_LARGE, PART = 19_000_000, 11_000_000, 100_000
WRONG, OFTEN = 10, b"That was often."  # passwords in a minute, from one network address; then this is said
SECTION = "/reviews/PIR-1/text/impact/"


def walk(place: Place) -> list[str]:
    """What was seen to hold, one word each; an assertion says what did not."""
    browser = Browser(place)
    assert wait_until(lambda: is_up(browser), within=240), "the pages never answered through the proxy"
    checks = {
        "sign-in": signs_in,
        "HSTS once": says_https_once,
        "stream": hears_at_once,
        "large file": takes_a_large_file,
        "too large": refuses_what_is_too_large,
        "tries by address": counts_by_the_real_address,
    }
    for check in checks.values():
        check(browser)
    return list(checks)


def signs_in(browser: Browser) -> None:
    browser.text("/accounts/login/", login=EMAIL, password=PASSWORD, **browser.form("/accounts/login/"))
    assert {"__Host-session", "__Host-csrf"} <= {cookie.name for cookie in browser.cookies if cookie.secure}
    page = browser.text("/record/", noticed="Nobody could pay", service="", **browser.form("/record/"))
    assert "PIR-1" in page


def says_https_once(browser: Browser) -> None:
    with browser.ask("/record/") as answer:
        assert len(answer.headers.get_all("Strict-Transport-Security", [])) == 1


def hears_at_once(browser: Browser) -> None:
    """A change is on the stream while the stream goes on: nobody in between waits for more."""
    heard: list[bytes] = []

    def listen() -> None:
        with browser.ask("/live/reviews/PIR-1/") as stream:
            for line in stream:
                heard.append(line)
                if b"Heard at once" in line:
                    return

    threading.Thread(target=listen, daemon=True).start()
    assert wait_until(lambda: bool(heard), within=20), "the stream did not open"
    browser.text(SECTION, body="Heard at once.", **browser.form(SECTION))
    assert wait_until(lambda: any(b"Heard at once" in line for line in heard), within=20), "the stream is kept back"


def takes_a_large_file(browser: Browser) -> None:
    """As large as the application allows by itself, less the form around it."""
    address = "/reviews/PIR-1/files/"
    hidden = {name: said for name, said in browser.form("/reviews/PIR-1/").items() if name == "csrfmiddlewaretoken"}
    border = uuid.uuid4().hex
    fields = hidden | {"form_key": str(uuid.uuid4()), "alt": ""}
    parts = [f'--{border}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="pool.log"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + b"drained\n" * (FILE_LIMIT // 8) + f"\r\n--{border}--\r\n".encode()
    sent = {"Content-Type": f"multipart/form-data; boundary={border}"}
    status, page = ask(browser, "POST", address, body, sent)
    assert status in (200, 201, 302, 303), (status, page[:300])
    assert b"pool.log" in ask(browser, "GET", "/reviews/PIR-1/")[1]


def refuses_what_is_too_large(browser: Browser) -> None:
    """More than a form may have, sent to its end or until nobody takes it any more."""
    line = connection(browser.place)
    line.putrequest("POST", "/record/")
    line.putheader("Content-Type", "application/x-www-form-urlencoded")
    line.putheader("Content-Length", str(TOO_LARGE))
    line.endheaders()
    with suppress(OSError):
        for _part in range(TOO_LARGE // PART):
            line.send(b"x" * PART)
    assert line.getresponse().status == 413
    line.close()


def counts_by_the_real_address(browser: Browser) -> None:
    """Who writes another address with each try is counted all the same, and nobody else with them."""
    stranger = Browser(browser.place)
    hidden = stranger.form("/accounts/login/")

    def is_put_off(number: int, source: str) -> bool:
        forged = {"X-Forwarded-For": f"198.51.100.{number}", "X-Real-Ip": f"198.51.100.{number}"}
        body = urllib.parse.urlencode(hidden | {"login": f"nobody{number}@example.org", "password": "not this one"})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return OFTEN in ask(stranger, "POST", "/accounts/login/", body.encode(), forged | kind, source)[1]

    tries = [is_put_off(number, "127.0.0.4") for number in range(WRONG + 2)]
    assert tries == [False] * WRONG + [True] * 2, tries
    assert not is_put_off(250, "127.0.0.5")


def speaks_up(browser: Browser) -> None:
    """Somebody without a name: the page, with and without its last stroke, and what the page fetches."""
    status, page = ask(browser, "GET", "/report/anonymous/")
    style = re.search(rb'href="(/static/[^"]+\.css)"', page)
    assert style is not None, status
    before = {"Referer": f"{browser.place.address}/report/anonymous/"}
    ask(browser, "GET", style[1].decode(), headers=before)
    ask(browser, "GET", "/report/anonymous")
    ask(browser, "GET", "/report/%61nonymous/")
    ask(browser, "POST", "/report/anonymous/", b"happened=The+pool+is+drained", before)


def ask(
    browser: Browser, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None, source: str = ""
) -> tuple[int, bytes]:
    """Status and body of one request with this browser's cookies, from this address of the machine."""
    line = connection(browser.place, source)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    own = {"Cookie": cookies, "Referer": browser.place.address + path}
    line.request(method, path, body or None, own | (headers or {}))
    answer = line.getresponse()
    found = (answer.status, answer.read())
    line.close()
    return found


def connection(place: Place, source: str = "") -> http.client.HTTPSConnection:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    bound = (source, 0) if source else None
    return http.client.HTTPSConnection("localhost", place.https, timeout=60, context=trusting, source_address=bound)
