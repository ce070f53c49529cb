"""For whom words are being written just now: their form of dates and numbers, asked for only when one is written.

Where nobody says (what is told to everybody at once, what is printed), it is the house's own form.
"""

import datetime as dt
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.dateformat import format as date_format

from postmortems.shared.locales import Locale, date_form

_reader: ContextVar[Callable[[], str]] = ContextVar("reader", default=lambda: Locale.GB)


@contextmanager
def reading_for(locale: Callable[[], str]) -> Generator[None]:
    """Until the end of this, `locale` says how whoever reads writes dates."""
    before = _reader.set(locale)
    try:
        yield
    finally:
        _reader.reset(before)


def reader_locale() -> str:
    return _reader.get()()


def date_words(day: dt.date, form: str) -> str:
    """A day in the reader's form; `form` is the house's, in Django's letters."""
    return str(date_format(day, date_form(form, reader_locale())))
