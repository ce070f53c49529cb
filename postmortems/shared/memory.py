"""What a web process keeps for as long as it lives is looked through for rubbish once, not with every long page."""

import gc

from django.urls import get_resolver

YOUNG, OLDER = 10_000, 20  # new objects before the youngest are looked through; so many times before the older ones


def settle() -> None:
    """Once everything is loaded: half a million objects of programs and settings that stay. A page that reads ten
    thousand rows made Python look through all of them several times, half of what it took (`make bench ARGS=great`).
    """
    len(get_resolver().url_patterns)  # loads the views, which the first request would do otherwise
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER)
