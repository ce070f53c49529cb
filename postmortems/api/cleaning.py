"""What a program sends, looked at by the form of the page: one rule for both."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms

from postmortems.api.problems import Problem, of_field, unfit
from postmortems.organisation.teams import NameTaken


def data_of(values: dict[str, Any]) -> dict[str, Any]:
    """As a form is sent: what is not there is empty."""
    return {name: "" if value is None else value for name, value in values.items()}


def cleaned[Form: forms.Form](form: Form) -> Form:
    """The form, if it takes what was sent. Raises Problem with a sentence for each field."""
    if form.is_valid():
        return form
    errors = [of_field(name, str(sentence)) for name, sentences in form.errors.items() for sentence in sentences]
    raise unfit(errors) if errors else Problem(422, "Nothing was changed yet")


@contextmanager
def taken_is_said(sentence: str) -> Iterator[None]:
    """What another team or service is called is no name any more. Raises Problem that says so of the name."""
    try:
        yield
    except NameTaken as error:
        raise unfit([of_field("name", sentence)]) from error
