"""Reviews, put into their shapes."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from postmortems.api.fields import Sent
from postmortems.api.shapes.review import IncidentShown, MoveShown, ReviewLine, ReviewShown, TextShown
from postmortems.api.showing.organisation import named, team_name
from postmortems.api.showing.voice import Voice
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.states import moves_from
from postmortems.wording.policy import WordingState
from postmortems.wording.queries import texts_of
from postmortems.workspace.sections import sections_of

ALIKE = ("kind", "state", "depth", "visibility", "zone", "filed_at", "meeting_at", "published_at", "closed_at")


def address_of(review: Review) -> str:
    return settings.BASE_URL + reverse("review", args=[review.ref])


def line_of(review: Any) -> ReviewLine:
    """A row of `reviews.queries.page_of`; asks nothing of the database."""
    return ReviewLine(
        ref=review.ref,
        url=address_of(review),
        title=review.title,
        kind=review.kind,
        state=review.state,
        visibility=review.visibility,
        filed_at=review.filed_at,
        team=review.team.name if review.team else None,
        owner=review.owner.display_name if review.owner else None,
        services=review.services,
    )


def review_shown(review: Review) -> ReviewShown:
    """A review from the gate, with what may be done with it. Two queries, three more where it says roles."""
    voice = Voice(review)
    return ReviewShown(
        **{name: getattr(review, name) for name in ALIKE},
        ref=review.ref,
        url=address_of(review),
        title=voice.say(review.title),
        team=team_name(review.team),
        owner=named(review.owner),
        facilitator=named(review.facilitator),
        source_url=review.source_url,
        incidents=[incident_shown(one, voice) for one in review.incidents.prefetch_related("services")],
        may=sorted(review.powers),
        moves=[
            MoveShown(to=move.target, label=str(move.label), asks=move.asks)
            for move in moves_from(review.state, review.powers)
        ],
    )


def incident_shown(incident: Incident, voice: Voice) -> IncidentShown:
    names = [name for name in IncidentShown.model_fields if name not in ("id", "services")]
    told = {name: getattr(incident, name) for name in names}
    said: dict[str, Any] = {name: voice.say(value) if isinstance(value, str) else value for name, value in told.items()}
    services = sorted(service.name for service in incident.services.all())
    return IncidentShown(id=incident.pk, services=services, **said)


def texts_shown(review: Review) -> list[TextShown]:
    """Every section in the order of the page, written or not. One query, three more where the review says roles."""
    voice, texts = Voice(review), texts_of(kind="review", pk=review.pk)
    shown = []
    for slot, section in sections_of(review).items():
        text = texts.get(slot)
        is_told = text is not None and text.body_state != WordingState.HELD
        shown.append(
            TextShown(
                slot=slot,
                heading=str(section.heading),
                body=voice.say(text.body) if text and is_told else "",
                state=text.body_state if text else WordingState.CHECKED,
                version=text.version if text else 0,
                changed_at=text.changed_at if text else None,
            )
        )
    return shown


def changes_of(change: Sent) -> dict[str, Any]:
    """What was sent about an incident, as `workspace.facts.save_facts` wants it."""
    said = change.said()
    about = said.pop("about", None)
    for name in Incident.CLOCK if about is not None else ():
        said[f"{name}_is"] = "about" if name in about else "exact"
    for name in ("found_by", "impact_basis"):
        if name in said:
            said[name] = said[name] or ""
    if "services" in said:
        said["services"] = ",".join(said["services"] or [])
    return said
