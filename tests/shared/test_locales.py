"""How days, hours, numbers and weeks are written in some places."""

import datetime as dt

import pytest
from django.template import Context, Template

from postmortems.shared.locales import Locale, date_form, thousands
from postmortems.shared.reading_for import date_words, reading_for
from postmortems.shared.weeks import end_of_week, start_of_week, weekdays_from

MOMENT = dt.datetime(2026, 11, 26, 14, 30, 5)
THURSDAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("form", "gb", "us", "au", "se"),
    [
        ("j M Y", "26 Nov 2026", "Nov 26, 2026", "26 Nov 2026", "2026-11-26"),
        ("l, j F", "Thursday, 26 November", "Thursday, November 26", "Thursday, 26 November", "Thursday, 26 November"),
        ("j M, H:i", "26 Nov, 14:30", "Nov 26, 2:30 PM", "26 Nov, 2:30 PM", "26 Nov, 14:30"),
        ("H:i:s", "14:30:05", "2:30:05 PM", "2:30:05 PM", "14:30:05"),
        ("c", *["2026-11-26T14:30:05"] * 4),
    ],
)
def test_a_date_is_written_as_its_reader_writes_it(form, gb, us, au, se):
    page = Template(f'{{{{ at|date:"{form}" }}}}')
    for locale, wanted in zip(("en-GB", "en-US", "en-AU", "en-SE"), (gb, us, au, se), strict=True):
        with reading_for(lambda locale=locale: locale):
            assert page.render(Context({"at": MOMENT})).replace("\xa0", " ") == wanted
            assert date_words(MOMENT, form).replace("\xa0", " ") == wanted
    assert date_words(MOMENT, form) == gb  # whoever reads next is somebody else


def test_every_choice_shows_what_it_does():
    for locale in Locale:
        shown = [date_words(MOMENT, date_form(form, locale)) for form in ("j M Y", "H:i")]
        assert " · ".join([*shown, thousands(3100, locale)]).replace("\xa0", " ") == str(locale.label)


@pytest.mark.parametrize(
    ("day", "starts", "first", "last"),
    [
        (THURSDAY, 1, dt.date(2026, 11, 23), dt.date(2026, 11, 29)),
        (THURSDAY, 7, dt.date(2026, 11, 22), dt.date(2026, 11, 28)),
        (THURSDAY, 6, dt.date(2026, 11, 21), dt.date(2026, 11, 27)),
        (dt.date(2026, 11, 29), 1, dt.date(2026, 11, 23), dt.date(2026, 11, 29)),
        (dt.date(2026, 11, 29), 7, dt.date(2026, 11, 29), dt.date(2026, 12, 5)),
        (dt.date(2027, 1, 1), 7, dt.date(2026, 12, 27), dt.date(2027, 1, 2)),
    ],
)
def test_a_week_begins_where_somebody_says_it_does(day, starts, first, last):
    assert (start_of_week(day, starts=starts), end_of_week(day, starts=starts)) == (first, last)


def test_weekdays_stand_in_the_order_of_a_calendar():
    assert [weekdays_from(one) for one in (1, 6, 7)] == [
        [1, 2, 3, 4, 5, 6, 7],
        [6, 7, 1, 2, 3, 4, 5],
        [7, 1, 2, 3, 4, 5, 6],
    ]
