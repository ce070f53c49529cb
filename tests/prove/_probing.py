"""The quick look before the scanners: every field of every form and query gets each of a few hostile values, and what
comes back is read for what such a value must never bring about. What takes no free words and is answered alike whatever
it says, but for the value itself shown as text, need not be scanned further.
"""

import html
import re
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import requests

from tests.prove._walking import Target

THREADS = 4
SLEPT = 3.0  # seconds that one of the values asks the database or the shell to wait
VALUES = {
    "turned away": "nothing-that-is-on-a-list",
    "words": "qz'\"><qzx>",
    "file": "/../../../../../../../../etc/passwd",
    "leave": "https://elsewhere.example/",
    "command": "; echo qz$((6*1111))x",
    "header": "one\r\nQzx: one",
    "wait": f"' || (SELECT pg_sleep({SLEPT:.0f})) || '",
}
SLOW = "SQL that waits"
DATABASE_ERROR = re.compile(r"syntax error at or near|unterminated quoted|psycopg\.|django\.db\.utils", re.I)
# What is another one at each answer, or names what was asked.
NEVER_THE_SAME = re.compile(
    r'(name="(?:csrfmiddlewaretoken|form_key)" value|nonce|hx-headers)=("[^"]*"|\'[^\']*\')|[0-9a-f-]{36}|\d\d:\d\d'
)


@dataclass
class Probe:
    """What this person's requests brought about."""

    cookie: str
    found: set[str] = field(default_factory=set)
    asked: int = 0

    def look(self, targets: list[Target]) -> list[Target]:
        """The targets again, in each those fields left that are worth no scan."""
        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(self._target, targets))

    def _target(self, target: Target) -> Target:
        with requests.Session() as session:
            inert = {name for name in target.scanned if self._is_inert(session, target, name)}
        return target.without(target.left | (inert & target.chosen))

    def _is_inert(self, session: requests.Session, target: Target, name: str) -> bool:
        """Whether every value is answered alike."""
        answers = set()
        for kind, value in VALUES.items():
            answer = self._ask(session, target, name, value)
            if (wrong := _wrong(kind, answer)) and (wrong != SLOW or self._waits_for_it(session, target, name)):
                self.found.add(
                    f"Quick look, {wrong}: {target.method} {urllib.parse.urlsplit(target.address).path} {name}"
                )
            answers.add((answer.status_code, answer.headers.get("Location"), _alike(answer.text, value)))
        return len(answers) == 1

    def _waits_for_it(self, session: requests.Session, target: Target, name: str) -> bool:
        """Whether it is slow once more, and quick where it is asked not to wait."""
        value = VALUES["wait"]
        slow, quick = (
            self._ask(session, target, name, said) for said in (value, value.replace(f"({SLEPT:.0f})", "(0)"))
        )
        return slow.elapsed.total_seconds() >= SLEPT > quick.elapsed.total_seconds()

    def _ask(self, session: requests.Session, target: Target, name: str, value: str) -> requests.Response:
        self.asked += 1
        fields = {**dict(target.fields), name: value}
        origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(target.address))
        return session.request(
            target.method,
            target.address,
            headers={"Cookie": self.cookie, "Origin": origin},
            allow_redirects=False,
            timeout=60,
            **{"params" if target.method == "GET" else "data": fields},
        )


def _alike(page: str, value: str) -> str:
    """The page without what differs at each answer, and without the value where it stands as text."""
    for shown in (html.escape(value), html.escape(value).replace("&#x27;", "&#39;"), urllib.parse.quote(value)):
        page = page.replace(shown, "")
    return NEVER_THE_SAME.sub("", page)


def _wrong(kind: str, answer: requests.Response) -> str:
    """What this answer to a value of this kind gives away, by the name that the scanners have for it."""
    given_away = {
        "SQL": DATABASE_ERROR.search(answer.text),
        SLOW: kind == "wait" and answer.elapsed.total_seconds() >= SLEPT,
        "Error": answer.status_code >= 500,
        "Script": "<qzx>" in answer.text,
        "File": "root:x:0:0" in answer.text,
        "Command": "qz6666x" in answer.text,
        "Header": "Qzx" in answer.headers,
        "Redirect": kind == "leave" and answer.headers.get("Location", "").startswith(VALUES["leave"]),
    }
    return next((name for name, is_so in given_away.items() if is_so), "")
