"""Insights among a thousand incidents of five years: the first page, all figures, and each figure's own page, beside
the baseline; and their statements beside those among the newest twenty.
"""

from typing import Any

from bench._ground import world
from bench.crowd.size import Size
from bench.pages import Page, ratios

SIZE, FEW = Size(0.01), 20
DAYS = "?days=365"


def rows() -> list[tuple[str, str, str]]:
    here = world()
    from django.test import Client
    from django.urls import reverse

    from bench.crowd.filling import choosing, let_in, write_down

    client = Client()
    client.force_login(here.reader)
    base = Page("rows", lambda: client.get(reverse("rows")))
    base.look()
    pages = _pages(client)
    with choosing(SIZE):
        let_in(SIZE)
        write_down(SIZE, first=SIZE.reviews - FEW + 1, last=SIZE.reviews)
        few = _statements(pages)
        write_down(SIZE, first=1, last=SIZE.reviews - FEW)
    many = _statements(pages)
    against = ratios(pages, base)
    told = [
        (
            f"   {page.name}, {SIZE.reviews:,} incidents",
            f"{against[page.name]:.2f}x, {page.sql} SQL, {page.size / 1024:.0f} KB",
            "",
        )
        for page in pages[:2]
    ]
    single = pages[2:]
    slowest = max(single, key=lambda page: against[page.name])
    alone = f"{against[slowest.name]:.2f}x ({slowest.name}), {slowest.sql} SQL"
    told.append(("   insights, the slowest figure alone", alone, ""))
    more = [f"{name}: {few[name]} to {many[name]}" for name in many if many[name] > few[name]]
    told.append(
        (f"   insights, SQL among {FEW} and among {SIZE.reviews:,}", "; ".join(more) or "equal on every page", "equal")
    )
    return told


def _pages(client: Any) -> list[Page]:
    from django.urls import reverse

    from postmortems.insights.catalogue import CATALOGUE

    def page(name: str, at: str) -> Page:
        return Page(name, lambda: client.get(at + DAYS))

    alone = [page(one.slug, reverse("insights-figure", args=[one.slug])) for one in CATALOGUE]
    first, every = page("insights, first page", reverse("insights")), page("insights, all", reverse("insights-all"))
    return [first, every, *alone]


def _statements(pages: list[Page]) -> dict[str, int]:
    for page in pages:
        page.look()
    return {page.name: page.sql for page in pages}
