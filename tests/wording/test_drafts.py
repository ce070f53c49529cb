"""Words on their way: kept while they are typed, by whom it may be, and never over newer ones."""

import datetime as dt

import pytest
from django.urls import reverse

from postmortems.shared import clock
from postmortems.wording.models import Draft
from postmortems.wording.services import OtherWords, autosave, drop_draft, keep_draft
from postmortems.workspace.access import door
from tests.factories import ActionFactory, EventFactory, FactorFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def place(cast):
    return {"author": cast.owner, "target": f"review:{cast.review.pk}", "slot": "summary"}


def kept(place, body, *, seen=None, base_version=0):
    return autosave(**place, body=body, base_version=base_version, seen=seen or clock.now())


def body_of(place):
    return Draft.objects.filter(**place).values_list("body", flat=True).first()


# --- the rule


def test_each_autosave_replaces_the_one_before(place):
    first = kept(place, "A push")
    kept(place, "A push went out", seen=first.saved_at)
    assert (body_of(place), Draft.objects.get().why) == ("A push went out", "autosaved")


def test_an_autosave_that_comes_after_the_save_brings_nothing_back(place):
    opened = clock.now()
    drop_draft(**place)
    with pytest.raises(OtherWords):
        kept(place, "A pu", seen=opened)
    assert body_of(place) is None


def test_an_autosave_that_was_overtaken_by_a_later_one_changes_nothing(place):
    opened = clock.now()
    kept(place, "A push went out")
    with pytest.raises(OtherWords) as other:
        kept(place, "A pu", seen=opened)
    assert (other.value.draft.body, body_of(place)) == ("A push went out", "A push went out")


def test_the_same_words_from_two_pages_are_kept_once(place):
    opened = clock.now()
    assert kept(place, "A push") == kept(place, "A push", seen=opened)


def test_no_words_put_the_draft_away_and_leave_none_of_them(place):
    first = kept(place, "A push")
    kept(place, "", seen=first.saved_at)
    assert [draft.body for draft in Draft.everything.all()] == [""]
    assert not Draft.objects.exists()


def test_words_that_met_another_version_stay_known_as_such(place):
    keep_draft(**place, body="mine", why="conflict", base_version=3)
    kept(place, "mine, and more", base_version=4)
    draft = Draft.objects.get()
    assert (draft.body, draft.why, draft.base_version) == ("mine, and more", "conflict", 3)


def test_rows_without_words_are_forgotten_after_a_day(place, cast):
    drop_draft(**place)
    Draft.everything.update(saved_at=clock.now() - dt.timedelta(days=2))
    drop_draft(**(place | {"slot": "impact"}))
    assert [draft.slot for draft in Draft.everything.all()] == ["impact"]


# --- the address


def post(client, place, body, **more):
    data = {"place": f"{place['target']} {place['slot']}", "body": body, "seen": clock.now().isoformat(), **more}
    return client.post(reverse("drafts"), data, headers=HTMX)


def test_words_are_kept_with_the_time_on_their_authors_clock(cast, signed_in, place):
    answered = post(signed_in(cast.owner), place, "Priya forgot the list.", base_version=2)
    draft = Draft.objects.get()
    assert (answered.status_code, answered["Kept-At"]) == (
        204,
        clock.local(draft.saved_at, cast.owner.zone).strftime("%H:%M"),
    )
    assert (draft.author, draft.body, draft.base_version) == (cast.owner, "Priya forgot the list.", 2)


def test_a_page_that_does_not_know_the_newest_words_is_told_so(cast, signed_in, place):
    client = signed_in(cast.owner)
    opened = clock.now().isoformat()
    post(client, place, "from one tab")
    answered = post(client, place, "from another", seen=opened)
    assert (answered.status_code, answered["Kept-Words"]) == (409, "1")
    assert body_of(place) == "from one tab"


@pytest.mark.parametrize(("length", "status"), [(200_000, 204), (200_001, 413)])
def test_more_than_200_kb_is_not_kept_and_says_so(cast, signed_in, place, length, status):
    answered = post(signed_in(cast.owner), place, "[" * length)
    assert answered.status_code == status
    assert Draft.objects.count() == (status == 204)


@pytest.mark.parametrize(
    ("role", "status"), [("stranger", 404), ("reader", 403), ("teammate", 204), ("owner", 204), ("administrator", 404)]
)
@pytest.mark.parametrize("kind", ["review", "event", "factor", "action"])
def test_who_may_keep_words_where(cast, signed_in, role, status, kind):
    cast.restrict()
    makes = {"event": EventFactory, "factor": FactorFactory, "action": ActionFactory}
    pk = makes[kind](review=cast.review).pk if kind in makes else cast.review.pk
    slot = {"review": "lessons", "event": "body"}.get(kind, "sentence")
    assert post(signed_in(getattr(cast, role)), {"target": f"{kind}:{pk}", "slot": slot}, "Words").status_code == status


@pytest.mark.parametrize(
    "place",
    ["", "review:", "review:x summary", "review:1 nothing", "user:1 sentence", "event:99999999 body", "review:9"],
)
def test_a_place_that_does_not_exist_is_404(cast, signed_in, place):
    assert signed_in(cast.owner).post(reverse("drafts"), {"place": place, "body": "x"}, headers=HTMX).status_code == 404


def test_a_settled_review_takes_no_more_words(cast, signed_in, place):
    cast.review.state, cast.review.published_at = "published", clock.now()
    cast.review.save(update_fields=["state", "published_at"])
    assert post(signed_in(cast.owner), place, "Words").status_code == 403


def test_anybody_may_keep_what_they_are_about_to_put_on_record(cast, signed_in):
    client = signed_in(cast.stranger)
    post(client, {"target": "record:0", "slot": "noticed"}, "Checkout answers nothing")
    assert "Checkout answers nothing</textarea>" in client.get(reverse("record")).content.decode()


def test_kept_words_are_their_authors_alone(cast, signed_in, place):
    post(signed_in(cast.owner), place, "Half a sentence")
    address = reverse("text", args=[cast.review.ref, "summary"])
    assert "Half a sentence" in signed_in(cast.owner).get(address).content.decode()
    assert "Half a sentence" not in signed_in(cast.teammate).get(address).content.decode()


# --- without a script


def test_putting_away_and_undo_without_a_script(cast, signed_in, place):
    keep_draft(**place, body="Half a\nsentence", why="refused", base_version=4)
    client = signed_in(cast.owner)
    named = f"{place['target']} summary"
    page = client.post(reverse("draft-away"), {"place": named})
    assert not Draft.objects.exists()
    back = client.post(reverse("drafts"), page.context["fields"])
    assert back["Location"] == reverse("text", args=[cast.review.ref, "summary"])
    assert (Draft.objects.get().body, Draft.objects.get().base_version) == ("Half a\nsentence", 4)


# --- each kind of draft and its form


@pytest.mark.parametrize(
    "kind_and_slot",
    [
        *("review summary", "review impact", "review lessons", "review event", "review factor", "review helped"),
        *(
            "review question",
            "review acknowledgement",
            "review action",
            "event body",
            "factor sentence",
            "action sentence",
            "record noticed",
        ),
    ],
)
def test_the_door_of_a_draft_leads_to_its_form_with_the_words(cast, signed_in, kind_and_slot):
    kind, slot = kind_and_slot.split()
    makes = {"event": EventFactory, "factor": FactorFactory, "action": ActionFactory}
    pk = makes[kind](review=cast.review).pk if kind in makes else {"review": cast.review.pk}.get(kind, 0)
    keep_draft(author=cast.owner, target=f"{kind}:{pk}", slot=slot, body="Half a thought", why="autosaved")
    address = door(f"{kind}:{pk}", slot, cast.review.ref)
    shown = signed_in(cast.owner).get(address).content.decode()
    assert "Half a thought</textarea>" in shown
    assert "Your words from" in shown
