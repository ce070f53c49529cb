"""A thousand entries: what the story, its picture and one new entry cost beside a story of a hundred."""

import uuid
from typing import Any

from bench._ground import story_of, world
from bench.pages import Page, ratios

FEW, MANY = 100, 1_000


def rows() -> list[tuple[str, str, str]]:
    from django.test import Client
    from django.urls import reverse

    here, client = world(), Client()
    client.force_login(here.reader)
    few, many = (story_of(here.reader, events=events) for events in (FEW, MANY))

    def page(name: str, review: Any) -> Page:
        address = reverse(name, args=[review.ref])
        return Page(f"{name} {review.ref}", lambda: client.get(address))

    def adding(review: Any) -> Page:
        said = {"date": "2026-11-19", "time": "14:02", "kind": "observation", "body": "The queue grew."}
        to, htmx = reverse("timeline", args=[review.ref]), {"hx-request": "true"}
        return Page(f"add {review.ref}", lambda: client.post(to, {**said, "form_key": str(uuid.uuid4())}, headers=htmx))

    found = []
    for words, make, goal in (
        ("the story", lambda review: page("timeline", review), "<= 1.5x"),
        ("a new entry", adding, "<= 1.5x"),
        ("the picture, every entry drawn", lambda review: page("timeline-picture", review), "<= 10x"),
    ):
        small, large = make(few), make(many)
        small.look()
        large.look()
        factor = ratios([large], small)[large.name]
        figure = f"{factor:.2f}x, {large.cpu():.0f} ms, {small.sql} and {large.sql} SQL"
        found.append((f"{words}, 1,000 entries beside 100", figure, f"{goal}, equal SQL"))
    return found
