"""Who is in the room: what the review page shows of the people who took part."""

from dataclasses import dataclass

from accounts.models import User
from postmortems.reviews.models import Participant, Review
from postmortems.workspace.document_names import standing_for

SHOWN = 3  # faces; the others are a number until somebody wants to see them


@dataclass(frozen=True)
class Room:
    """The people of a review by role. `mine` is the reader among them."""

    people: list[Participant]
    mine: Participant | None = None

    @property
    def faces(self) -> list[Participant]:
        return [part for part in self.people if part.user][:SHOWN]

    @property
    def others(self) -> int:
        """How many there are beside the faces."""
        return len(self.people) - len(self.faces)

    @property
    def asked(self) -> list[Participant]:
        """Who can say that they are ready: everybody with an account who tells the story."""
        return [part for part in self.people if part.user and part.may_edit]

    @property
    def ready(self) -> int:
        return sum(1 for part in self.asked if part.ready_at)


def key_to_roles(room: Room) -> list[tuple[str, str]]:
    """Which words stand for whom where names become roles: for those who keep the review, and nobody else."""
    in_order = sorted(room.people, key=lambda part: part.pk)
    stands = standing_for(in_order)
    return [(stands[part.pk], part.user.display_name if part.user else part.name) for part in in_order]


def room_of(review: Review, *, user: User | None = None) -> Room:
    """The people in the order of their roles, then as they came; one query."""
    order = {role: place for place, role in enumerate(Participant.Role.values)}
    people = sorted(review.participants.select_related("user"), key=lambda part: (order[part.role], part.pk))
    mine = next((part for part in people if user and part.user_id == user.pk), None)
    return Room(people, mine)
