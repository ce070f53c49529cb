"""The rows of action items as HTML, the same for a page and for what htmx gets: docs/decisions/0012-hot-rows.md.

What asks for words (a form, a settling) is rendered by the templates around them.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.states import Answer, Effect, find_answer
from postmortems.shared.reading_for import date_words
from postmortems.shared.text import trusted

if TYPE_CHECKING:
    from postmortems.actions.rows import Row

NOTHING = format_html("{}", "")
# Filled with names of ours and with words that are escaped already, once for all rows that offer the same; then each
# row puts the address of its item and its own words into the two places that are left.
PRESS = (
    '<button class="button{kind}" form="action-answers" formaction="%(to)sanswer/" name="{name}" value="{value}"'
    ' hx-post="%(to)sanswer/" hx-sync="this:drop">{label}%(which)s</button>'
)
ASK = '<a class="button{kind}" href="%(to)s{query}" hx-get="%(to)s{query}">{label}%(which)s</a>'
LONG = 60  # characters of a sentence that are read out after the name of a button


@cache
def _around(name: str, stands_for: object) -> list[str]:
    """What stands before and behind the changing part of an address."""
    return reverse(name, args=[stands_for]).rsplit(str(stands_for), 1)


def address(pk: int) -> str:
    """The page of an action item."""
    return str(pk).join(_around("action", 0))


def review_address(ref: str) -> str:
    return ref.join(_around("review", "PIR-0"))


def short(words: str, most: int = LONG) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return trusted("".join(parts))


def of_which(row: "Row") -> SafeString:
    """After the name of a button: of which item, for who hears the page."""
    words = row.item.sentence if row.reads_words else ""
    return format_html('<span class="visually-hidden">: {}</span>', short(words)) if words else NOTHING


def avatar(person: User) -> SafeString:
    return format_html('<span class="avatar" aria-hidden="true">{}</span> {}', person.initials, person.first_name)


def day(row: "Row") -> SafeString:
    """Its date; pressed, it becomes a form in its place."""
    item = row.item
    if row.is_check_due:
        return format_html("{}", row.check_day)
    if row.is_done:
        done_on = date_words(item.done_on, "j M") if item.done_on else ""
        return format_html('<span class="muted">{}</span>', _("done %(day)s") % {"day": done_on})
    shown, muted = row.day or _("no date yet"), row.is_past or not row.day
    if row.may_move:
        pattern = _movable(" muted" if muted else "", row.back, get_language())
        plain = trusted(pattern % {"to": address(item.pk), "day": escape(shown)})
    else:
        plain = format_html('<span class="muted">{}</span>' if muted else "<span>{}</span>", shown)
    if not row.first_day or not row.is_open or row.is_past:
        return plain
    return plain + format_html(' <span class="muted small">{}</span>', first_day(row))


@lru_cache(maxsize=512)
def _movable(quiet: str, back: str, _language: str) -> str:
    query = f"?as=new_date&amp;back={quote(back)}".replace("%", "%%")
    return (
        f'<a class="plain{quiet}" href="%(to)s?as=new_date" hx-get="%(to)s{query}">%(day)s'
        f'<span class="visually-hidden">: {_fixed(_("another date"))}</span></a>'
    )


def first_day(row: "Row") -> str:
    return _("was %(day)s at first") % {"day": row.first_day}


def effect_tag(row: "Row") -> SafeString:
    effect = row.item.effect
    if not effect:
        return NOTHING
    return format_html(
        '<span class="tag{}">{}</span>', " well" if effect == Effect.HELPED else "", Effect(effect).label
    )


def _filled(pattern: str, row: "Row") -> SafeString:
    return trusted(pattern % {"to": address(row.item.pk), "which": row.of_which})


def _fixed(words: object) -> str:
    """Words that stand in a pattern as they are."""
    return str(escape(words)).replace("%", "%%")


def _press(name: str, value: str, label: object, kind: str) -> str:
    """A button that says it at once; its form stands once on the page."""
    return PRESS.format(kind=kind, name=name, value=value, label=_fixed(label))


def _ask(answer: Answer, kind: str, *, is_found: bool, back: str) -> str:
    """A door to the form of an answer that asks for more."""
    label = _("Find a home") if is_found and answer.name == "hand_over" else answer.label
    query = f"?as={answer.name}&amp;back={quote(back)}".replace("%", "%%")
    return ASK.format(kind=kind, query=query, label=_fixed(label))


def effects(row: "Row") -> SafeString:
    return _filled(_effects(get_language()), row)


@lru_cache
def _effects(_language: str) -> str:
    last = len(Effect) - 1
    drawn = (
        _press("effect", effect.value, str(effect.label).capitalize(), " quiet" if at == last else "")
        for at, effect in enumerate(Effect)
    )
    return f'<div class="row">{"".join(drawn)}</div>'


def doors(row: "Row") -> SafeString:
    """The answers that the board's row offers."""
    offered = tuple(answer.name for answer in row.doors)
    if not offered:
        return NOTHING
    return _filled(_doors(offered, not row.item.owner_id, row.back, get_language()), row)


@lru_cache(maxsize=512)
def _doors(offered: tuple[str, ...], is_found: bool, back: str, _language: str) -> str:
    """The same for every item that offers these."""
    answers = [answer for name in offered if (answer := find_answer(name))]
    kinds = ["" if at < len(answers) - 1 or at == 0 else " quiet" for at in range(len(answers))]
    drawn = [
        _ask(answer, kind, is_found=is_found, back=back)
        if answer.asks
        else _press("answer", answer.name, answer.label, kind)
        for answer, kind in zip(answers, kinds, strict=True)
    ]
    return f'<div class="row">{"".join(drawn)}</div>'


def quick(row: "Row") -> SafeString:
    """The answers in a row of the review: what takes one press, and for its owner the way to all others."""
    drawn = [
        _filled(_press("answer", answer.name, answer.label, " small quiet" if at else " small"), row)
        for at, answer in enumerate(row.quick)
    ]
    if drawn and row.is_open and row.is_mine:
        more = format_html(
            '<a class="button quiet small" href="{}">{}{}</a>',
            *(address(row.item.pk), _("Something else"), row.of_which),
        )
        drawn.append(more)
    return format_html('<p class="row">{}</p>', _joined(drawn)) if drawn else NOTHING
