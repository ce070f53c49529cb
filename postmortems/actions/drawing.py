"""The rows of action items as HTML, the same for a page and for what htmx gets: docs/decisions/0012-hot-rows.md.

What asks for words (a form, a settling) is rendered by the templates around them.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.states import Answer, Effect
from postmortems.shared.reading_for import date_words
from postmortems.shared.text import trusted

if TYPE_CHECKING:
    from postmortems.actions.rows import Row

NOTHING = format_html("{}", "")
# Filled with names and addresses of ours, and with words that are escaped already.
PRESS = (
    '<button class="button%s" form="action-answers" formaction="%s" name="%s" value="%s" hx-post="%s"'
    ' hx-sync="this:drop">%s%s</button>'
)
ASK = '<a class="button%s" href="%s" hx-get="%s">%s%s</a>'
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
        to, quiet = address(item.pk), " muted" if muted else ""
        plain = format_html(
            '<a class="plain{}" href="{to}?as=new_date" hx-get="{to}?as=new_date&amp;back={back}">{}'
            '<span class="visually-hidden">: {}</span></a>',
            *(quiet, shown, _("another date")),
            to=to,
            back=quote(row.back),
        )
    else:
        plain = format_html('<span class="muted">{}</span>' if muted else "<span>{}</span>", shown)
    if not row.first_day or not row.is_open or row.is_past:
        return plain
    return plain + format_html(' <span class="muted small">{}</span>', first_day(row))


def first_day(row: "Row") -> str:
    return _("was %(day)s at first") % {"day": row.first_day}


def effect_tag(row: "Row") -> SafeString:
    effect = row.item.effect
    if not effect:
        return NOTHING
    return format_html(
        '<span class="tag{}">{}</span>', " well" if effect == Effect.HELPED else "", Effect(effect).label
    )


def _press(row: "Row", name: str, value: str, label: object, kind: str) -> SafeString:
    """A button that says it at once; its form stands once on the page."""
    to = f"{address(row.item.pk)}answer/"
    return trusted(PRESS % (kind, to, name, value, to, escape(label), row.of_which))


def _ask(row: "Row", answer: Answer, kind: str) -> SafeString:
    """A door to the form of an answer that asks for more."""
    is_found = answer.name == "hand_over" and not row.item.owner_id
    to = f"{address(row.item.pk)}?as={answer.name}&amp;back={quote(row.back)}"
    return trusted(ASK % (kind, to, to, escape(_("Find a home") if is_found else answer.label), row.of_which))


def effects(row: "Row") -> SafeString:
    told = row.effects
    last = len(told) - 1
    drawn = (
        _press(row, "effect", value, label, " quiet" if at == last else "") for at, (value, label) in enumerate(told)
    )
    return format_html('<div class="row">{}</div>', _joined(drawn))


def doors(row: "Row") -> SafeString:
    """The answers that the board's row offers."""
    offered = row.doors
    kinds = ["" if at < len(offered) - 1 or at == 0 else " quiet" for at in range(len(offered))]
    drawn = [
        _ask(row, answer, kind) if answer.asks else _press(row, "answer", answer.name, answer.label, kind)
        for answer, kind in zip(offered, kinds, strict=True)
    ]
    return format_html('<div class="row">{}</div>', _joined(drawn)) if drawn else NOTHING


def quick(row: "Row") -> SafeString:
    """The answers in a row of the review: what takes one press, and for its owner the way to all others."""
    drawn = [
        _press(row, "answer", answer.name, answer.label, " small quiet" if at else " small")
        for at, answer in enumerate(row.quick)
    ]
    if drawn and row.is_open and row.is_mine:
        more = format_html(
            '<a class="button quiet small" href="{}">{}{}</a>',
            *(address(row.item.pk), _("Something else"), row.of_which),
        )
        drawn.append(more)
    return format_html('<p class="row">{}</p>', _joined(drawn)) if drawn else NOTHING
