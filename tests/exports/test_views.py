"""Taking a review along and bringing it back, as people do it in the browser."""

import io
import json
import uuid
import zipfile
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from postmortems.exports.pdf import pdf_of
from postmortems.exports.printed import Printing
from postmortems.exports.tree import tree_of
from postmortems.reviews.models import Review
from postmortems.shared.text import render
from postmortems.thanks.services import say_thanks
from postmortems.timeline.importers.documents import read_document
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.showing import add_evidence
from postmortems.wording.disputes import hold
from postmortems.wording.models import Text
from postmortems.wording.services import keep_draft, write_text
from postmortems.workspace.document_parts import told
from postmortems.workspace.importing import take_in
from tests.attachments.bringing import attached, picture
from tests.factories import ActionFactory, EventFactory, FactorFactory, IncidentFactory, QuestionFactory

SECRET = "a word that nobody else may read"


@pytest.fixture
def story(cast, settings, tmp_path):
    """A review with something of everything, and a secret in every place that keeps one."""
    settings.FILES_DIR = tmp_path
    review = cast.restrict()
    IncidentFactory(review=review, severity=2, found_by="alarm")
    shown = attached(review, cast.owner, alt="Load over the day")
    event = EventFactory(review=review, body=f"Sven Kallas restarts the pool ![load]({shown.ref}).")
    EventFactory(review=review, body=SECRET, is_kept_back=True, written_by=cast.owner)
    factor = FactorFactory(review=review, sentence="The pool drains without an alarm")
    factor.events.add(event)
    held = FactorFactory.build(review=review, sentence="")
    hold(held, field="sentence", words=f"Sven forgot it: {SECRET}")
    held.save()
    action = ActionFactory(review=review, owner=cast.teammate, state="accepted")
    action.factors.add(factor)
    QuestionFactory(review=review, asked_by=cast.reader)
    thank = partial(say_thanks, review=review, actor=cast.reader, to=cast.involved, kind="knowledge")
    thank(form_key=uuid.uuid4(), words="for telling us how the pool drains")
    thank(form_key=uuid.uuid4(), words=SECRET, is_private=True)
    lessons = f"event-{event.pk} was the turn. See {shown.ref}."
    write_text(kind="review", pk=review.pk, slot="lessons", body=lessons, base_version=0, author=cast.owner)
    keep_draft(author=cast.owner, target=f"review:{review.pk}", slot="summary", body=SECRET, why="autosaved")
    return review


def fetched(client, review: Review, form: str) -> bytes:
    response = client.get(reverse("export-file", args=[review.ref, form]))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_whoever_may_see_it_may_have_it_and_what_is_kept_back_is_in_none(signed_in, cast, story):
    client = signed_in(cast.reader)
    assert b"review-1.json" in client.get(reverse("export", args=[story.ref])).content
    words = fetched(client, story, "markdown").decode()
    assert "The pool drains without an alarm" in words
    document = fetched(client, story, "json").decode()
    assert json.loads(document)["review"]["thanks"][0]["to"] == "Sven Kallas"
    printed = json.dumps(Printing(told(story), {}).data([]))
    for said in (words, document, printed):
        assert "for telling us how the pool drains" in said
        assert SECRET not in said
    assert json.loads(document)["review"]["factors"][0]["shown_by"] == [f"event-{story.events.get().pk}"]
    with zipfile.ZipFile(io.BytesIO(fetched(client, story, "markdown-zip"))) as archive:
        assert f"](files/file-{story.attachments.get().pk}.png)" in archive.read(f"{story.ref}.md").decode()
        assert archive.read(f"files/file-{story.attachments.get().pk}.png").startswith(b"\x89PNG")
    assert fetched(client, story, "pdf").startswith(b"%PDF-")
    assert client.get(reverse("export-file", args=[story.ref, "doc"])).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(reverse("export-file", args=[story.ref, "json"])).status_code == 404


def test_names_become_roles_in_every_form(signed_in, cast, story):
    Review.objects.filter(pk=story.pk).update(names_as_roles=True)
    story.refresh_from_db()
    client = signed_in(cast.reader)
    printed = json.dumps(Printing(told(story), {}).data([]))
    for said in (fetched(client, story, "markdown").decode(), fetched(client, story, "json").decode(), printed):
        assert "Sven Kallas" not in said
        assert "responder" in said.lower()
        assert "Tomas Reyes" not in said  # who asked a question
        assert "Lea Brandt" in said  # who promised something keeps their name
    assert "Mina Okafor" in printed


def written_as_text(review: Review, slot: str) -> str:
    return Text.objects.get(owner_kind="review", owner_id=review.pk, slot=slot).body


def test_what_shows_an_entry_is_in_the_markdown_and_comes_back_from_it(signed_in, cast, story):
    story.names_as_roles, story.zone = True, "Europe/Berlin"
    story.save(update_fields=["names_as_roles", "zone"])
    write_text(kind="review", pk=story.pk, slot="summary", body="It went dark.", base_version=0, author=cast.owner)
    event, shown = story.events.get(), story.attachments.get()

    def show(**said: object) -> None:
        add_evidence(event=event, actor=cast.owner, form_key=uuid.uuid4(), **said)

    show(quote="db-7 *looks* odd\n\n[again]", said_by="Sven Kallas", url="https://chat.example.org/p1")
    show(url="https://graphs.example.org/pool", label="the pool's [graph]")
    show(attachment=shown)
    client = signed_in(cast.reader)
    packed = fetched(client, story, "markdown-zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        words = archive.read(f"{story.ref}.md").decode()
    whole = Review.objects.get(pk=_sent(client, packed)).events.get()
    assert [one.kind for one in whole.evidence.all()] == ["message", "link", "file"]
    assert f"\n  - ![Load over the day](files/{shown.ref}.png)" in words
    assert "Sven Kallas" not in words
    back = take_in(draft=read_document(words.encode()), owner=cast.reader).review
    again = back.events.get()
    assert (again.occurred_at, again.written_by) == (event.occurred_at.replace(second=0, microsecond=0), cast.reader)
    assert written_as_text(back, "summary") == "It went dark."
    assert f"![Load over the day](files/{shown.ref}.png)" in again.body
    assert [(one.kind, one.quote, one.said_by.lower(), one.url, one.label) for one in again.evidence.all()] == [
        ("message", "db-7 *looks* odd\n\n[again]", "a responder", "https://chat.example.org/p1", ""),
        ("link", "", "", "https://graphs.example.org/pool", "the pool's [graph]"),
    ]


def send(client, data: bytes, **more: str):
    key = "6f1f6f0e-0000-4000-8000-000000000001"
    file = SimpleUploadedFile("review.zip", data)
    return client.post(reverse("review-import"), {"file": file, "form_key": key, **more})


def test_what_was_taken_along_comes_back_as_a_draft_and_as_it_stood(signed_in, cast, story):
    client = signed_in(cast.reader)
    archive = fetched(client, story, "json-zip")
    made = Review.objects.get(pk=_sent(client, archive))
    assert (made.state, made.owner, made.actions.get().owner) == ("draft", cast.reader, None)
    event, picture_here = made.events.get(), made.attachments.get()
    assert f"]({picture_here.ref})" in event.body
    assert made.factors.get().events.get() == event
    assert not made.thanks.exists()  # nobody says thanks in the name of another
    assert _sent(client, archive) == made.pk  # the same file twice is one review
    client.force_login(cast.administrator)
    stood = Review.objects.get(pk=_sent(client, archive, as_it_stood="on"))
    assert (stood.owner, stood.facilitator, stood.visibility) == (cast.owner, cast.facilitator, "people")
    assert stood.actions.get().owner == cast.teammate
    assert (stood.thanks.get().to, stood.thanks.get().added_by) == (cast.involved, cast.reader)


def _sent(client, archive: bytes, **more: str) -> int:
    response = send(client, archive, **more)
    assert response.status_code == 302
    found = Review.objects.filter(external_id__startswith="export:").order_by("-pk").first()
    return found.pk


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "line 1, column 2"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"format": "second-story-review", "version": 2, "review": {"title": "x"}}', "version"),
        (
            b'{"format": "second-story-review", "version": 1, "review": {"title": "x", "story": '
            b'[{"id": "event-1", "body": "b", "occurred_at": "yesterday"}]}}',
            "review.story[0].occurred_at",
        ),
        (
            b'{"format": "second-story-review", "version": 1, "review": {"title": "x", "actions": '
            b'[{"id": "action-1", "sentence": "Cap the tool", "state": "done"}]}}',
            "What is done was done on a day.",
        ),
        (b"PK\x05\x06" + b"\0" * 18, "No review.json"),
    ],
)
def test_what_cannot_be_taken_in_is_told_with_its_place_and_keeps_nothing(signed_in, cast, data, said):
    before = Review.objects.count()
    response = send(signed_in(cast.reader), data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Review.objects.count() == before


def test_only_who_administers_brings_back_as_it_stood(signed_in, cast, story):
    client = signed_in(cast.owner)
    Review.objects.filter(pk=story.pk).update(state="closed")
    document = fetched(client, story, "json")
    assert Review.objects.get(pk=_sent(client, document, as_it_stood="on")).state == "draft"


def test_words_are_set_and_never_run():
    """What would be a command to the typesetter, or to Markdown's own HTML, is a word."""
    nodes = tree_of(
        '#import "x.typ" *a* `#read("/etc/passwd")` <b>x</b> [x](javascript:alert) ![y](http://e.org/y.png)'
    )
    assert _kinds(nodes) == {"p", "w", "i", "code", "a"}
    assert [node["href"] for node in nodes[0]["c"] if node["t"] == "a"] == ["http://e.org/y.png"]


def _kinds(nodes: list) -> set[str]:
    return {node["t"] for node in nodes} | {kind for node in nodes for kind in _kinds(node.get("c", []))}


@pytest.mark.django_db
def test_rough_words_are_printed_too(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    rough = "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n\n###### deep\n\n> > - 1\n>   - 2\n\n```\n#let x\n```\n\n---\n\n" + (
        "日本語 🙂 \u200f ~~gone~~ [](x) ![](file-9) <script> $x$ @ref #[x] \\ * _"
    )
    event = EventFactory(review=cast.review, body=rough, html=render(rough))
    TimelineEvent.objects.filter(pk=event.pk).update(other_view="otherwise *")
    write_text(kind="review", pk=cast.review.pk, slot="summary", body=rough, base_version=0, author=cast.owner)
    attached(cast.review, cast.owner, data=picture((10, 300)), name="tall.png")
    with pdf_of(cast.review) as file:
        assert file.read(5) == b"%PDF-"


def test_whoever_runs_the_server_takes_every_review_out_at_once(story, tmp_path, capsys):
    call_command("take_out", str(tmp_path / "out"))
    assert "1 reviews are in" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "out" / f"{story.ref}-markdown.zip") as archive:
        words = archive.read(f"{story.ref}.md").decode()
        assert json.loads(archive.read("review.json"))["review"]["factors"]
        assert any(name.startswith("files/") for name in archive.namelist())
    assert "The pool drains without an alarm" in words
    assert SECRET not in words
