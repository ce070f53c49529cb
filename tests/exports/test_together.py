"""A theme review taken along tells which reviews it looks at together, and none that its reader may not see."""

import io
import json
import shutil
import subprocess
import uuid
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from postmortems.exports.bringing import bring_back
from postmortems.exports.schema import problems_in
from postmortems.library.collecting import start_theme
from postmortems.reviews.collected import collected_by
from postmortems.reviews.models import Review
from tests.exports.test_views import fetched
from tests.factories import ReviewFactory

TITLES = ("The drain list went missing", "The pool ran dry at night", "Sven Kallas met an alarm nobody owned")
HIDDEN = TITLES[1]


@pytest.fixture
def theme(cast, settings, tmp_path) -> Review:
    """Three reviews looked at together. One of them is for its owner alone, one is shared with roles for names."""
    settings.FILES_DIR = tmp_path
    reviews = [ReviewFactory(title=title, owner=cast.owner) for title in TITLES]
    reviews[1].visibility = "people"
    reviews[1].save(update_fields=["visibility"])
    reviews[2].participants.create(user=cast.involved, role="responder")
    shared = {"names_as_roles": True, "state": "published", "published_at": reviews[2].filed_at}
    Review.objects.filter(pk=reviews[2].pk).update(**shared)
    return start_theme(reviews=reviews, title="Nobody saw it", actor=cast.owner, form_key=uuid.uuid4())


def as_words(pdf: bytes, folder: Path) -> str:
    """What another program reads in the file."""
    (folder / "review.pdf").write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-layout", folder / "review.pdf", "-"], check=True, capture_output=True)
    return " ".join(told.stdout.decode().split())


def every_form(client, theme: Review, folder: Path) -> dict[str, str]:
    """The words of each file, and of the page that is copied."""
    found = {form: fetched(client, theme, form).decode() for form in ("markdown", "json")}
    for form, document in (("markdown-zip", f"{theme.ref}.md"), ("json-zip", "review.json")):
        with zipfile.ZipFile(io.BytesIO(fetched(client, theme, form))) as archive:
            found[form] = archive.read(document).decode()
    found["copy"] = client.get(reverse("review-copy", args=[theme.ref, "page"]) + "?as=markdown").content.decode()
    if shutil.which("pdftotext"):
        found["pdf"] = as_words(fetched(client, theme, "pdf"), folder)
    return found


def test_every_file_names_the_reviews_that_its_reader_may_see(signed_in, cast, theme, tmp_path):
    for person, is_named in ((cast.owner, True), (cast.reader, False)):
        for form, said in every_form(signed_in(person), theme, tmp_path).items():
            assert TITLES[0] in said, form
            assert "a responder met an alarm nobody owned" in said.lower(), form
            assert "Sven Kallas" not in said, form
            assert (HIDDEN in said) is is_named, form
            assert (Review.objects.get(title=HIDDEN).ref in said) is is_named, form


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not installed")
def test_the_pdf_lists_them_with_where_they_stand(signed_in, cast, theme, tmp_path):
    pdf = fetched(signed_in(cast.reader), theme, "pdf")
    first = Review.objects.get(title=TITLES[0])
    assert f"Looked at together • {TITLES[0]} {first.ref} · " in as_words(pdf, tmp_path)
    assert reverse("review", args=[first.ref]).encode() in pdf


def test_it_comes_back_looking_at_the_same_reviews_and_names_those_it_did_not_find(signed_in, cast, theme):
    document = json.loads(fetched(signed_in(cast.owner), theme, "json"))
    assert problems_in(document) == []
    first = Review.objects.get(title=TITLES[0])
    first.title = "Another one has this number"
    first.save(update_fields=["title"])
    for person, as_it_stood in ((cast.owner, False), (cast.administrator, True)):
        back = bring_back(file=io.BytesIO(json.dumps(document).encode()), actor=person, as_it_stood=as_it_stood)
        here = {one.title for one in collected_by(back.review, user=person)}
        assert here == (set(TITLES[1:]) if person == cast.owner else {TITLES[2]})
        assert first.ref in back.missing_reviews
    refs = ", ".join(back.missing_reviews)
    client = signed_in(cast.administrator)
    back.review.delete()
    said = {"file": io.BytesIO(json.dumps(document).encode()), "form_key": str(uuid.uuid4()), "as_it_stood": "on"}
    assert f"not found here: {refs}." in client.post(reverse("review-import"), said, follow=True).content.decode()


def test_whoever_runs_the_server_takes_all_of_it_out(theme, tmp_path):
    call_command("take_out", str(tmp_path / "out"))
    with zipfile.ZipFile(tmp_path / "out" / f"{theme.ref}-markdown.zip") as archive:
        assert HIDDEN in archive.read(f"{theme.ref}.md").decode()
