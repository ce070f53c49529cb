"""Long texts by version, and words that are nobody else's yet."""

import pytest

from postmortems.reviews.models import Review
from postmortems.wording import disputes
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.models import Dispute, Draft, Text, TextRevision
from postmortems.wording.queries import anchor, disputes_waiting, drafts_of
from postmortems.wording.services import Conflict, drop_draft, keep_draft, write_text
from tests.factories import FactorFactory, ReviewFactory

BLAMING = "Priya forgot to check the drain list before pushing the config."


def write(cast, body, base_version, slot="summary"):
    place = {"kind": "review", "pk": cast.review.pk, "slot": slot}
    return write_text(**place, body=body, base_version=base_version, author=cast.owner)


def ask(cast, review, words=BLAMING):
    factor = FactorFactory(review=review)
    disputes.hold(factor, field="sentence", words=words)
    factor.save()
    return disputes.ask(factor, field="sentence", target=f"factor:{factor.pk}", author=cast.owner)


def test_every_version_of_a_text_is_kept(cast):
    write(cast, "It was *down*.", 0)
    text = write(cast, "It was slow.", 1)
    assert (text.version, text.html) == (2, "<p>It was slow.</p>\n")
    assert [one.body for one in TextRevision.objects.order_by("version")] == ["It was *down*.", "It was slow."]


@pytest.mark.parametrize("base_version", [0, 1])
def test_an_overtaken_text_is_a_conflict_with_both_versions(cast, base_version):
    write(cast, "It was down.", 0)
    write(cast, "It was slow.", 1)
    with pytest.raises(Conflict) as conflict:
        write(cast, "It was away.", base_version)
    assert (conflict.value.mine, conflict.value.theirs, conflict.value.version) == ("It was away.", "It was slow.", 2)
    assert Text.objects.get().body == "It was slow."


def test_a_refused_lesson_leaves_text_and_history_alone(cast):
    write(cast, "Backups are tried weekly now.", 0, slot="lessons")
    with pytest.raises(BlameRefused):
        write(cast, BLAMING, 1, slot="lessons")
    assert (Text.objects.get().version, TextRevision.objects.count()) == (1, 1)


def test_a_summary_that_blames_is_kept_with_a_hint(cast):
    assert write(cast, BLAMING, 0).body_state == "hinted"


def test_a_place_has_one_draft_and_the_newest_words_win(cast):
    place = {"author": cast.owner, "target": "review:1", "slot": "factor"}
    keep_draft(**place, body="First words.", why=Draft.Why.AUTOSAVED)
    keep_draft(**place, body=BLAMING, why=Draft.Why.REFUSED)
    keep_draft(**(place | {"author": cast.teammate}), body="Mine.", why=Draft.Why.REFUSED)
    assert {slot: draft.body for slot, draft in drafts_of(cast.owner, target="review:1").items()} == {"factor": BLAMING}
    drop_draft(**place)
    assert [draft.body for draft in Draft.objects.all()] == ["Mine."]


def test_what_waits_is_listed_for_the_reviews_asked_about_oldest_first(cast):
    first, second = ask(cast, cast.review), ask(cast, cast.review, "Lea ignored the drain list.")
    ask(cast, ReviewFactory())
    disputes.reword(ask(cast, cast.review), by=cast.facilitator, offer="The tool shows no drain list.")
    assert list(disputes_waiting(Review.objects.filter(pk=cast.review.pk))) == [first, second]


def test_a_decided_question_keeps_its_words_and_rules_without_who_asked(cast):
    dispute = ask(cast, cast.review)
    disputes.reword(dispute, by=cast.facilitator, offer="The tool shows no drain list.", reason="No name needed.")
    dispute = Dispute.objects.get()
    assert (dispute.words, dispute.asked_by, dispute.decided_by) == (BLAMING, None, cast.facilitator)
    assert dispute.rules


def test_a_target_says_where_it_stands_on_the_page():
    assert anchor("factor:7") == "factor-7"
