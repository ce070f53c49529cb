"""What texts refer to, PIR-118 or event-12, as links for whoever reads them; one query a page.

A text keeps placeholders (shared/text.py). Each slice says when the application starts which rows of it somebody may
see (`postmortems/apps.py`); what is not among them reads as the plain words that were typed.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import BigIntegerField, BooleanField, CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from accounts.models import User
from postmortems.shared.text import trusted

# `data-picture` shows a picture instead of naming it. nh3 writes the attributes in any order.
PLACEHOLDER = re.compile(r'<a ((?:[a-z-]+="[^"<>]*" ?)*data-ref="([A-Za-z]+)-([0-9]+)"[^<>]*)>(.*?)</a>', re.DOTALL)
MARK = b"data-ref="
LONG = 90  # characters of a title; the rest is behind the link


@dataclass(frozen=True)
class Target:
    """What a reference leads to, as its reader may see it. `words` are empty where they may not be shown."""

    kind: str
    number: int
    review: str
    words: str
    state: str
    is_picture: bool

    @property
    def ref(self) -> str:
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True)
class Kind:
    """One kind of thing that texts refer to.

    `rows` are those that somebody may see, `number`, `review`, `words` and `state` the lookups that say what they are;
    so do `picture` (it can be shown) and `hidden` (its words may not). `address` says where a target is, `label` says
    its state in words.
    """

    rows: Callable[[User], QuerySet]
    address: Callable[[Target], str]
    label: Callable[[str], str] = str
    number: str = "pk"
    review: str = "review__number"
    words: str = "sentence"
    state: str = ""
    picture: str = ""
    hidden: str = "review__names_as_roles"
    small: Callable[[Target], str] | None = None


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """From now on `name`-12 leads to such a thing."""
    _kinds[name] = kind


def resolved(html: str, user: User) -> str:
    """The page with its placeholders as links, for this person. One query, none where nothing is referred to."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for _, kind, number, _ in PLACEHOLDER.findall(html):
        wanted[kind].add(int(number))
    found = {(target.kind, target.number): target for target in targets(wanted, user)}

    def link(match: re.Match[str]) -> str:
        target = found.get((match[2], int(match[3])))
        return str(_link(target, match[1], match[4])) if target else match[0]

    return PLACEHOLDER.sub(link, html)


def targets(wanted: dict[str, set[int]], user: User) -> list[Target]:
    """Those of the wanted things that this person may see."""
    known = {name: numbers for name, numbers in wanted.items() if name in _kinds}
    return _read([columns(name, _kinds[name], user).filter(_number__in=numbers) for name, numbers in known.items()])


def targets_of(review: int, user: User, *, kinds: Iterable[str]) -> list[Target]:
    """Everything of these kinds in the review with this number that this person may see; one query."""
    return _read([columns(name, _kinds[name], user).filter(_review=review) for name in kinds])


def _read(queries: list[QuerySet]) -> list[Target]:
    if not queries:
        return []
    first, *others = queries
    rows = first.union(*others, all=True).order_by() if others else first
    return [
        Target(kind, number, f"PIR-{review}", "" if is_hidden else short(words), state or "", is_picture)
        for kind, number, review, words, state, is_picture, is_hidden in rows
    ]


def columns(name: str, kind: Kind, user: User) -> QuerySet:
    """The rows of one kind in the columns that all kinds share."""
    state = Cast(F(kind.state), CharField()) if kind.state else Value("", output_field=CharField())
    rows: QuerySet = kind.rows(user).order_by()
    told: QuerySet = rows.annotate(
        _kind=Value(name, output_field=CharField()),
        _number=Cast(F(kind.number), BigIntegerField()),
        _review=Cast(F(kind.review), BigIntegerField()),
        _words=Cast(F(kind.words), TextField()),
        _state=state,
        _picture=Cast(F(kind.picture), BooleanField()) if kind.picture else Value(False),
        _hidden=Cast(F(kind.hidden), BooleanField()) if kind.hidden else Value(False),
    ).values_list("_kind", "_number", "_review", "_words", "_state", "_picture", "_hidden")
    return told


def short(words: str) -> str:
    """A title in one line. What was rendered (an entry of the story) loses its tags."""
    plain = strip_tags(words) if words.startswith("<") else words
    return Truncator(" ".join(plain.split())).chars(LONG)


def _link(target: Target, attributes: str, inner: str) -> SafeString:
    """`inner` is HTML of ours: what stood between the tags of the placeholder."""
    kind = _kinds[target.kind]
    if target.is_picture and kind.small and "data-picture" in attributes:
        said = trusted(inner.replace('"', "&quot;")) if inner else escape(target.words)
        picture = '<a class="photo" href="{}"><img src="{}" alt="{}" loading="lazy"></a>'
        return format_html(picture, kind.address(target), kind.small(target), said)
    state = kind.label(target.state) if target.state else ""
    if inner not in ("", target.ref):
        title = " · ".join(filter(None, (target.ref, target.words, state)))
        return format_html('<a href="{}" title="{}">{}</a>', kind.address(target), title, trusted(inner))
    words = format_html(" {}", target.words) if target.words else ""
    tag = format_html(' <span class="tag">{}</span>', state) if state else ""
    link = '<a class="ref" href="{}"><span class="num">{}</span>{}{}</a>'
    return format_html(link, kind.address(target), target.ref, words, tag)
