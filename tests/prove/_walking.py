"""What somebody who is signed in can send to a server: every address with a query and every form, one of each kind."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from postmortems.demo.accounts import PASSWORD

# Streams that stay open, files that are no page, Django's own administration (a demonstration's alone), the faults.
NOT_WALKED = re.compile(
    r"^/(live|static|admin|planted|heard)/|\.(md|ics|csv|pdf|zip|json|atom|eml|docx)$|/(take|copy)/"
)
# What a browser lets nobody type into, or only what has a fixed form.
CHOSEN = ("select", "radio", "checkbox", "hidden", "submit", "button", "date", "time", "datetime-local", "number")
# What stands for any of its kind: numbers, keys, and the names of which there is a fixed list.
ONE_OF_MANY = re.compile(r"[0-9a-f-]{36}|\d+|(?<=/settings/templates/)[a-z_/]+(?=/)|(?<=/insights/)[a-z-]+(?=/)")
KEPT = "kept."
Fields = tuple[tuple[str, str], ...]


def kind_of(path: str) -> str:
    """The address as it is for all of its kind."""
    return ONE_OF_MANY.sub("N", path)


@dataclass(frozen=True)
class Target:
    """One request that carries fields, in its query or in its body."""

    method: str
    address: str
    fields: Fields
    chosen: frozenset[str] = frozenset()  # names of the fields that are no free words
    left: frozenset[str] = frozenset()  # and of those that no scanner touches

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """Two reviews of the same shape have the same forms."""
        path = kind_of(self.address)
        return self.method, path, tuple(sorted({name for name, _value in self.fields}))

    def without(self, names: Collection[str]) -> "Target":
        """With these as they are, for a scanner to send along and not to touch."""
        return replace(self, left=frozenset(names))

    @property
    def scanned(self) -> list[str]:
        return [name for name, _value in self.fields if name not in self.left]

    @property
    def sent(self) -> Fields:
        """The fields as a scanner is told them: a name begins with KEPT where it is to be sent along, untouched."""
        return tuple((KEPT * (name in self.left) + name, value) for name, value in self.fields)


class _Page(HTMLParser):
    """The links and forms of one page, and what a browser would send with each form."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, [], []
        self._form: _Form | None = None
        self._open = ""  # the name of the list or of the box of words that is being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(urllib.parse.urljoin(self.address, said["href"]))
        elif tag == "form":
            where = urllib.parse.urljoin(self.address, said.get("action") or self.address)
            self._form = _Form(said.get("method", "get").upper(), where)
        elif self._form and tag == "option":
            self._form.offer(self._open, said.get("value", ""), is_chosen="selected" in said)
        elif self._form and said.get("name") and said.get("type") != "file":
            self._field(self._form, tag, said)

    def _field(self, form: "_Form", tag: str, said: dict[str, str]) -> None:
        name, kind = said["name"], said.get("type", "submit" if tag == "button" else "text")
        if tag in ("select", "textarea"):
            self._open = name
            form.values.setdefault(name, "")
        elif tag in ("input", "button"):
            is_list = kind in ("radio", "checkbox")
            form.offer(name, said.get("value", "on" if is_list else ""), is_chosen=not is_list or "checked" in said)
        if tag == "select" or (tag != "textarea" and kind in CHOSEN):
            form.chosen.add(name)

    def handle_data(self, data: str) -> None:
        if self._form and self._open and self._open not in self._form.chosen:
            self._form.values[self._open] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._open = ""
        elif tag == "form" and self._form:
            self.forms.append(self._form)
            self._form = None


@dataclass
class _Form:
    method: str
    where: str
    values: dict[str, str] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)

    def offer(self, name: str, value: str, *, is_chosen: bool) -> None:
        """The first of several is sent unless another is marked."""
        if name and (is_chosen or not self.values.get(name)):
            self.values[name] = value

    @property
    def target(self) -> Target:
        fields = tuple((name, value or ("" if name in self.chosen else "words")) for name, value in self.values.items())
        return Target(self.method, self.where.partition("#")[0].partition("?")[0], fields, frozenset(self.chosen))


@dataclass
class Walk:
    """One person's way through everything that they can open. The newest pages of a kind stand for the others."""

    base: str
    name: str
    cookies: CookieJar = field(default_factory=CookieJar)
    pages: dict[str, str] = field(default_factory=dict)
    targets: dict[tuple[str, str, tuple[str, ...]], Target] = field(default_factory=dict)

    def sign_in(self, port: int) -> "Walk":
        """At the server on this port, which keeps what it is sent; both give out the same cookies."""
        there, self.base = self.base, f"http://localhost:{port}"
        page = self._get("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, "the page for signing in has a form"
        said = {"csrfmiddlewaretoken": token[1], "login": f"{self.name}@example.org", "password": PASSWORD}
        self._open("/accounts/login/", urllib.parse.urlencode(said).encode())
        assert "session=" in self.cookie, f"{self.name} is signed in"
        self.base = there
        return self

    @property
    def cookie(self) -> str:
        return "; ".join(f"{one.name}={one.value}" for one in self.cookies)

    def go(self, most: int) -> "Walk":
        waiting = deque(["/", "/accounts/login/", "/report/anonymous/", "/accounts/password/reset/"])
        while waiting and len(self.pages) < most:
            address = waiting.popleft()
            kind = kind_of(address.partition("?")[0])
            if kind in self.pages:
                self._note_query(address)
                continue
            self.pages[kind] = address
            self._note_query(address)
            waiting += self._read(address)
        return self

    def _read(self, address: str) -> list[str]:
        page = _Page(self.base + address)
        page.feed(self._get(address))
        for form in page.forms:
            if self._is_walked(form.where) and form.values:
                self._note(form.target)
        links = [link for link in page.links if self._is_walked(link)]
        return [link.removeprefix(self.base).partition("#")[0] for link in links]

    def _is_walked(self, link: str) -> bool:
        return link.startswith(self.base + "/") and not NOT_WALKED.search(urllib.parse.urlsplit(link).path)

    def _note_query(self, address: str) -> None:
        path, _mark, query = address.partition("?")
        if fields := tuple(urllib.parse.parse_qsl(query)):
            self._note(Target("GET", self.base + path, fields))

    def _note(self, target: Target) -> None:
        self.targets.setdefault(target.kind, target)

    def _get(self, address: str) -> str:
        return self._open(address)

    def _open(self, address: str, data: bytes | None = None) -> str:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        origin = {"Origin": self.base} if data else {}
        try:
            with opener.open(urllib.request.Request(self.base + address, data=data, headers=origin)) as answer:
                is_page = "html" in answer.headers.get("Content-Type", "")
                return answer.read().decode() if is_page else ""
        except urllib.error.HTTPError as error:
            if error.code >= 500 and address != "/readyz":  # that one says so where the beat was not heard yet
                raise
            return ""
