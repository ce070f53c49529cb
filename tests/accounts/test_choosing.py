"""Choosing somebody: from a list where people are few, by name where they are many."""

import pytest
from django import forms
from django.http import QueryDict

from accounts.choosing import FEW, People, PeopleField, PersonField
from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class Asks(forms.Form):
    who = PersonField(label="Who", required=False, empty_label="nobody yet")
    others = PeopleField(label="Others", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = People(User.objects.order_by("display_name", "pk"))
        self.fields["who"].offer(people)
        self.fields["others"].offer(people)


@pytest.fixture
def mina():
    return UserFactory(display_name="Mina Okafor", email="mina.okafor@example.org")


@pytest.fixture
def crowd(mina):
    User.objects.bulk_create(
        User(email=f"person.{number}@example.org", display_name=f"Person {number:03}") for number in range(FEW + 10)
    )


def sent(**said):
    data = QueryDict(mutable=True)
    for name, value in said.items():
        data.setlist(name.replace("_", "-"), value if isinstance(value, list) else [value])
    return Asks(data)


def test_few_are_a_list(mina, django_assert_num_queries):
    form = Asks(initial={"who": mina.pk})
    with django_assert_num_queries(1):
        shown = str(form["who"])
    assert f'<option value="{mina.pk}" selected>Mina Okafor</option>' in shown
    assert '<option value="">nobody yet</option>' in shown


def test_many_are_typed_and_the_page_stays_as_long_as_it_was(crowd, mina):
    form = Asks(initial={"who": mina.pk, "others": [mina.pk]})
    shown = form.as_p()
    assert 'value="Mina Okafor"' in shown
    assert "Person 0" not in shown
    assert shown.count("<input") == 3  # the line, one tick, the line for one more
    User.objects.bulk_create(User(email=f"more.{n}@example.org", display_name=f"More {n}") for n in range(200))
    assert len(Asks(initial={"who": mina.pk, "others": [mina.pk]}).as_p()) == len(shown)


@pytest.mark.parametrize("typed", ["Mina Okafor", "mina okafor ", "okaf", "MINA.OKAFOR@example.org", "mina"])
def test_a_name_its_beginning_or_an_address_means_the_person(crowd, mina, typed):
    form = sent(who=typed, others_more=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["who"] == mina
    assert list(form.cleaned_data["others"]) == [mina]


def test_what_is_sent_by_a_list_is_the_same_person(mina):
    form = sent(who=str(mina.pk), others=[str(mina.pk)])
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["who"], list(form.cleaned_data["others"])) == (mina, [mina])


def test_a_name_that_fits_several_is_answered_with_them_and_stays_typed(crowd, mina):
    UserFactory(display_name="Mina Berg", email="mina.berg@example.org")
    form = sent(who="mina")
    assert form.errors["who"] == [
        "“mina” fits several: Mina Berg (mina.berg@example.org), Mina Okafor (mina.okafor@example.org). "
        "The mail address says which."
    ]
    assert 'value="mina"' in str(form["who"])


def test_a_full_name_is_not_taken_for_the_beginning_of_another(mina):
    UserFactory(display_name="Mina Okafor-Lind", email="mina.lind@example.org")
    form = sent(who="Mina Okafor")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["who"] == mina


@pytest.mark.parametrize("typed", ["nobody at all", "%", "_", "\x00", "9" * 40, "²", "' OR 1=1"])
def test_words_that_name_nobody_are_said_back(crowd, typed):
    form = sent(who=typed, others_more=typed)
    assert form.is_valid() == (typed == "\x00")
    assert typed == "\x00" or form.errors.keys() == {"who", "others"}
