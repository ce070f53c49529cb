"""A demonstration begins again: what visitors wrote is gone, the stories and the people are as on the first day."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from postmortems.audit.models import AuditEntry
from postmortems.audit.services import record
from postmortems.demo.people import make_people
from postmortems.demo.resetting import begin_again
from postmortems.demo.telling import stories
from postmortems.library.models import SearchDocument
from postmortems.reviews.models import Review
from postmortems.shared import clock
from tests.attachments.bringing import attached
from tests.factories import ReviewFactory, UserFactory


@pytest.mark.django_db(transaction=True)
def test_what_visitors_wrote_is_gone_and_the_stories_are_told(settings, tmp_path):
    settings.DATA_DIR, settings.FILES_DIR = tmp_path, tmp_path / "files"
    make_people()
    review = ReviewFactory(title="A visitor was here", owner=UserFactory(display_name="A visitor"))
    record(verb="put on record", chain=f"review:{review.pk}", actor=review.owner)
    attached(review, review.owner)
    clock.jump_ahead(dt.timedelta(days=3))
    call_command("demo", "--anew")
    numbers = list(Review.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == list(range(1, len(stories()) + 2))  # and a theme review over some of them
    assert not SearchDocument.objects.filter(is_learned=False).exists()
    assert not User.objects.filter(display_name="A visitor").exists()
    assert not AuditEntry.objects.filter(verb="put on record").exists()
    assert (list(tmp_path.iterdir()), clock.offset()) == ([], dt.timedelta())


@pytest.mark.django_db
def test_people_of_its_own_and_a_real_installation_are_left_alone(settings):
    UserFactory(email="ada@example.com")
    with pytest.raises(CommandError, match="people of its own"):
        call_command("demo", "--anew")
    settings.DEMO = False
    with pytest.raises(RuntimeError):
        begin_again()
    assert User.objects.count() == 1
