"""One action item on the page of its review, as HTML."""

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postmortems.actions.drawing import NOTHING, address, avatar, day, effect_tag, effects, quick
from postmortems.actions.queries import answered
from postmortems.actions.states import State

if TYPE_CHECKING:
    from postmortems.actions.rows import Row


def opening(row: "Row") -> SafeString:
    """Everything before what is asked about held words."""
    item = row.item
    return format_html(
        '<article class="card stack tight{}" id="action-{}" data-order="{}"{} aria-label="{}">{}{}{}{}',
        *(" held" if row.is_held else "", item.pk, _order(row), _refreshed(row), _("Action item")),
        *(_head(row), _sentence(row), _facts(row), _answered(row)),
    )


def remarks(row: "Row") -> SafeString:
    """What is said to whoever changed it just now."""
    drawn = NOTHING
    if row.hint:
        thought = _("Saved. One thought for later: %(question)s") % {"question": row.hint}
        drawn += format_html('<p class="small muted" role="status">{}</p>', thought)
    if row.said:
        drawn += format_html('<p class="small" role="status" tabindex="-1" autofocus>{}</p>', row.said)
    return drawn


def answers(row: "Row") -> SafeString:
    return effects(row) if row.effects else quick(row)


def _order(row: "Row") -> str:
    due_on = row.item.due_on
    return f"{0 if row.is_open else 1}-{due_on.isoformat() if due_on else '9999'}-{row.item.pk:012d}"


def _refreshed(row: "Row") -> SafeString:
    """What arrives on everybody's page is fetched again by each, with the answers that are theirs."""
    if not row.is_for_everybody:
        return NOTHING
    return format_html(' hx-get="{}" hx-trigger="load" hx-swap="outerHTML"', address(row.item.pk))


def _head(row: "Row") -> SafeString:
    kind = format_html('<span class="muted">{}</span>', row.kind) if row.kind else NOTHING
    return format_html(
        '<div class="row between top"><p class="row small"><span class="tag{}">{}</span>{}</p>{}</div>',
        *(" well" if row.is_done else "", State(row.item.state).label, kind, _edit(row)),
    )


def _edit(row: "Row") -> SafeString:
    if not row.may_change:
        return NOTHING
    return format_html(
        '<a class="button quiet small" href="{to}" hx-get="{to}">{}{}</a>',
        *(_("Edit"), row.of_which),
        to=f"{address(row.item.pk)}edit/",
    )


def _sentence(row: "Row") -> SafeString:
    if row.reads_words:
        return format_html('<h3><a class="plain" href="{}">{}</a></h3>', address(row.item.pk), row.item.sentence)
    return format_html('<p class="muted">{}</p>', _("One sentence waits here until it is settled."))


def _facts(row: "Row") -> SafeString:
    item = row.item
    who = format_html('<span class="nowrap">{}</span>', avatar(item.owner)) if item.owner else None
    told = format_html(
        '<p class="row small">{}<span class="num">{}</span>{}{}</p>',
        *(who or format_html('<span class="muted">{}</span>', _("nobody yet")), day(row), _why(row), effect_tag(row)),
    )
    if not item.done_when:
        return told
    return told + format_html('<p class="small muted">{}</p>', _("Done when: %(what)s") % {"what": item.done_when})


def _why(row: "Row") -> SafeString:
    item, said = row.item, ""
    if row.waits_for and item.owner:
        said = _("Waiting for: %(what)s") % {"what": row.waits_for}
    elif item.duplicate_of_id:
        said = _("It stands in another review too. Its page says what became of it.")
    elif item.reason:
        said = _("Because: %(why)s") % {"why": item.reason}
    return format_html('<span class="muted">{}</span>', said) if said else NOTHING


def _answered(row: "Row") -> SafeString:
    drawn = NOTHING
    for factor in answered(row.item):
        drawn += format_html(
            '<p class="small muted">{}</p>', _("Answers: %(sentence)s") % {"sentence": factor.sentence}
        )
    return drawn
