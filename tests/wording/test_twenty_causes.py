"""Twenty blaming causes, tried through every way into the database: refused, and nothing stored."""

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.shared import clock
from postmortems.wording.guarded import BlameRefused, seal
from postmortems.wording.judge import blames, judge
from postmortems.wording.models import Text, TextRevision
from postmortems.wording.services import write_text
from tests.factories import ActionFactory, FactorFactory
from tests.wording.causes import CAUSES

HTMX = {"HX-Request": "true"}
FACTORS = "postmortems_contributingfactor"
Way = Callable[[object, str], object]


@pytest.fixture
def world(cast):
    """The cast, with one factor, one action item and one lesson that stand already."""
    cast.factor = FactorFactory(review=cast.review)
    cast.action = ActionFactory(review=cast.review)
    cast.lesson = write_text(
        kind="review",
        pk=cast.review.pk,
        slot="lessons",
        body="Backups are tried weekly now.",
        base_version=0,
        author=None,
    )
    return cast


@pytest.mark.parametrize("cause", CAUSES)
def test_the_guard_refuses_each_of_the_twenty(cause, cast):
    assert blames(judge(CAUSES[cause]))


def stored() -> list[list[object]]:
    """Everything that guarded words could have changed."""
    models = (ContributingFactor, ActionItem, Text, TextRevision)
    return [list(model.objects.order_by("pk").values()) for model in models]


# --- below the forms: each is to raise --------------------------------------------------------------------------------


def new(world, words: str) -> ContributingFactor:
    return ContributingFactor(review=world.review, sentence=words, written_at=clock.now())


def create(world, words):
    ContributingFactor.objects.create(review=world.review, sentence=words, written_at=clock.now())


def save_new(world, words):
    new(world, words).save()


def save_changed(world, words):
    world.factor.sentence = words
    world.factor.save()


def save_named_fields(world, words):
    world.factor.sentence = words
    world.factor.save(update_fields=["sentence"])


def save_base(world, words):
    new(world, words).save_base(raw=False)


def save_as_a_fixture_does(world, words):
    new(world, words).save_base(raw=True)


def get_or_create(world, words):
    ContributingFactor.objects.get_or_create(review=world.review, sentence=words, defaults={"written_at": clock.now()})


def update_or_create(world, words):
    ContributingFactor.objects.update_or_create(pk=world.factor.pk, defaults={"sentence": words})


def through_the_review(world, words):
    world.review.factors.create(sentence=words, written_at=clock.now())


def bulk_create(world, words):
    ContributingFactor.objects.bulk_create([new(world, "The dashboard opens by hand only."), new(world, words)])


def bulk_create_over(world, words):
    row = new(world, words)
    row.pk = world.factor.pk
    ContributingFactor.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["sentence"]
    )


def bulk_update(world, words):
    world.factor.sentence = words
    ContributingFactor.objects.bulk_update([world.factor], ["sentence"])


def bulk_update_with_state(world, words):
    world.factor.sentence, world.factor.sentence_state = words, "allowed"
    ContributingFactor.objects.bulk_update([world.factor], ["sentence", "sentence_state", "sentence_seal"])


def update(world, words):
    ContributingFactor.objects.filter(pk=world.factor.pk).update(sentence=words)


def update_to_allowed(world, words):
    ContributingFactor.objects.filter(pk=world.factor.pk).update(sentence=words, sentence_state="allowed")


def update_by_adding(world, words):
    ContributingFactor.objects.update(sentence=Concat("sentence", Value(" " + words)))


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def sql_insert(world, words):
    sql(
        f"INSERT INTO {FACTORS} (review_id, sentence, sentence_state, sentence_seal, sign, code, level, confidence,"
        " is_known_bet, accepted_because, position, written_at, form_key)"
        " VALUES (%s, %s, 'checked', %s, 'possible', '', '', 'guess', false, '', 0, now(), %s)",
        world.review.pk, words, seal("checked", "Another sentence."), uuid.uuid4(),
    )  # fmt: skip


def sql_update(world, words):
    sql(f"UPDATE {FACTORS} SET sentence = %s", words)


def sql_update_with_state(world, words):
    sql(f"UPDATE {FACTORS} SET sentence = %s, sentence_state = 'allowed'", words)


def sql_update_with_a_seal_of_its_own(world, words):
    sql(f"UPDATE {FACTORS} SET sentence = %s, sentence_seal = md5(%s)", words, words)


def text_create(world, words):
    Text.objects.create(owner_kind="review", owner_id=0, slot="closing", body=words, changed_at=clock.now())


def text_written(world, words):
    write_text(kind="review", pk=world.review.pk, slot="lessons", body=words, base_version=1, author=world.owner)


def text_update(world, words):
    Text.objects.filter(pk=world.lesson.pk).update(body=words)


def action_create(world, words):
    ActionItem.objects.create(review=world.review, sentence=words, touched_at=clock.now(), written_at=clock.now())


def action_save(world, words):
    world.action.sentence = words
    world.action.save(update_fields=["sentence"])


def action_update(world, words):
    ActionItem.objects.update(sentence=words)


BELOW: list[Way] = [
    create, save_new, save_changed, save_named_fields, save_base,
    save_as_a_fixture_does, get_or_create, update_or_create, through_the_review,
    bulk_create, bulk_create_over, bulk_update, bulk_update_with_state, update, update_to_allowed, update_by_adding,
    sql_insert, sql_update, sql_update_with_state, sql_update_with_a_seal_of_its_own,
    text_create, text_written, text_update, action_create, action_save, action_update,
]  # fmt: skip


@pytest.mark.parametrize("way", BELOW, ids=lambda way: way.__name__)
def test_no_way_around_the_forms_stores_one_of_the_twenty(way, world):
    before, got_in = stored(), []
    for cause, words in CAUSES.items():
        world.factor.refresh_from_db()
        world.action.refresh_from_db()
        try:
            with transaction.atomic():
                way(world, words)
            got_in.append(cause)
        except (BlameRefused, IntegrityError):
            pass
    assert got_in == []
    assert stored() == before


def test_state_and_seal_cannot_be_changed_without_the_words(world):
    for change in ({"sentence_state": "allowed"}, {"sentence_seal": "0" * 32}):
        with pytest.raises(IntegrityError, match="factor_sentence_sealed"), transaction.atomic():
            ContributingFactor.objects.update(**change)


# --- through the screens: each is to answer, without an error of ours -------------------------------------------------


def add_form(world, words) -> tuple[str, dict[str, object]]:
    sent = {"slot": "factor", "form_key": uuid.uuid4(), "sentence": words}
    return reverse("factors", args=[world.review.ref]), sent


def inline_edit(world, words):
    sent = {"was": world.factor.sentence_seal, "sentence": words}
    return reverse("factor", args=[world.review.ref, world.factor.pk]), sent


def lessons(world, words):
    return reverse("text", args=[world.review.ref, "lessons"]), {"body": words, "version": 1, "base_version": 1}


def promise(world, words):
    return reverse("review-actions", args=[world.review.ref]), {"form_key": uuid.uuid4(), "sentence": words}


@pytest.mark.parametrize("form", [add_form, inline_edit, lessons, promise], ids=lambda form: form.__name__)
def test_no_form_stores_one_of_the_twenty(form, world, signed_in):
    client, before, answers = signed_in(world.owner), stored(), {}
    for cause, words in CAUSES.items():
        address, sent = form(world, words)
        answers[cause] = client.post(address, sent, headers=HTMX).status_code
    assert answers == dict.fromkeys(CAUSES, 422)
    assert stored() == before


def admin_add(world, words) -> tuple[str, dict[str, object]]:
    return reverse("admin:postmortems_contributingfactor_add"), row_of(world, words)


def admin_change(world, words):
    return reverse("admin:postmortems_contributingfactor_change", args=[world.factor.pk]), row_of(world, words)


def admin_text(world, words):
    sent = {"owner_kind": "review", "owner_id": "0", "slot": "lessons", "body": words, **now("changed_at")}
    sent["changed_by"] = world.owner.pk
    return reverse("admin:postmortems_text_add"), sent


def admin_action(world, words):
    sent = {"review": world.review.pk, "state": "offered", "sentence": words, **now("written_at"), **now("touched_at")}
    sent |= {"written_by": world.owner.pk, "owner": world.owner.pk, "team": world.team.pk, "snoozed": 0}
    return reverse("admin:postmortems_actionitem_add"), sent


def now(field: str) -> dict[str, str]:
    return {f"{field}_0": "2026-11-19", f"{field}_1": "14:00:00"}


def row_of(world, words) -> dict[str, object]:
    fixed = {"sign": "possible", "confidence": "guess", "position": "1", "written_by": world.owner.pk}
    return {"review": world.review.pk, "sentence": words, **fixed, **now("written_at")}


@pytest.fixture
def admin(world, signed_in) -> Iterator[object]:
    client = signed_in(world.administrator)
    client.get("/admin/")
    return client


@pytest.mark.parametrize("form", [admin_add, admin_change, admin_text, admin_action], ids=lambda form: form.__name__)
def test_the_admin_stores_none_of_the_twenty(form, world, admin):
    before, errors = stored(), {}
    for cause, words in CAUSES.items():
        answer = admin.post(*form(world, words))
        errors[cause] = (answer.status_code, set(answer.context["adminform"].errors) if answer.context else None)
    field = "body" if form is admin_text else "sentence"
    assert errors == dict.fromkeys(CAUSES, (200, {field}))
    assert stored() == before


def test_the_admin_saves_a_sentence_about_the_system(world, admin):
    answer = admin.post(*admin_add(world, "The dashboard opens by hand only."))
    assert answer.status_code == 302
    assert ContributingFactor.objects.filter(sentence="The dashboard opens by hand only.").exists()
