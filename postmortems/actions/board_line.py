"""One row of the board as HTML."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postmortems.actions.drawing import (
    NOTHING,
    address,
    avatar,
    day,
    doors,
    effect_tag,
    effects,
    review_address,
    short,
)
from postmortems.actions.strength import Strength
from postmortems.shared.labels import label_of

if TYPE_CHECKING:
    from postmortems.actions.rows import Row

STRENGTH = ' <span class="muted">{}</span>'


def cells(row: "Row") -> SafeString:
    """All but the last: the item, what it waits for, who has it, its date."""
    return format_html(
        '<td>{}{}<br><a class="small num" href="{}#action-{}">{}</a></td>{}{}<td class="num day">{}</td>',
        *(_tick(row), _what(row), review_address(row.item.review.ref), row.item.pk, row.item.review.ref),
        *(_waits(row), _owner(row), day(row)),
    )


def answers(row: "Row") -> SafeString:
    """What stands in the last cell: what was said to an answer, what it did, or the buttons."""
    item = row.item
    if row.said:
        return _thanks(row)
    if item.effect and not row.is_open:
        note = format_html(' <span class="small muted">{}</span>', short(item.effect_note, 90))
        return effect_tag(row) + (note if item.effect_note else NOTHING)
    return effects(row) if row.effects else doors(row)


def _tick(row: "Row") -> SafeString:
    """A box for changing several at once, where this person may change it and its words are settled."""
    if not row.is_open or row.is_held or not (row.is_mine or row.standing.keeps):
        return NOTHING
    return format_html(
        '<input class="tick" type="checkbox" name="item" value="{}" form="bulk" aria-label="{}"> ',
        *(row.item.pk, _("Tick: %(what)s") % {"what": short(row.item.sentence)}),
    )


def _what(row: "Row") -> SafeString:
    item, to = row.item, address(row.item.pk)
    if row.reads_words:
        link = format_html('<a class="plain" href="{}"><strong>{}</strong></a>', to, item.sentence)
    else:
        link = format_html('<a class="plain muted" href="{}">{}</a>', to, _("One sentence waits to be settled"))
    if not item.strength:
        return link
    return link + format_html(STRENGTH, label_of(Strength, item.strength))


def _waits(row: "Row") -> SafeString:
    if not row.waits_for:
        return format_html('<td class="muted">{}</td>', "")
    quiet = not row.standing.needs_decision and not row.is_check_due
    known = format_html('<td data-label="{}"', _("Waiting for"))
    return known + format_html(' class="muted">{}</td>' if quiet else ">{}</td>", row.waits_for)


def _owner(row: "Row") -> SafeString:
    if row.item.owner:
        return format_html("<td>{}</td>", avatar(row.item.owner))
    return format_html('<td class="muted" data-label="{}">{}</td>', _("Owner"), _("none"))


def _thanks(row: "Row") -> SafeString:
    more = NOTHING
    if row.item.effect and row.may_note:
        to = f"{address(row.item.pk)}?as=effect"
        more = format_html(
            ' <a href="{}" hx-get="{}&amp;back={}">{}</a>', to, to, quote(row.back), _("Add how anybody can tell")
        )
    return format_html('<p class="small" role="status" tabindex="-1" autofocus>{}{}</p>', row.said, more)
