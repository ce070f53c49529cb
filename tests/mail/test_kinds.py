"""What every kind of mail has in common, whichever slice it belongs to."""

import re

import pytest
from django.template.loader import get_template

from postmortems.mail import kinds
from postmortems.mail.topics import Topic

FRAME = "emails/parts/frame.html"  # what all mails look like


@pytest.fixture(params=sorted(kinds._known))
def kind(request) -> kinds.Kind:
    return kinds.find(request.param)


def source(kind: kinds.Kind, end: str) -> str:
    return get_template(f"{kind.stem}.{end}").template.source


def test_it_has_its_words_and_fits_its_column(kind):
    assert len(kind.name) <= 30
    assert source(kind, "subject").strip()
    assert source(kind, "text").strip()


def test_it_reports_nothing_back_and_fetches_nothing(kind):
    assert not re.search(r"<img|<script|<iframe|<link|url\(|<form", source(kind, "html"))
    assert not re.search(r"<img|<script|<iframe|<link|url\(|<form", get_template(FRAME).template.source)


def test_what_goes_into_the_mail_of_a_day_is_a_part_and_answers_for_many(kind):
    is_part = kind.timing is kinds.Timing.DIGEST
    assert (kind.matters is not None) or not is_part
    assert (is_part or kind.timing is kinds.Timing.NOTICE) != (FRAME in source(kind, "html"))


def test_what_goes_into_the_mail_of_a_day_can_be_had_in_the_app_only(kind):
    assert (kind.topic in Topic.values) == (kind.timing in (kinds.Timing.DIGEST, kinds.Timing.NOTICE))


def test_a_link_that_lets_somebody_in_has_no_twin_in_the_app():
    for name in ("invitation", "password_reset"):
        assert not kinds.find(name).in_app
