"""The organisation's own words for what comes back: tags of reviews, and kinds of its own below the sixteen."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from postmortems.factors.models import ContributingFactor
from postmortems.factors.taxonomy import Code
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce


class Tag(MadeOnce):
    """A word with its definition. With a `code` it is a kind of condition below that one, else a tag of reviews."""

    name = models.CharField(max_length=60)
    definition = models.CharField(max_length=300)
    code = models.CharField(max_length=3, choices=Code, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, help_text="since when it is offered no more")

    class Meta:
        ordering = ["code", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "code", name="tag_once", violation_error_message=_("That word is there already.")
            )
        ]

    def __str__(self) -> str:
        return self.name


class Tagged(models.Model):
    """That a review carries a tag, or one of its conditions a kind of the organisation's own."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="uses")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="tagged")
    factor = models.ForeignKey(ContributingFactor, on_delete=models.CASCADE, null=True, related_name="tagged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "review", "factor"], name="tagged_once", nulls_distinct=False),
            models.UniqueConstraint(
                fields=["factor"], condition=models.Q(factor__isnull=False), name="tagged_factor_one_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.review_id}"
