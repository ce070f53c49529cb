"""Which reviews a theme review looks at together."""

from django.db import models
from django.db.models import QuerySet

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Depth, Review


class Collected(models.Model):
    """That a theme review looks at another one together with others."""

    theme = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "review"], name="collected_once")]

    def __str__(self) -> str:
        return f"{self.review_id} in {self.theme_id}"


def collected_by(theme: Review, *, user: User) -> list[Review]:
    """The reviews that a theme review looks at together, as far as this person may see them; one query, none for
    another kind of review.
    """
    if theme.depth != Depth.THEME:
        return []
    return _in_order(visible_to(user).filter(pk__in=Collected.objects.filter(theme=theme).values("review")))


def all_collected_by(theme: Review) -> list[Review]:
    """All of them, for whoever runs the server: nobody's page, and no file that a page gives."""
    return _in_order(Review.objects.alive().filter(pk__in=Collected.objects.filter(theme=theme).values("review")))


def themes_of(review: Review, *, user: User) -> list[Review]:
    """The theme reviews that look at this one among others; one query."""
    return _in_order(visible_to(user).filter(pk__in=Collected.objects.filter(review=review).values("theme")))


def _in_order(rows: QuerySet[Review]) -> list[Review]:
    return list(rows.select_related("owner", "facilitator", "filed_by").order_by("number"))
