"""What people are called in a document: by their names, or by what they were to it."""

from typing import Any

from accounts.models import User
from postmortems.reviews.models import Participant, Review
from postmortems.workspace.document_names import Names, names_of, standing_for


class Called:
    """How one document calls people. Where the review says roles, those who took part have no name in it; the names of
    those who promised something stay, as on the shared page. Two queries.
    """

    def __init__(self, review: Review) -> None:
        self.says_roles = review.names_as_roles
        self.names: Names = names_of(review)
        self.participants = list(review.participants.select_related("user").order_by("pk"))
        stands = standing_for(self.participants) if self.says_roles else {}
        self._by_part = {part.pk: stands.get(part.pk) or _name_of(part) for part in self.participants}

    def say(self, words: str) -> str:
        """What somebody wrote, with roles where the document says roles."""
        return self.names.words(words)

    def part(self, part: Participant) -> str:
        """Somebody who took part."""
        return self._by_part[part.pk]

    def author(self, user: User | None) -> str:
        """Who wrote or asked something; nobody where the document says roles."""
        return user.display_name if user and not self.says_roles else ""

    def named(self, user: Any) -> str:
        """Who keeps the review or promised something: their name is said always."""
        return str(user.display_name) if user else ""


def _name_of(part: Participant) -> str:
    return part.user.display_name if part.user else part.name


class Known:
    """People here by their names, for a document that is taken in. Who is called like nobody here, or like two, is
    nobody. One query; none where names are not to be looked up.
    """

    def __init__(self, *, looks_up: bool) -> None:
        self.unknown: set[str] = set()
        self._here: dict[str, User | None] = {}
        for user in User.objects.filter(is_active=True) if looks_up else ():
            self._here[user.display_name] = None if user.display_name in self._here else user

    def find(self, name: str) -> User | None:
        """The person of this name, remembered as unknown where there is none."""
        found = self._here.get(name)
        if name and found is None:
            self.unknown.add(name)
        return found
