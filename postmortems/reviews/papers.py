"""The list of reviews as people paste it somewhere else."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.reviews.models import Review
from postmortems.shared.copying import Item, Paper, Part


def list_paper(reviews: Iterable[Review], *, href: Callable[[str], str]) -> Paper:
    """One line a review: its number and title, where it stands, who keeps it. `href` gives an address its host."""
    items = tuple(
        Item(f"{review.ref} {review.title}", href(reverse("review", args=[review.ref])), _standing(review))
        for review in reviews
    )
    return Paper(subject=_("Reviews"), parts=(Part(items=items),), href=href(reverse("reviews")))


def _standing(review: Review) -> str:
    owner = review.owner.display_name if review.owner else ""
    return ", ".join(filter(None, [str(review.get_state_display()), owner]))
