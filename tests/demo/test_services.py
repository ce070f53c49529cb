"""The demonstration is made once, and every word of it passes the guard."""

import datetime as dt
import io
import json

import pytest
from django.db.models import Count
from django.urls import reverse

from accounts.models import Team, User
from postmortems.actions.board import board
from postmortems.actions.check import EffectCheck
from postmortems.actions.choosing import TEAMS, Choice
from postmortems.actions.models import ActionItem
from postmortems.demo.services import make_demonstration
from postmortems.exports.archive import DOCUMENT, zipped
from postmortems.exports.bringing import bring_back
from postmortems.exports.record import attachments, record_of
from postmortems.factors.models import ContributingFactor
from postmortems.language import Level
from postmortems.library.filters import Filters
from postmortems.library.models import SearchDocument
from postmortems.library.page import search_page
from postmortems.preparedness.asked import QUESTIONS
from postmortems.preparedness.models import Preparedness
from postmortems.pulse.queries import readings
from postmortems.reviews.collected import collected_by
from postmortems.reviews.models import Review, Service
from postmortems.reviews.restoring import HOLDS_FOR
from postmortems.shared import clock
from postmortems.thanks.models import Kind, Thanks
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.judge import judge
from postmortems.wording.models import Dispute, Text
from postmortems.workspace.sections import SECTIONS
from tests.attachments.bringing import attached
from tests.exports.equal import counted_anew

MONTHS = [dt.date(2024, month, 1).strftime("%B") for month in range(1, 13)]

pytestmark = pytest.mark.django_db


def test_a_second_time_changes_nothing(demonstration):
    counted = [model.objects.count() for model in (User, Review, TimelineEvent, ContributingFactor, ActionItem, Text)]
    assert make_demonstration() == []
    again = [model.objects.count() for model in (User, Review, TimelineEvent, ContributingFactor, ActionItem, Text)]
    assert again == counted


def test_every_sentence_passes_the_guard_without_a_remark_except_the_one_that_is_held(demonstration):
    factors = ContributingFactor.objects.exclude(sentence_state="held").values_list("sentence", flat=True)
    sentences = [*factors, *ActionItem.objects.values_list("sentence", flat=True)]
    sentences += [*Review.objects.values_list("title", flat=True), *Text.objects.values_list("body", flat=True)]
    remarked = [words for words in sentences if judge(words).level != Level.OK]
    assert remarked == []


def test_one_sentence_is_held_and_waits_for_the_facilitator(demonstration):
    held = ContributingFactor.objects.get(sentence_state="held")
    dispute = Dispute.objects.get()
    assert (dispute.target, dispute.words, dispute.outcome) == (f"factor:{held.pk}", held.sentence, "waiting")
    assert judge(held.sentence).level == Level.BLAME
    assert dispute.rules


def told(review):
    return "\n".join(Text.objects.filter(owner_kind="review", owner_id=review.pk).values_list("body", flat=True))


def test_every_review_links_to_its_source(demonstration):
    assert [
        review.title for review in Review.objects.exclude(depth="theme") if review.source_url not in told(review)
    ] == []


def test_every_review_but_the_one_just_filed_says_what_helped(demonstration):
    for review in Review.objects.exclude(state="incident").exclude(depth="theme"):
        assert review.factors.filter(sign="held_back").exists(), review.title
        assert 8 <= review.events.count() <= 15, review.title
        assert all(factor.events.exists() for factor in review.factors.all())


def test_the_meeting_of_which_home_speaks_can_be_opened(demonstration, client):
    review = Review.objects.get(state="meeting")
    client.force_login(review.facilitator)
    page = client.get(f"/reviews/{review.ref}/meeting/room/", follow=True)
    assert page.status_code == 200
    assert review.title in page.content.decode()


def test_the_reviews_are_in_five_states_and_the_newest_is_hardly_begun(demonstration):
    states = Review.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == [*["closed"] * 9, "follow_up", "meeting", "incident", "draft"]
    newest = Review.objects.get(state="incident")
    assert newest.events.count() < 8
    assert not newest.factors.exists()
    assert not newest.actions.exists()
    assert not Text.objects.filter(owner_kind="review", owner_id=newest.pk, slot="summary").exists()


def test_every_text_of_a_story_has_a_place_on_the_page(demonstration):
    assert {*Text.objects.filter(owner_kind="review").values_list("slot", flat=True)} <= SECTIONS.keys() | {
        "acknowledgement",
        "closing",
    }


def test_the_board_of_a_team_has_every_group(demonstration):
    sven = User.objects.get(email="sven.kallas@example.org")
    page = board(sven, teams=[Team.objects.get(name="Payments")], choice=Choice(show=TEAMS))
    rows = {group.name: [row.item.state for row in group.rows] for group in page.groups}
    # At a week's end nothing may be left to do in it.
    assert rows.keys() | {"week"} == {"decide", "week", "later", "effect", "done", "let_go"}
    assert page.counts.room == 1
    assert any(row.item.owner is None for group in page.groups for row in group.rows)
    assert {"accepted", "blocked"} <= {*rows["decide"]}
    assert "done" in rows["done"]


def test_what_is_open_is_in_every_open_state(demonstration):
    waiting = ActionItem.objects.exclude(state__in=["done", "declined"])
    assert {*waiting.values_list("state", flat=True)} == {"offered", "talk_first", "accepted", "blocked"}


def test_words_written_as_one_or_two_are_known_from_the_first_moment(demonstration):
    assert not SearchDocument.objects.filter(is_learned=False).exists()
    ines = User.objects.get(email__startswith="ines")
    first = search_page(ines, "back up", Filters(), 1)["results"][0]
    assert first.review.external_id == "demo:gitlab_2017"


def test_a_demonstration_that_somebody_joined_goes_on(demonstration):
    User.objects.create_user("ada@example.com", display_name="Ada Field")
    assert make_demonstration() == []


def test_every_review_comes_back_equal_from_its_document_with_its_pictures(demonstration, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    tomas = User.objects.get(email="tomas.reyes@example.org")
    attached(demonstration[0], tomas, alt="Two graphs")
    attached(demonstration[0], tomas, data=b"a,b\n1,2\n", name="minutes.csv")
    for review in demonstration:
        before = json.loads(json.dumps(as_read_by(tomas, review)))
        with zipped({DOCUMENT: json.dumps(before)}, attachments(review)) as file:
            back = bring_back(file=io.BytesIO(file.read()), actor=tomas, as_it_stood=True)
        assert (back.is_new, back.unknown_people, back.missing_files, back.missing_reviews) == (True, [], [], [])
        assert counted_anew(as_read_by(tomas, back.review)) == counted_anew(before)


def as_read_by(person: User, review: Review) -> dict:
    here = Review.objects.get(pk=review.pk)
    return record_of(here, collected_by(here, user=person))


def test_some_services_are_known_by_several_some_by_few_and_thanks_are_said(demonstration):
    known = Service.objects.annotate(by=Count("restorers")).values_list("by", flat=True)
    assert {0, 1, 2} <= set(known)
    assert all(getattr(Preparedness.objects.first(), name) for name in QUESTIONS)
    assert {*Kind.values} == set(Thanks.objects.values_list("kind", flat=True))


def test_runbooks_were_looked_at_on_different_days_and_words_on_what_helped_said_when_it_was_asked(demonstration):
    run, today = Service.objects.exclude(runbook_url=""), clock.today("UTC")
    checked = list(run.exclude(runbook_checked_on=None).values_list("runbook_checked_on", flat=True))
    assert all(url.startswith("https://runbooks.example.org/") for url in run.values_list("runbook_url", flat=True))
    assert len(set(checked)) == len(checked) == run.count() - 1
    assert sum(day < today - HOLDS_FOR for day in checked) == 1
    assert Service.objects.filter(runbook_url="").count() == 1
    said = EffectCheck.objects.exclude(effect="").values_list("answered_on", "planned_on")
    easternmost = clock.today("Europe/Tallinn")  # where somebody's day may have begun while it is still today in UTC
    assert all(answered < easternmost for answered, _planned in said)
    late = [answered - planned for answered, planned in said if planned <= answered]
    assert len(late) >= len(said) - 2
    assert max(late) <= dt.timedelta(days=3)


def test_a_year_of_looking_back_can_be_seen_and_words_on_what_helped_name_months_of_its_own(demonstration, signed_in):
    sven, mina, ines = (User.objects.get(email__startswith=name) for name in ("sven", "mina", "ines"))
    team = Team.objects.get(name="Payments")
    pages = {
        reverse("pulse", args=[team.pk]): sven,
        reverse("letter"): sven,
        reverse("look-back"): sven,
        reverse("themes"): mina,
        reverse("register"): ines,
    }
    for address, person in pages.items():
        assert signed_in(person).get(address).status_code == 200, address
    assert len(readings(team)) == 3
    shared = Review.objects.exclude(published_at=None).annotate(by=Count("read_by"))
    assert {one.by for one in shared} == {1, 2}
    assert collected_by(Review.objects.get(depth="theme"), user=ines)
    for item in ActionItem.objects.exclude(effect_note=""):
        assert "{" not in item.effect_note
        named = [month for month in MONTHS if month in item.effect_note]
        assert set(named) <= {MONTHS[day.month - 1] for day in _days(item)}, item.effect_note


def _days(item):
    return [item.done_on + dt.timedelta(days=n) for n in range((item.effect_answered_on - item.done_on).days + 1)]
