"""Texts that an earlier version rendered are rendered again from their source, a batch at a time."""

from typing import Any

from django.apps import apps
from django.db.models import Model

from postmortems.shared.text import RENDERER_VERSION, render
from postmortems.wording.models import Rendered

BATCH = 200


def render_older() -> int:
    """Render the next batch again; gives how many there were. A row that somebody saves meanwhile keeps their words."""
    count = 0
    for model in _rendered_models():
        rows = model._base_manager.filter(renderer_version__lt=RENDERER_VERSION).order_by("pk")
        for row in rows[: BATCH - count]:
            _render(row)
            count += 1
    return count


def _rendered_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if issubclass(model, Rendered)]


def _render(row: Any) -> None:
    html = {column: render(getattr(row, source)) for source, column in row.RENDERED.items()}
    same = type(row)._base_manager.filter(pk=row.pk, version=row.version)
    same.update(**html, renderer_version=RENDERER_VERSION)
