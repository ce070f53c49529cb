"""PIR-118, event-12 and their like: links for whoever may see what is behind them, plain words for anybody else."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse

from postmortems.shared.text import RENDERER_VERSION, render
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Text
from postmortems.wording.references import resolved
from postmortems.wording.rendering import render_older
from postmortems.wording.services import write_text
from tests.attachments.bringing import attached
from tests.factories import ActionFactory, EventFactory, FactorFactory, ReviewFactory, TeamFactory

HTMX = {"HX-Request": "true"}


def summary(review, words, author):
    return write_text(kind="review", pk=review.pk, slot="summary", body=words, base_version=0, author=author)


def section(client, review):
    html = client.get(reverse("review", args=[review.ref])).content.decode()
    return html[html.index('id="text-summary"') :].partition("</section>")[0]


@pytest.fixture
def other(cast):
    return ReviewFactory(title="Mail stood still", owner=cast.owner, team=TeamFactory(), visibility="teams")


def test_another_review_is_a_link_with_its_title_and_state(cast, signed_in, other):
    summary(cast.review, f"As in {other.ref}.", cast.owner)
    found = section(signed_in(cast.owner), cast.review)
    assert f'<a class="ref" href="/reviews/{other.ref}/"><span class="num">{other.ref}</span> Mail stood still' in found
    assert '<span class="tag">on record</span></a>.' in found


def test_who_may_not_see_it_reads_the_words_that_were_typed(cast, signed_in, other):
    summary(cast.review, f"As in {other.ref}, PIR-99999.", cast.owner)
    found = section(signed_in(cast.stranger), cast.review)
    assert "Mail stood still" not in found
    assert "href=" not in found.partition("prose")[2]
    assert f">{other.ref}</a>, " in found


def test_each_kind_says_what_it_is(cast, db):
    event = EventFactory(review=cast.review, body="**Paging** starts", html=render("**Paging** starts"))
    factor = FactorFactory(review=cast.review, sentence="The push tool shows no drain list")
    action = ActionFactory(review=cast.review, sentence="Show the drain list", owner=cast.owner)
    file = attached(cast.review, cast.owner, data=b"x", name="notes.log")
    html = resolved(
        render(f"event-{event.pk} factor-{factor.pk} action-{action.pk} file-{file.pk} [words](event-{event.pk})"),
        cast.owner,
    )
    assert f'#timeline-event-{event.pk}"><span class="num">event-{event.pk}</span> Paging starts' in html
    assert "The push tool shows no drain list" in html
    assert f'href="/actions/{action.pk}/"' in html
    assert "notes.log</a>" in html
    assert f'title="event-{event.pk} · Paging starts' in html
    assert ">words</a>" in html


def test_a_picture_is_shown_with_the_words_of_the_text_or_its_own(cast):
    one = attached(cast.review, cast.owner, alt='The "error" rate')
    html = resolved(render(f'![seen at "14:02"](file-{one.pk}) ![](file-{one.pk})'), cast.owner)
    assert f'<img src="/reviews/{cast.review.ref}/files/{one.pk}/small/" alt="seen at &quot;14:02&quot;"' in html
    assert 'alt="The &quot;error&quot; rate"' in html
    cast.restrict()
    assert "<img" not in resolved(render(f"![seen](file-{one.pk})"), cast.stranger)


def test_held_words_and_what_is_in_the_trash_stay_plain(cast):
    factor = FactorFactory(review=cast.review)
    type(factor).objects.filter(pk=factor.pk).update(deleted_at=cast.review.filed_at)
    words = render(f"factor-{factor.pk}")
    assert resolved(words, cast.owner) == words


def test_a_page_asks_once_whatever_it_refers_to(cast, django_assert_num_queries):
    events = [EventFactory(review=cast.review) for _ in range(20)]
    words = " ".join(f"event-{event.pk}" for event in events) + f" {cast.review.ref} factor-1 action-1 file-1"
    with django_assert_num_queries(1):
        html = resolved(render(words), cast.owner)
    assert html.count('class="ref"') == 21
    with django_assert_num_queries(0):
        resolved(render("nothing"), cast.owner)


def test_where_names_became_roles_an_entry_is_linked_without_its_words(cast):
    event = EventFactory(review=cast.review, body="Sven saw it", html=render("Sven saw it"))
    cast.review.names_as_roles = True
    cast.review.save(update_fields=["names_as_roles"])
    html = resolved(render(f"event-{event.pk}"), cast.reader)
    assert f'<span class="num">event-{event.pk}</span>' in html
    assert "Sven" not in html


def test_a_title_cannot_become_more_than_words(cast, other):
    other.title = '"><script>alert(1)</script>'
    other.save(update_fields=["title"])
    html = resolved(render(other.ref), cast.owner)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_preview_shows_what_a_page_would_and_keeps_nothing(cast, signed_in):
    client, before = signed_in(cast.owner), Text.objects.count()
    sent = {"shows": "body", "body": f"- [x] {cast.review.ref}\n\n<script>alert(1)</script>"}
    html = client.post(reverse("preview"), sent, headers=HTMX).content.decode()
    assert 'type="checkbox"' in html
    assert "Checkout unavailable" in html
    assert "<script>" not in html
    assert "Nothing is saved yet" in client.post(reverse("preview"), sent).content.decode()
    assert "too long" in client.post(reverse("preview"), {"shows": "body", "body": "x" * 200_001}).content.decode()
    assert Text.objects.count() == before


def test_what_arrives_on_an_open_page_is_asked_for_by_its_reader(cast, signed_in, other):
    one = attached(cast.review, cast.owner, alt="The rate")
    address = reverse("referred") + f"?of={other.ref} event-0 <b>&pictures=file-{one.pk} {other.ref}"
    found = signed_in(cast.owner).get(address).content.decode()
    assert "Mail stood still" in found
    assert f'<li data-of="file-{one.pk} picture"><a class="photo" href=' in found
    assert 'alt="The rate"' in found
    html = signed_in(cast.stranger).get(address).content.decode()
    assert f'<li data-of="{other.ref}"><a data-ref="{other.ref}">{other.ref}</a></li>' in html


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("le", ["Lea Brandt"]), ("BRAN", ["Lea Brandt"]), ("ea", []), ("", []), ("%", []), ("le\x00", ["Lea Brandt"])],
)
def test_an_at_offers_names_by_their_beginnings(cast, signed_in, typed, offered):
    html = signed_in(cast.reader).get(reverse("names"), {"q": typed}).content.decode()
    assert re.findall('data-name="([^"]+)"', html) == offered


def test_what_a_text_can_point_at_is_listed_with_one_question(cast, signed_in, django_assert_num_queries):
    event, one = EventFactory(review=cast.review), attached(cast.review, cast.owner, alt="The [error] rate")
    client = signed_in(cast.owner)
    with django_assert_num_queries(4):  # session, person, review, what can be referred to
        html = client.get(reverse("referable", args=[cast.review.ref]), headers=HTMX).content.decode()
    assert f'data-insert="event-{event.pk}"' in html
    assert f'data-insert="![The (error) rate](file-{one.pk})"' in html


def test_older_texts_are_rendered_again_and_newer_words_stay(cast):
    event = EventFactory(review=cast.review, body="see PIR-1")
    TimelineEvent.objects.filter(pk=event.pk).update(html="<p>old</p>", renderer_version=RENDERER_VERSION - 1)
    assert render_older() == 1
    assert render_older() == 0
    event.refresh_from_db()
    assert 'data-ref="PIR-1"' in event.html
    assert event.version == 1


def test_an_answer_that_is_no_page_is_left_alone(cast):
    from django.http import HttpResponse

    from postmortems.wording.middleware import references_resolved

    request = RequestFactory().get("/")
    request.user = cast.owner
    plain = HttpResponse(b'<a data-ref="PIR-1">PIR-1</a>', content_type="text/plain")
    assert references_resolved(lambda request: plain)(request).content == b'<a data-ref="PIR-1">PIR-1</a>'
