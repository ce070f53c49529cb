"""Django's own `date` and `time`, in the form of whoever reads. Built in, so that no template can forget it."""

from typing import Any

from django import template
from django.template import defaultfilters

from postmortems.shared.locales import date_form
from postmortems.shared.reading_for import reader_locale

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, form: str | None = None) -> str:
    return str(defaultfilters.date(value, form and date_form(form, reader_locale())))


@register.filter(is_safe=False)
def time(value: Any, form: str | None = None) -> str:
    return str(defaultfilters.time(value, form and date_form(form, reader_locale())))
