"""A shared review: the order of its parts, names as roles, corrections, copies, and what it costs."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from postmortems.questions.models import Question
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.thanks.services import say_thanks
from postmortems.wording.services import write_text
from postmortems.workspace.document_names import Names, Person, role_words
from postmortems.workspace.models import Correction
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory, QuestionFactory

ORDER = (
    "What we learned",
    "What people felt",
    "Story",
    "What made it possible",
    "What helped, and luck",
    "What happens next",
    "Accepted for now",
    "Thanks",
    "Open questions",
    "How this was made",
)


@pytest.fixture
def shared(cast):
    review = cast.review
    Review.objects.filter(pk=review.pk).update(state="follow_up", published_at=clock.now())
    IncidentFactory(review=review, started_at=EventFactory.occurred_at, noticed="Sven cannot pay")
    for slot, body in (
        ("lessons", "Health checks ask **the balancer**."),
        ("impact", "Sven Kallas heard of it from a customer."),
        ("summary", "A push went out."),
    ):
        write_text(kind="review", pk=review.pk, slot=slot, body=body, base_version=0, author=cast.owner)
    EventFactory(review=review, body="Sven opens the channel.")
    factor = FactorFactory(review=review, accepted_because="It ends in May.")
    FactorFactory(review=review, sign="held_back", sentence="The queue kept every order")
    promised = {"state": "accepted", "due_on": dt.date(2027, 1, 12), "done_when": "Sven sees it refuse one"}
    ActionFactory(review=review, owner=cast.teammate, **promised).factors.add(factor)
    for words, to, more in (
        ("for asking Sven what the drain list shows", cast.involved, {"kind": "spoke_up"}),
        ("a word between the two of us", cast.teammate, {"kind": "response", "is_private": True}),
    ):
        say_thanks(review=review, actor=cast.owner, form_key=uuid.uuid4(), words=words, to=to, **more)
    QuestionFactory(review=review, body="Did @sven see the drain list?", asked_by=cast.owner)
    review.refresh_from_db()
    return review


@pytest.fixture
def at(cast):
    return lambda name, *more: reverse(name, args=[cast.review.ref, *more])


def headings(html):
    article = html.partition("<article")[2].partition("</article>")[0]
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", article)


def test_its_parts_stand_in_their_order_without_the_chrome_of_writing(cast, shared, signed_in, at):
    html = signed_in(cast.reader).get(at("review")).content.decode()
    assert tuple(headings(html)) == ORDER
    for chrome in ("Edit", "Write", "Promise it", "Add an event", "For those who keep it"):
        assert f">{chrome}<" not in html
    assert re.findall(r'<textarea[^>]* id="([^"]+)"', html) == ["question-body"]  # any reader may ask


def test_its_places_keep_the_names_they_had_while_it_was_written(cast, shared, signed_in, at):
    html = signed_in(cast.reader).get(at("review")).content.decode()
    event, factor, action = shared.events.get(), shared.factors.first(), shared.actions.get()
    for place in (f"timeline-event-{event.pk}", f"factor-{factor.pk}", f"action-{action.pk}", "review-actions"):
        assert f'id="{place}"' in html


def test_it_says_what_is_open_and_what_comes_next(cast, shared, signed_in, at):
    html = signed_in(cast.reader).get(at("review")).content.decode()
    assert "1 of 1 action items is open." in html
    assert "Next: 12 Jan 2027, Make the push tool refuse a drained pool" in html


def test_held_words_are_not_in_it(cast, shared, signed_in, at):
    held = FactorFactory.build(review=shared, written_by=cast.owner)
    held._meta.get_field("sentence").put(held, "Sven forgot the list", "held")
    held.save()
    for name, more in (("review", []), ("review-markdown", []), ("review-copy", ["page"])):
        assert "forgot the list" not in signed_in(cast.facilitator).get(at(name, *more)).content.decode()


def test_names_become_roles_everywhere_but_in_ownership(cast, shared, signed_in, at):
    Review.objects.filter(pk=shared.pk).update(names_as_roles=True)
    for name, more in (("review", []), ("review-markdown", []), ("review-copy", ["page"]), ("document-story", [])):
        html = signed_in(cast.reader).get(at(name, *more)).content.decode()
        assert not re.search("sven|kallas", html, re.IGNORECASE), name
    html = signed_in(cast.reader).get(at("review")).content.decode()
    assert "A responder heard of it from a customer." in html
    assert "<p>A responder opens the channel.</p>" in html
    assert "Did a responder see the drain list?" in html
    assert "Lea Brandt" in html  # who promised something
    assert "for asking a responder what the drain list shows" in html
    assert "a word between the two of us" not in html
    assert Question.objects.get().body == "Did @sven see the drain list?"


def test_the_pages_of_writing_lead_to_the_document_once_names_became_roles(cast, shared, signed_in, at):
    Review.objects.filter(pk=shared.pk).update(names_as_roles=True)
    client = signed_in(cast.reader)
    for address in (at("timeline"), at("timeline-event", shared.events.get().pk)):
        assert client.get(address)["Location"] == at("document-story")
        assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == at("document-story")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sven Kallas and Sven saw it", "A responder and a responder saw it"),
        ("Then sven.kallas@example.org wrote", "Then a responder wrote"),
        ("see @Sven, or @sven.kallas", "see a responder, or a responder"),
        ("It was over. Sven’s rollback", "It was over. A responder’s rollback"),
        ("**Sven** pushed", "**A responder** pushed"),
        ("Svenja and svendborg stay", "Svenja and svendborg stay"),
        ("[log](https://logs.example/sven)", "[log](https://logs.example/sven)"),
        ("In May, May Lin slept", "In May, leader 2 slept"),
        ("O'Brien & Co", "O'Brien & Co"),
    ],
)
def test_a_name_is_changed_as_a_person_would(before, after):
    people = [
        Person("Sven Kallas", "sven.kallas@example.org", "a responder"),
        Person("May Lin", "", "leader 2"),
    ]
    assert Names(people).words(before) == after


def test_in_html_only_what_is_read_changes():
    names = Names([Person("Pat O'Brien", "", "<b>x</b>")])
    html = names.html('<p title="Pat">Pat O\'Brien <a href="/Pat">Pat</a></p>')
    assert html == '<p title="Pat">&lt;b&gt;x&lt;/b&gt; <a href="/Pat">&lt;b&gt;x&lt;/b&gt;</a></p>'
    assert Names().html("<p>Pat</p>") == "<p>Pat</p>"


def test_every_role_has_its_words():
    for role in Participant.Role:
        assert role_words(role)
        assert role_words(role, 2).endswith("2")


def test_a_correction_stands_with_its_day_and_once(cast, shared, signed_in, at):
    key = uuid.uuid4()
    for _ in range(2):
        answered = signed_in(cast.teammate).post(at("corrections"), {"body": "It was **14:20**.", "form_key": key})
        assert answered.status_code == 302
    note = Correction.objects.get()
    html = signed_in(cast.reader).get(at("review")).content.decode()
    assert f'id="correction-{note.pk}"' in html
    assert "It was <strong>14:20</strong>." in html


def test_an_empty_correction_is_asked_for_words(cast, shared, signed_in, at):
    answered = signed_in(cast.owner).post(at("corrections"), {"body": " ", "form_key": uuid.uuid4()})
    assert answered.status_code == 422
    assert "A few words are enough." in answered.content.decode()
    assert not Correction.objects.exists()


def test_readers_do_not_correct_and_what_is_being_written_is_edited(cast, shared, signed_in, at):
    assert signed_in(cast.reader).post(at("corrections"), {"body": "x"}).status_code == 403
    Review.objects.filter(pk=shared.pk).update(state="draft")
    assert signed_in(cast.owner).post(at("corrections"), {"body": "x"}).status_code == 403


def test_a_stranger_learns_nothing_of_it(cast, shared, signed_in, at):
    cast.restrict()
    for name, more in (("review", []), ("review-markdown", []), ("review-copy", ["plan"]), ("document-story", [])):
        assert signed_in(cast.stranger).get(at(name, *more)).status_code == 404


def test_the_markdown_is_a_file_in_the_same_order(cast, shared, signed_in, at):
    answered = signed_in(cast.reader).get(at("review-markdown"))
    text = answered.content.decode()
    assert answered["Content-Disposition"] == f'attachment; filename="{shared.ref}.md"'
    assert tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)) == ORDER
    assert "Health checks ask **the balancer**." in text
    assert "for asking Sven what the drain list shows (to Sven Kallas · from Priya Raman · for speaking up)" in text
    assert "a word between the two of us" not in text
    assert "- 2026-11-19 14:02 +01:00 Sven opens the channel." in text


def test_the_plan_can_be_copied_with_its_state_and_day(cast, shared, signed_in, at):
    html = signed_in(cast.reader).get(at("review-copy", "plan") + "?as=text").content.decode()
    assert "- Make the push tool refuse a drained pool (promised, Lea Brandt, 12 Jan 2027) http" in html
    assert signed_in(cast.reader).get(at("review-copy", "nonsense")).status_code == 404


def test_the_read_out_takes_at_most_ninety_seconds(cast, shared, signed_in, at):
    for place in range(12):
        FactorFactory(review=shared, sentence=f"Condition {place} " + "word " * 17)
        FactorFactory(review=shared, sign="held_back", sentence=f"Help {place} " + "word " * 17)
        ActionFactory(review=shared, sentence=f"Build {place} " + "word " * 17)
    lessons = write_text(
        kind="review", pk=shared.pk, slot="lessons", body="All of it. " * 200, base_version=1, author=cast.owner
    )
    html = signed_in(cast.reader).get(at("review-copy", "readout") + "?as=text").content.decode()
    text = re.search(r"<textarea[^>]*>(.*)</textarea>", html, re.DOTALL)[1]
    said = [line for line in text.splitlines()[1:] if not line.endswith(":") and "://" not in line]
    assert lessons.body not in text
    assert 60 < len(" ".join(said).split()) <= 225 + len(said)  # 150 words a minute; a bullet is no word


def test_a_long_story_comes_in_hundreds(cast, shared, signed_in, at):
    for minute in range(120):
        EventFactory(review=shared, occurred_at=EventFactory.occurred_at + dt.timedelta(minutes=minute))
    client = signed_in(cast.reader)
    html = client.get(at("review")).content.decode()
    more = re.search(r'hx-get="([^"]+after=\d+)"', html)[1]
    assert html.count('id="timeline-event-') == 100
    rest = client.get(more, headers={"HX-Request": "true"}).content.decode()
    assert rest.count('id="timeline-event-') == 21
    assert "<html" not in rest
    assert "The story goes on" in client.get(more).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_thirty(cast, shared, signed_in, at, django_assert_num_queries, count):
    for place in range(count):
        EventFactory(review=shared, occurred_at=EventFactory.occurred_at + dt.timedelta(minutes=place))
        factor = FactorFactory(review=shared)
        ActionFactory(review=shared, owner=cast.owner).factors.add(factor)
        QuestionFactory(review=shared)
        Correction.objects.create(review=shared, body="x", html="<p>x</p>", written_at=clock.now())
    client = signed_in(cast.owner)
    # session, person, review; incidents, services, people, texts, conditions, items, entries, questions,
    # corrections, pictures
    with django_assert_num_queries(16):  # one of them asks whether a team reads it for the first time
        client.get(at("review"))
