"""What sharing waits for, who keeps a review and who sees it, put into their shapes."""

from urllib.parse import urljoin

from django.conf import settings

from postmortems.api.shapes.organisation import Named, TeamName
from postmortems.api.shapes.sharing import KeepersShown, Open, PointShown, SharingShown
from postmortems.api.showing.organisation import named, team_name
from postmortems.reviews.models import Review, Visibility
from postmortems.reviews.restriction import Restriction
from postmortems.reviews.states import State
from postmortems.workspace.gate_section import Line, gate_list


def sharing_shown(review: Review) -> SharingShown:
    """The list of the page, as it stands now. Eight queries, whatever its length."""
    gate = gate_list(review)
    return SharingShown(
        state=State(review.state),
        is_open=gate.is_open,
        names_as_roles=review.names_as_roles,
        shown_at=review.shown_at,
        points=[_point(line) for line in gate.lines],
    )


def _point(line: Line) -> PointShown:
    return PointShown(
        name=line.name,
        title=str(line.title),
        state=line.state,
        says=str(line.said),
        blocks=line.blocks,
        reasons=[str(reason) for reason in line.reasons],
        places=[Open(text=door.text, url=urljoin(settings.BASE_URL, door.href)) for door in line.doors],
    )


def keepers_shown(review: Review) -> KeepersShown:
    """A review from the gate, with who may see it. Three queries."""
    kept = Restriction.objects.filter(review=review).first()
    teams = review.visible_teams.order_by("name", "pk")
    people = review.visible_people.order_by("display_name", "pk")
    return KeepersShown(
        owner=named(review.owner),
        facilitator=named(review.facilitator),
        team=team_name(review.team),
        visibility=Visibility(review.visibility),
        visible_teams=[TeamName(id=team.pk, name=team.name) for team in teams],
        visible_people=[Named(id=person.pk, name=person.display_name) for person in people],
        because=kept.because if kept else "",
        ends_on=kept.ends_on if kept else None,
    )
