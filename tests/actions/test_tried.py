"""A new review that cites the same kind of condition on the same service shows what was promised before and whether it
helped.
"""

import datetime as dt

from django.urls import reverse

from postmortems.reviews.models import Service
from tests.factories import ActionFactory, FactorFactory, IncidentFactory, ReviewFactory


def earlier(service, sentence, *, code="TST", **fields):
    review = ReviewFactory(visibility=fields.pop("visibility", "everyone"))
    IncidentFactory(review=review).services.add(service)
    item = ActionFactory(review=review, sentence=sentence, **{"state": "done", "done_on": dt.date(2026, 5, 4)} | fields)
    item.factors.add(FactorFactory(review=review, code=code))
    return item


def test_what_was_tried_is_shown_with_its_check_to_who_may_see_it(cast, signed_in, django_assert_max_num_queries):
    search, billing = (Service.objects.create(name=name) for name in ("Search", "Billing"))
    IncidentFactory(review=cast.review).services.add(search)
    FactorFactory(review=cast.review, code="TST")
    FactorFactory(review=cast.review, code="")
    earlier(search, "Load test each release", effect="made_worse", effect_note="The nightly job was late.")
    earlier(search, "Show a preview", state="accepted", done_on=None)
    earlier(search, "Another kind", code="GOL")
    earlier(search, "Let go", state="declined", done_on=None, reason="no")
    earlier(billing, "Another service")
    earlier(search, "Not for your eyes", visibility="people")

    client, to = signed_in(cast.owner), reverse("review-tried", args=[cast.review.ref])
    assert f'hx-get="{to}"' in client.get(reverse("review-actions", args=[cast.review.ref])).text
    with django_assert_max_num_queries(8):
        page = client.get(to).text
    shown = [name for name in ("Load", "preview", "Another kind", "Let go", "Another service", "eyes") if name in page]
    assert shown == ["Load", "preview"]
    assert page.index("Load") < page.index("preview")
    assert "made worse" in page
    assert "The nightly job was late." in page
    assert "Checking before use" in page


def test_nothing_tried_says_so_and_leaves_no_card(cast, signed_in):
    client, to = signed_in(cast.owner), reverse("review-tried", args=[cast.review.ref])
    assert "Nothing yet" in client.get(to).text
    assert "tried-heading" not in client.get(to, headers={"HX-Request": "true"}).text
