"""After everything has its number here: the words that point at something are turned to it."""

from typing import Any

from postmortems.actions.models import ActionItem
from postmortems.exports.making import Making
from postmortems.exports.restore_story import draw
from postmortems.factors.models import ContributingFactor
from postmortems.timeline.models import TimelineEvent


def turn_references(making: Making) -> None:
    """Entries, conditions and action items were kept before the things they name had a number. Two reads of each."""
    for model, guarded, plain in (
        (TimelineEvent, "", ("body", "other_view")),
        (ContributingFactor, "sentence", ("accepted_because",)),
        (ActionItem, "sentence", ("done_when", "reason", "hypothesis", "effect_note")),
    ):
        for row in model.objects.filter(review=making.review):
            _turn(row, guarded, plain, making)


def _turn(row: Any, guarded: str, plain: tuple[str, ...], making: Making) -> None:
    changed = []
    for name in (*plain, *((guarded,) if guarded else ())):
        words = getattr(row, name)
        if words != (turned := making.numbers.turned(words)):
            setattr(row, name, turned)
            changed.append(name)
    if guarded in changed:
        state = getattr(row, f"{guarded}_state")
        row._meta.get_field(guarded).put(row, getattr(row, guarded), state)
    if isinstance(row, TimelineEvent) and changed:
        draw(row)
        changed += ["html", "other_view_html"]
    if changed:
        row.save(update_fields=changed)
