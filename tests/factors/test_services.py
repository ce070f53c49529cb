"""Adding, changing, holding, settling and removing a condition."""

import threading
import uuid

import pytest
from django.db import connection

from postmortems.audit.models import AuditEntry
from postmortems.factors.models import ContributingFactor
from postmortems.factors.services import (
    add_factor,
    change_factor,
    hold_factor,
    remove_factor,
    restore_factor,
    settle_factor,
)
from postmortems.live.models import Change
from postmortems.wording.disputes import AlreadySettled
from postmortems.wording.guarded import BlameRefused, seal
from postmortems.wording.models import Dispute, TextRevision
from postmortems.wording.services import Conflict
from tests.factories import EventFactory, FactorFactory

BLAMING = "Priya forgot to check the drain list before pushing the config."
FAIR = "The push tool lets a route change through without a look at the drain list."
OTHER = "Health checks asked the load balancer, not the pool behind it."


def add(cast, sentence=FAIR, **given):
    given = {"form_key": uuid.uuid4(), "actor": cast.owner} | given
    return add_factor(review=cast.review, sentence=sentence, **given)


@pytest.fixture
def factor(cast):
    return add(cast)


def change(factor, cast, sentence, **given):
    given = {"was": factor.sentence_seal, "actor": cast.owner} | given
    return change_factor(factor=factor, sentence=sentence, **given)


def test_adding_keeps_sentence_details_events_and_place(cast):
    event, elsewhere = EventFactory(review=cast.review), EventFactory()
    add(cast)
    factor = add(cast, OTHER, sign="hid", code="OBS", events=[event.pk, elsewhere.pk])
    factor.refresh_from_db()
    assert (factor.sentence, factor.sign, factor.code, factor.position) == (OTHER, "hid", "OBS", 2)
    assert list(factor.events.all()) == [event]
    assert factor.written_by == cast.owner


def test_adding_is_recorded_announced_and_remembered_without_words_in_the_record(cast):
    factor = add(cast, code="OBS")
    entry = AuditEntry.objects.get(chain=f"review:{cast.review.pk}")
    assert (entry.verb, entry.actor, entry.target, entry.fields) == (
        "added a factor", cast.owner, f"factor:{factor.pk}", ["code", "sentence"],
    )  # fmt: skip
    change = Change.objects.get()
    assert (change.room, change.topic, change.object_id) == (f"review:{cast.review.pk}", "factor", factor.pk)
    assert TextRevision.objects.get(owner_kind="factor", owner_id=factor.pk).body == FAIR


def test_adding_twice_with_one_key_makes_one_row(cast):
    key = uuid.uuid4()
    assert add(cast, form_key=key) == add(cast, OTHER, form_key=key)
    assert ContributingFactor.objects.get().sentence == FAIR


def test_adding_a_blaming_sentence_leaves_nothing_behind(cast):
    with pytest.raises(BlameRefused):
        add(cast, BLAMING)
    left = (ContributingFactor, AuditEntry, Change, TextRevision, Dispute)
    assert [model.objects.count() for model in left] == [0] * 5


def test_asking_keeps_a_blaming_sentence_as_held_with_one_question(cast):
    factor = add(cast, BLAMING, ask=True)
    factor.refresh_from_db()
    assert (factor.sentence, factor.sentence_state) == (BLAMING, "held")
    dispute = Dispute.objects.get()
    assert (dispute.target, dispute.words, dispute.outcome) == (f"factor:{factor.pk}", BLAMING, "waiting")
    assert dispute.asked_by == cast.owner
    assert dispute.rules


def test_asking_about_a_fair_sentence_simply_saves_it(cast):
    assert add(cast, FAIR, ask=True).sentence_state == "checked"
    assert not Dispute.objects.exists()


def test_changing_writes_what_changed_and_keeps_the_rest(factor, cast):
    change(factor, cast, FAIR, code="TOL")
    change(factor, cast, OTHER)
    factor.refresh_from_db()
    assert (factor.sentence, factor.code, factor.sign) == (OTHER, "TOL", "possible")
    assert [one.body for one in TextRevision.objects.order_by("version")] == [FAIR, OTHER]
    assert [entry.fields for entry in AuditEntry.objects.order_by("position")][1:] == [["code"], ["sentence"]]


def test_changing_nothing_writes_nothing(factor, cast):
    before = AuditEntry.objects.count()
    change(factor, cast, FAIR)
    assert AuditEntry.objects.count() == before


def test_changing_an_overtaken_sentence_is_a_conflict_that_writes_nothing(factor, cast):
    change(factor, cast, OTHER, actor=cast.teammate)
    with pytest.raises(Conflict) as conflict:
        change(factor, cast, "The config loader accepts an unknown key.", code="TOL")
    assert (conflict.value.theirs, conflict.value.mine) == (OTHER, "The config loader accepts an unknown key.")
    factor.refresh_from_db()
    assert (factor.sentence, factor.code) == (OTHER, "")


def test_changing_a_detail_leaves_a_sentence_that_another_saved_meanwhile(factor, cast):
    change(factor, cast, OTHER, actor=cast.teammate)
    change(factor, cast, FAIR, level="tool")
    factor.refresh_from_db()
    assert (factor.sentence, factor.level) == (OTHER, "tool")


def test_changing_to_blame_is_refused_with_every_detail(factor, cast):
    with pytest.raises(BlameRefused):
        change(factor, cast, BLAMING, code="TOL")
    factor.refresh_from_db()
    assert (factor.sentence, factor.code) == (FAIR, "")


def test_a_held_sentence_that_is_rewritten_waits_no_more(cast):
    factor = add(cast, BLAMING, ask=True)
    change(factor, cast, FAIR)
    factor.refresh_from_db()
    assert (factor.sentence_state, Dispute.objects.count()) == ("checked", 0)


def test_holding_again_replaces_the_question(factor, cast):
    hold_factor(factor=factor, words=BLAMING, actor=cast.owner)
    hold_factor(factor=factor, words="Lea ignored the drain list.", actor=cast.teammate)
    assert [one.words for one in Dispute.objects.all()] == ["Lea ignored the drain list."]


def test_allowing_lets_the_sentence_count_and_forgets_who_asked(cast):
    factor = add(cast, BLAMING, ask=True)
    settle_factor(factor=factor, actor=cast.facilitator, allow=True, reason="Priya is the name of the tool.")
    factor.refresh_from_db()
    dispute = Dispute.objects.get()
    assert (factor.sentence, factor.sentence_state) == (BLAMING, "allowed")
    assert factor.sentence_seal == seal("allowed", BLAMING)
    assert (dispute.outcome, dispute.decided_by, dispute.asked_by) == ("allowed", cast.facilitator, None)
    assert dispute.reason == "Priya is the name of the tool."


def test_an_allowed_sentence_survives_changes_of_other_fields(cast):
    factor = add(cast, BLAMING, ask=True)
    settle_factor(factor=factor, actor=cast.facilitator, allow=True, reason="A name of a tool.")
    factor.refresh_from_db()
    change(factor, cast, BLAMING, code="TOL", level="tool")
    factor.refresh_from_db()
    factor.save()
    factor.refresh_from_db()
    assert (factor.sentence_state, factor.code) == ("allowed", "TOL")


def test_one_more_character_in_an_allowed_sentence_is_judged_again(cast):
    factor = add(cast, BLAMING, ask=True)
    settle_factor(factor=factor, actor=cast.facilitator, allow=True, reason="A name of a tool.")
    factor.refresh_from_db()
    with pytest.raises(BlameRefused):
        change(factor, cast, BLAMING + "!")


def test_offering_another_wording_keeps_the_words_held(cast):
    factor = add(cast, BLAMING, ask=True)
    settle_factor(factor=factor, actor=cast.facilitator, allow=False, offer=FAIR)
    factor.refresh_from_db()
    dispute = Dispute.objects.get()
    assert (factor.sentence_state, dispute.outcome, dispute.offer, dispute.asked_by) == ("held", "reworded", FAIR, None)


def test_offering_a_blaming_wording_is_refused(cast):
    factor = add(cast, BLAMING, ask=True)
    with pytest.raises(BlameRefused):
        settle_factor(
            factor=factor, actor=cast.facilitator, allow=False, offer="Priya was careless with the push tool."
        )
    assert Dispute.objects.get().outcome == "waiting"


def test_settling_twice_says_so(cast):
    factor = add(cast, BLAMING, ask=True)
    settle_factor(factor=factor, actor=cast.facilitator, allow=True, reason="A name of a tool.")
    with pytest.raises(AlreadySettled):
        settle_factor(factor=factor, actor=cast.facilitator, allow=False, offer=FAIR)


def test_removing_and_restoring_keeps_everything_and_asks_again(cast):
    factor = add(cast, BLAMING, ask=True)
    remove_factor(factor=factor, actor=cast.owner)
    assert not cast.review.factors.alive().exists()
    assert not Dispute.objects.exists()
    restore_factor(factor=factor, actor=cast.owner)
    assert cast.review.factors.alive().get().sentence_state == "held"
    assert Dispute.objects.get().outcome == "waiting"


def test_restoring_what_was_never_removed_changes_nothing(cast):
    factor = FactorFactory(review=cast.review)
    restore_factor(factor=factor, actor=cast.owner)
    assert not AuditEntry.objects.exists()


def test_removing_twice_is_removing_once(cast):
    factor = FactorFactory(review=cast.review)
    remove_factor(factor=factor, actor=cast.owner)
    remove_factor(factor=factor, actor=cast.teammate)
    assert [entry.actor for entry in AuditEntry.objects.all()] == [cast.owner]


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_the_same_moment_make_one_row(cast):
    key, made = uuid.uuid4(), []

    def post():
        try:
            made.append(add(cast, form_key=key).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert set(made) == {ContributingFactor.objects.get().pk}
