"""What search looks through: one row for each piece of words, kept in step by the database itself (decision 0040)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review


class Part(models.TextChoices):
    """Which piece of a review the words are."""

    TITLE = "title", _("title")
    NOTICED = "noticed", _("what people noticed")
    SECTION = "section", _("written account")
    LESSONS = "lessons", _("what was learned")
    EVENT = "event", _("story")
    FACTOR = "factor", _("what made it possible")
    HELPED = "helped", _("what helped")
    ACTION = "action", _("action items")
    QUESTION = "question", _("open questions")


# Which 256 reviews a document belongs to, as the index of lexemes can compare it (migration 0043).
BLOCK = Func(F("review") / 256, template="ARRAY[%(expressions)s]", output_field=ArrayField(models.BigIntegerField()))


class SearchDocument(models.Model):
    """The words of one thing, and their lexemes. Written by triggers in the transaction that changes the thing; held,
    deleted, kept-back and hidden words never get a row. Who may find it is asked of the gate with every search.
    """

    part = models.CharField(max_length=10, choices=Part)
    source = models.CharField(max_length=10, help_text="the kind of row it was made from")
    object_id = models.BigIntegerField()
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    lexemes = SearchVectorField()
    is_settled = models.BooleanField(help_text="whether the words may stand in a shared document")
    code = models.CharField(max_length=3, blank=True)
    sign = models.CharField(max_length=10, blank=True)
    anchor = models.CharField(max_length=40, blank=True, help_text="where on the review's page")
    is_learned = models.BooleanField(help_text="whether its words are among the known ones")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "object_id"], name="search_document_once")]
        indexes = [
            GinIndex(F("lexemes"), BLOCK, name="search_document_lexemes"),
            models.Index(fields=["id"], condition=models.Q(is_learned=False), name="search_document_to_learn"),
            models.Index(
                fields=["code", "review"],
                include=["part", "sign", "is_settled"],
                condition=~models.Q(code="") & models.Q(part__in=(Part.FACTOR, Part.HELPED)),
                name="search_document_of_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id} of {self.review_id}"


class KnownWord(models.Model):
    """A word that stands somewhere, and its trigrams, for who types it a little differently. That a word is here says
    nothing to anybody: it is offered only where the person would find it (suggesting.py).
    """

    word = models.CharField(max_length=60, primary_key=True)
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="known_word_trigrams")]

    def __str__(self) -> str:
        return self.word
