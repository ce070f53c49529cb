"""Somebody with an account, in a form: picked from a list where people are few, typed by name where they are many.

A list of everybody would make each page as long as the organisation is large.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User

FEW = 50  # names that are still read through faster than one of them is typed
SAID = 5  # names told to whoever typed what fits several
SELECTED = SafeString(" selected")
ADDRESS = reverse_lazy("names")  # what completes a name while it is typed


def named_like(begins: str) -> Q:
    """Whose first or last name, or mail address, begins so."""
    return Q(display_name__istartswith=begins) | Q(display_name__icontains=f" {begins}") | Q(email__istartswith=begins)


class People:
    """Who can be chosen, in the order in which they are shown."""

    def __init__(self, rows: QuerySet[User]) -> None:
        self.rows = rows
        self._names: dict[str, str] = {}

    def know(self, keys: Iterable[Any]) -> None:
        """Read the names of these at once, for a form that shows many."""
        named = self.rows.filter(pk__in=keys).values_list("pk", "display_name")
        self._names |= {str(pk): name for pk, name in named}

    @cached_property
    def few(self) -> list[User] | None:
        """All of them; None where they are too many for a list. One query, asked once."""
        found = list(self.rows.only("pk", "display_name")[: FEW + 1])
        return found if len(found) <= FEW else None

    def called(self, typed: str) -> list[User]:
        """Whom these words may mean: whoever is called just so, else those who are named like it; the first few."""
        exact = Q(display_name__iexact=typed) | Q(email__iexact=typed)
        return list(self.rows.filter(exact)[: SAID + 1]) or list(self.rows.filter(named_like(typed))[: SAID + 1])

    def key_of(self, said: Any) -> str:
        """The key of the one person whom a key or a name means; what fits nobody or several stays as it was typed."""
        typed = str(said or "").replace("\x00", "").strip()[:254]
        if not typed or typed.isdecimal():
            return typed
        found = self.called(typed)
        return str(found[0].pk) if len(found) == 1 else typed

    def name_of(self, said: Any) -> str:
        """The name that goes with a key; words that are no key stay as they are."""
        key = str(said or "")
        if key.isdecimal() and key not in self._names:
            self.know([key])
        return self._names.get(key, "") if key.isdecimal() else key

    def problem(self, typed: str) -> forms.ValidationError:
        """Why these words do not say who is meant."""
        found = self.called(typed)
        if not found:
            return forms.ValidationError(
                _("Nobody by the name “%(typed)s” can be chosen here."), params={"typed": typed}
            )
        names = ", ".join(f"{person.display_name} ({person.email})" for person in found[:SAID])
        said = _("“%(typed)s” fits several: %(names)s. The mail address says which.")
        return forms.ValidationError(said, params={"typed": typed, "names": names})


class PersonWidget(forms.Select):
    """A list, or a line to type a name into."""

    people: People
    empty_label: Any = None  # lazy words, or None where somebody has to be chosen

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return self.people.key_of(data.get(name))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        said = self.build_attrs(self.attrs, attrs)
        if self.people.few is None:
            return typed_name(name, self.people.name_of(value), said | {"placeholder": self.empty_label or ""})
        chosen = str(value or "")
        shown = [] if self.empty_label is None else [("", self.empty_label)]
        shown += [(str(person.pk), person.display_name) for person in self.people.few]
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if key == chosen else "", label) for key, label in shown),
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(said), options)


class PersonField(forms.ModelChoiceField):
    """One person. A list sends a key, a line a name or a mail address; whichever came, the form has the person."""

    widget = PersonWidget
    default_error_messages = {"invalid_choice": _("This person cannot be chosen here any more.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(kwargs.pop("queryset", User.objects.none()), **kwargs)

    def offer(self, people: People) -> None:
        """Let these be chosen; the fields of one form share them, so that they are asked for once."""
        self.queryset = people.rows
        self.widget.people = people

    def _offered(self) -> Any:
        return super()._get_queryset()  # type: ignore[misc]

    def _offer_rows(self, rows: Any) -> None:
        super()._set_queryset(rows)  # type: ignore[misc]
        self.widget.people, self.widget.empty_label = People(rows), self.empty_label

    queryset = property(_offered, _offer_rows)

    def label_of(self, value: Any) -> str:
        return self.widget.people.name_of(value)

    def to_python(self, value: Any) -> Any:
        if value and not str(value).isdecimal() and not isinstance(value, User):
            raise self.widget.people.problem(str(value))
        return super().to_python(value)


class PeopleWidget(forms.CheckboxSelectMultiple):
    """A list to tick in; or those who were chosen, and a line for one more."""

    people: People

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        ticked = super().value_from_datadict(data, files, name) or []
        more = (self.people.key_of(part) for part in str(data.get(f"{name}-more") or "").split(","))
        return list(dict.fromkeys([*map(str, ticked), *filter(None, more)]))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        few = self.people.few
        keys, words = _apart(value or ())
        shown = self.people.rows.filter(pk__in=keys) if few is None else few
        self.choices = [(person.pk, person.display_name) for person in shown]
        boxes = super().render(name, keys, attrs, renderer) if self.choices else SafeString("")
        if few is not None:
            return boxes
        line = {"id": f"{(attrs or {}).get('id') or name}-more", "aria-label": _("One more, by name")}
        return boxes + typed_name(f"{name}-more", ", ".join(words), line | {"placeholder": _("One more, by name")})


class PeopleField(forms.ModelMultipleChoiceField):
    """Several people, each as in PersonField."""

    widget = PeopleWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(kwargs.pop("queryset", User.objects.none()), **kwargs)

    def offer(self, people: People) -> None:
        """Let these be chosen."""
        self.queryset = people.rows
        self.widget.people = people

    def clean(self, value: Any) -> Any:
        words = _apart(value or ())[1]
        if words:
            raise self.widget.people.problem(words[0])
        return super().clean(value)


def typed_name(name: str, value: str, attrs: dict[str, Any]) -> SafeString:
    """A line that takes a name, completed while it is typed (static/js/people.js); without scripts it is typed out."""
    offers = f"{attrs.get('id') or name}-people"
    said = flatatt(attrs | {"list": offers, "data-people": ADDRESS, "autocomplete": "off", "spellcheck": "false"})
    line = '<input type="text" name="{}" value="{}"{}><datalist id="{}"></datalist>'
    return format_html(line, name, value, said, offers)


def _apart(values: Iterable[Any]) -> tuple[list[str], list[str]]:
    """Keys, and words that are none."""
    said = [str(value) for value in values]
    return [one for one in said if one.isdecimal()], [one for one in said if not one.isdecimal()]
