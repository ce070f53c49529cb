"""Every version of every text: who, when, what changed, and the way back."""

import uuid

import pytest
from django.urls import reverse

from postmortems.actions.services import Promise, change_action, promise_action
from postmortems.factors.services import add_factor, change_factor
from postmortems.timeline.services import Entry, add_event, change_event
from postmortems.wording.models import Draft, Text, TextRevision
from postmortems.workspace.facts import save_facts
from postmortems.workspace.history import told, versions
from postmortems.workspace.services import save_section
from tests.factories import EventFactory

BLAMING = "Priya forgot to check the drain list before pushing the config."


def at(cast, what):
    return reverse("history", args=[cast.review.ref, what])


def save(cast, body, base_version, slot="summary"):
    return save_section(review=cast.review, slot=slot, body=body, base_version=base_version, author=cast.owner)


def make_event(cast):
    entry = {"occurred_at": EventFactory.occurred_at, "kind": "trigger", "evidence_url": "https://example.org/log"}
    event = add_event(
        review=cast.review, entry=Entry(body="The first words", **entry), author=cast.owner, form_key=uuid.uuid4()
    )
    change_event(event=event, entry=Entry(body="The second words", **entry), base_version=1, author=cast.teammate)
    return f"event-{event.pk}", event, "body"


def make_factor(cast):
    factor = add_factor(review=cast.review, sentence="The first words", actor=cast.owner, form_key=uuid.uuid4())
    seal = factor.sentence_seal
    change_factor(factor=factor, sentence="The second words", was=seal, actor=cast.teammate)
    return f"factor-{factor.pk}", factor, "sentence"


def make_action(cast):
    promise = Promise(sentence="The first words")
    item = promise_action(review=cast.review, promise=promise, actor=cast.owner, form_key=uuid.uuid4())
    change_action(item=item, changes={"sentence": "The second words"}, actor=cast.teammate)
    return f"action-{item.pk}", item, "sentence"


def make_section(cast):
    save(cast, "The first words", 0, slot="lessons")
    save_section(review=cast.review, slot="lessons", body="The second words", base_version=1, author=cast.teammate)
    return "lessons", Text.objects.get(), "body"


def make_title(cast):
    for words, author in (("The first words", cast.owner), ("The second words", cast.teammate)):
        save_facts(review=cast.review, incident=None, changes={"title": words}, author=author)
    return "title", cast.review, "title"


MADE = [make_section, make_title, make_event, make_factor, make_action]


@pytest.mark.parametrize("make", MADE)
def test_every_kind_of_text_remembers_who_changed_what(cast, signed_in, make):
    what, _row, _field = make(cast)
    html = signed_in(cast.reader).get(at(cast, what)).content.decode()
    assert html.index("Lea Brandt") < html.index("Priya Raman")
    assert "The <del>first </del><ins>second </ins>words" in html


@pytest.mark.parametrize("make", MADE)
def test_an_earlier_version_stands_again_as_a_new_one(cast, signed_in, make):
    what, row, field = make(cast)
    first = TextRevision.objects.filter(body="The first words").get()
    answered = signed_in(cast.teammate).post(at(cast, what), {"version": first.version})
    assert answered.status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "The first words"
    last = TextRevision.objects.order_by("-pk")[0]
    assert (last.body, last.author, last.version) == ("The first words", cast.teammate, first.version + 2)
    if field == "body" and what.startswith("event"):
        assert (row.kind, row.evidence_url) == ("trigger", "https://example.org/log")


@pytest.mark.parametrize("make", MADE)
def test_who_may_read_and_who_may_bring_back(cast, signed_in, make):
    what, _row, _field = make(cast)
    cast.restrict()
    found = {}
    for role in ("stranger", "reader", "teammate"):
        client = signed_in(getattr(cast, role))
        found[role] = (client.get(at(cast, what)).status_code, client.post(at(cast, what), {"version": 1}).status_code)
    assert found == {"stranger": (404, 404), "reader": (200, 403), "teammate": (200, 302)}


def test_words_that_the_guard_would_not_take_today_wait_in_the_form(cast, signed_in):
    save(cast, "Backups are tried weekly now.", 0, slot="lessons")
    TextRevision.objects.update(body=BLAMING)
    save(cast, "Backups are tried daily now.", 1, slot="lessons")
    client = signed_in(cast.owner)
    answered = client.post(at(cast, "lessons"), {"version": 1})
    assert answered.status_code == 422
    assert Text.objects.get().body == "Backups are tried daily now."
    assert (Draft.objects.get().body, Draft.objects.get().why) == (BLAMING, "refused")
    assert reverse("text", args=[cast.review.ref, "lessons"]) in answered.content.decode()


def test_held_words_are_read_by_their_author_and_the_facilitator_alone(cast, signed_in):
    factor = add_factor(review=cast.review, sentence=BLAMING, actor=cast.owner, form_key=uuid.uuid4(), ask=True)
    reads = {
        role: BLAMING in signed_in(getattr(cast, role)).get(at(cast, f"factor-{factor.pk}")).content.decode()
        for role in ("owner", "facilitator", "teammate", "reader")
    }
    assert reads == {"owner": True, "facilitator": True, "teammate": False, "reader": False}
    change_factor(factor=factor, sentence="The tool shows no list", was=factor.sentence_seal, actor=cast.owner)
    html = signed_in(cast.reader).get(at(cast, f"factor-{factor.pk}")).content.decode()
    assert "forgot" not in html
    assert "The tool shows no list" in html


def test_once_names_are_roles_what_was_written_before_is_for_its_keepers(cast, signed_in):
    save(cast, "Priya saw it first.", 0)
    cast.review.names_as_roles = True
    cast.review.save(update_fields=["names_as_roles"])
    asked = {
        r: signed_in(getattr(cast, r)).get(at(cast, "summary")).status_code for r in ("reader", "teammate", "owner")
    }
    assert asked == {"reader": 403, "teammate": 403, "owner": 200}


def test_somebody_who_left_is_not_named(cast, signed_in):
    save(cast, "It was down.", 0)
    TextRevision.objects.update(author=None)
    assert "Somebody who is no longer here" in signed_in(cast.owner).get(at(cast, "summary")).content.decode()


@pytest.mark.parametrize("what", ["nothing", "event-1", "event-x", "factor-999999999", "thing-1", "event-"])
def test_a_text_that_is_not_of_this_review_is_not_found(cast, signed_in, what):
    EventFactory()
    assert signed_in(cast.owner).get(at(cast, what)).status_code == 404


def test_a_version_that_does_not_exist_changes_nothing(cast, signed_in):
    save(cast, "It was down.", 0)
    assert signed_in(cast.owner).post(at(cast, "summary"), {"version": "9" * 30}).status_code == 422
    assert Text.objects.get().version == 1


def test_versions_come_by_the_page_and_each_is_shown_once(cast, signed_in):
    for number in range(45):
        save(cast, f"Version {number + 1}.", number)
    text, seen, before = told(cast.review, "summary"), [], None
    while True:
        rows, before = versions(text, cast.review, reader=cast.owner, before=before)
        seen += [row.revision.version for row in rows]
        if before is None:
            break
    assert seen == list(range(45, 0, -1))
    html = signed_in(cast.owner).get(at(cast, "summary") + "?before=26").content.decode()
    assert "Stands now" not in html
    assert html.count('id="version-') == 20


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("what", "queries"), [("summary", 5), ("factor", 7)])
def test_the_page_costs_the_same_for_one_and_for_thirty(
    cast, signed_in, django_assert_num_queries, count, what, queries
):
    place = {"owner_kind": "review", "owner_id": cast.review.pk, "slot": "summary"}
    if what == "factor":
        factor = add_factor(review=cast.review, sentence="A tool", actor=cast.owner, form_key=uuid.uuid4())
        TextRevision.objects.all().delete()
        place, what = {"owner_kind": "factor", "owner_id": factor.pk, "slot": "sentence"}, f"factor-{factor.pk}"
    for version in range(1, count + 1):
        TextRevision.objects.create(
            **place, version=version, body=f"Words {version}", author=cast.owner, written_at=cast.review.filed_at
        )
    client = signed_in(cast.reader)
    with django_assert_num_queries(queries):
        client.get(at(cast, what))


def test_what_was_emptied_comes_back_with_one_press(cast, signed_in):
    save(cast, "It was down.", 0)
    client = signed_in(cast.owner)
    emptied = client.post(
        reverse("text", args=[cast.review.ref, "summary"]), {"body": "", "base_version": 1}, follow=True
    )
    html = emptied.content.decode()
    assert "Emptied." in html
    assert f'action="{at(cast, "summary")}"' in html
    assert '<input type="hidden" name="version" value="1">' in html
    client.post(at(cast, "summary"), {"version": 1})
    assert Text.objects.get().body == "It was down."
