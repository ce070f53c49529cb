"""The crowd that great sizes are measured with comes in through every fence, and what it wrote reads like anything."""

import pytest
from django.db import connection

from accounts.models import User
from bench.crowd.filling import choosing, let_in, write_down
from bench.crowd.size import BASE, Size
from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.library.models import SearchDocument
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent


@pytest.mark.django_db(transaction=True)
def test_a_crowd_is_let_in_by_the_guard_and_the_database_alike(client):
    size = Size(0.0002)
    with choosing(size):
        let_in(size)
        write_down(size, first=11, last=20)
        newest = list(Review.objects.order_by("number").values_list("number", "title", "state", "visibility"))
        write_down(size, first=1, last=10)

    assert Review.objects.count() == size.reviews == 20
    after = Review.objects.filter(number__gt=BASE + 10).order_by("number")
    assert list(after.values_list("number", "title", "state", "visibility")) == newest
    for model in (Review, ContributingFactor, ActionItem):
        for row in model.objects.all():
            row.full_clean()
            row.save()
    events = TimelineEvent.objects.filter(is_noise=False)
    assert SearchDocument.objects.filter(source="event").count() == events.count() > 10 * size.reviews
    assert 0 < visible_to(User.objects.get(pk=BASE + 9)).count() <= 20
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'search_document_lexemes'")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'crowd'")
        assert cursor.fetchone() == (0,)

    client.force_login(User.objects.get(pk=BASE + 1))
    for page in ("/", "/reviews/", "/actions/", "/library/?words=alarm", "/insights/all/"):
        assert client.get(page).status_code == 200, page
