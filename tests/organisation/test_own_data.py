"""Everything about one person: taken along by themselves, and taken out of everything once they left."""

import io
import json
import zipfile

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import User
from postmortems.actions.comment import Comment
from postmortems.audit.checking import look
from postmortems.audit.models import AuditEntry
from postmortems.factors.models import ContributingFactor
from postmortems.organisation import erasing
from postmortems.organisation.own_data import own_data
from postmortems.organisation.people import make_inactive
from postmortems.organisation.renaming import columns
from postmortems.reflections.fence import seen_by
from postmortems.reflections.models import Reflection
from postmortems.shared import clock
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Draft, Text
from postmortems.workspace.services import save_section
from tests.factories import ActionFactory, EventFactory, FactorFactory, ReviewFactory
from tests.reflections.test_fence import write

PASSWORD = "a-quiet-harbour-7"


@pytest.fixture
def sven(cast) -> User:
    cast.involved.set_password(PASSWORD)
    cast.involved.save()
    write(cast.involved, cast.review, {"fresh-learned": "zorvexquil for me alone"})
    Draft.objects.create(
        author=cast.involved, target="review:1", slot="summary", body="A draft of mine", saved_at=cast.review.filed_at
    )
    EventFactory(
        review=cast.review, written_by=cast.involved, body="Sven Kallas drained the pool; @sven kallas said so"
    )
    return cast.involved


def prove(client, person) -> None:
    """Signed in, and has just shown once more that it is they."""
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def opened(file) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_one_takes_along_what_is_theirs_and_nothing_that_opens_or_is_somebody_elses(cast, sven, client):
    hidden = ReviewFactory(visibility="people", owner=cast.owner)
    ActionFactory(review=hidden, owner=sven, sentence="Of a review that they do not see")
    EventFactory(review=cast.review, written_by=cast.owner, body="Somebody else's words")
    address = reverse("me-data")
    prove(client, sven)
    session = client.session.session_key
    assert "One ZIP" in client.get(address).content.decode()
    assert client.post(address).getvalue().startswith(b"PK")
    with own_data(sven) as file:
        files = opened(file.read())
    told = "".join(files.values())
    assert "zorvexquil for me alone" in files["my-accounts.txt"]
    assert json.loads(files["about-me.json"])[0]["email"] == sven.email
    for mine in ("A draft of mine", "Sven Kallas drained the pool", cast.review.ref):
        assert mine in told
    for theirs in ("Somebody else's words", "Of a review that they do not see", session, sven.password, "argon2"):
        assert theirs not in told
    assert AuditEntry.objects.filter(verb="took their data along", actor=sven).exists()
    with own_data(cast.administrator) as file:
        assert "zorvexquil" not in "".join(opened(file.read()).values())


def test_whoever_left_is_taken_out_of_every_text_and_what_happened_stays(cast, sven, client):
    factor = FactorFactory(review=cast.review, sentence="The page that Sven Kallas met showed two lists alike")
    save_section(
        review=cast.review, slot="lessons", body="SVEN KALLAS, sven.kallas@example.org and Sven Kallasson. O'Sven",
        base_version=0, author=cast.owner,
    )  # fmt: skip
    comment = Comment.objects.create(
        action=ActionFactory(review=cast.review), author=sven, written_at=clock.now(),
        body="Sven Kallas agrees", html="<p>Sven Kallas agrees</p>",
    )  # fmt: skip
    cast.administrator.set_password(PASSWORD)
    cast.administrator.save()
    prove(client, cast.administrator)
    address = reverse("settings-person-erase", args=[sven.pk])
    assert client.post(address, {"name": "Sven"}).status_code == 422
    assert "They can still sign in." in client.post(address, {"name": "Sven Kallas"}).content.decode()
    make_inactive(actor=cast.administrator, person=sven)
    assert client.post(address, {"name": "sven kallas"}).status_code == 302
    called = f"former colleague {sven.pk}"
    sven.refresh_from_db()
    assert (sven.display_name, sven.email, sven.has_usable_password()) == (called, f"{sven.pk}@erased.invalid", False)
    assert TimelineEvent.objects.get().body == f"{called} drained the pool; {called} said so"
    assert TimelineEvent.objects.get().written_by == sven
    assert ContributingFactor.objects.get(pk=factor.pk).sentence == f"The page that {called} met showed two lists alike"
    comment.refresh_from_db()
    assert (comment.body, comment.html) == (f"{called} agrees", f"<p>{called} agrees</p>")
    assert Text.objects.get().body == f"{called}, {called} and Sven Kallasson. O'Sven"
    assert "SVEN KALLAS," not in client.get(reverse("review", args=[cast.review.ref])).content.decode()
    assert not Draft.everything.filter(author=sven).exists()
    with seen_by(sven):
        assert not Reflection.objects.exists()
    assert erasing.erase(actor=cast.administrator, person=sven).texts == 0  # done again, it changes nothing
    assert look().broken == []
    with connection.cursor() as cursor:
        for model, field in columns():
            cursor.execute(
                f'SELECT count(*) FROM {model._meta.db_table} WHERE "{field.column}" ~* %s', [r"sven kallas\M"]
            )
            assert cursor.fetchone() == (0,), (model, field)


def test_somebody_who_is_here_is_not_erased(cast):
    with pytest.raises(erasing.StillHere):
        erasing.erase(actor=cast.administrator, person=cast.owner)
