"""What a review stands together with: the reviews of a theme, the themes of a review, as their reader may read them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from postmortems.reviews.models import Review
from postmortems.workspace.document_names import names_in


@dataclass(frozen=True)
class Beside:
    """Another review, called as its own page calls it."""

    ref: str
    title: str
    state: str

    @property
    def href(self) -> str:
        """Where it stands, with the host: for what is read elsewhere."""
        return settings.BASE_URL + reverse("review", args=[self.ref])


def beside(reviews: list[Review]) -> list[Beside]:
    """One query for the names that shared pages leave out, none where there are no reviews."""
    names = names_in(reviews) if reviews else {}
    return [Beside(one.ref, names[one.pk].words(one.title), one.state_label) for one in reviews]
