"""A finished document in the browser: looked at first, kept once, and its causes are warned about, never refused."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from postmortems.reviews.models import Review

WORDS = """# Lamp outage

## Summary

The lamp was dark.

## Root Cause

- Priya forgot to check the alias before the rotation.

## Odd part

Kept.
"""


def test_a_document_pasted_into_a_story_is_shown_its_own_door(cast, signed_in):
    client, where = signed_in(cast.owner), reverse("intake", args=[cast.review.ref])
    for text, is_document in ((WORDS, True), ("14:02 ana: ## Impact\n14:03 ana: looking", False)):
        page = client.post(where, {"form_key": uuid.uuid4(), "text": text}, follow=True).content.decode()
        assert ("Bring it as a document" in page) == is_document


@pytest.fixture
def send(cast, signed_in):
    client = signed_in(cast.owner)
    return lambda **fields: client.post(reverse("document"), {"form_key": uuid.uuid4(), **fields})


def test_a_dropped_document_is_shown_and_nothing_is_kept(send):
    answer = send(text="", file=SimpleUploadedFile("lamp.md", WORDS.encode("utf-16")))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert Review.objects.count() == 1
    assert "Lamp outage" in page
    assert "before sharing" in page
    assert "Odd part" in page
    assert "## Root Cause" in page  # the file's words stand in the field, to be sent again


def test_a_document_is_kept_once_and_its_causes_wait(send):
    first, second = send(text=WORDS, keep="1"), send(text=WORDS, keep="1")
    made = Review.objects.latest("pk")
    assert first.url == second.url == reverse("review", args=[made.ref])
    assert Review.objects.count() == 2
    assert made.factors.get().sentence_state == "imported"


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"text": " "}, "Something to read"), ({"text": "---\na: [1, 2\nb: 3\n---\n"}, "Line 3, column 2")],
)
def test_what_cannot_be_read_comes_back_with_its_place(send, fields, said):
    answer = send(**fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Review.objects.count() == 1
