"""Everything that the review page shows, composed from what each slice says of itself."""

import datetime as dt
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Power
from postmortems.actions import section as actions
from postmortems.attachments import section as attachments
from postmortems.factors import section as factors
from postmortems.questions import section as questions
from postmortems.reviews.collected import collected_by
from postmortems.reviews.models import Kind, Review
from postmortems.reviews.moments import plain_date, plain_moment
from postmortems.reviews.states import State, Step, moves_from, steps
from postmortems.reviews.withdrawing import may_withdraw
from postmortems.shared import clock
from postmortems.shared.text import render
from postmortems.timeline import section as timeline
from postmortems.wording.models import Text
from postmortems.wording.queries import Kept, kept_words, texts_of
from postmortems.workspace import gate_section, timebox_section
from postmortems.workspace.contents import contents
from postmortems.workspace.incidents import first_incident, incident_facts
from postmortems.workspace.neutrality import neutrality
from postmortems.workspace.next_step import Holds, NextStep, next_step
from postmortems.workspace.people_section import Room, room_of
from postmortems.workspace.queries import read_incidents, support_for
from postmortems.workspace.responding import SLOT, may_acknowledge
from postmortems.workspace.sections import shown
from postmortems.workspace.standing import Phase, Standing, standing
from postmortems.workspace.together import beside


def review_page(review: Review, *, user: User) -> dict[str, Any]:
    """The context of the page. `review` comes from the gate and carries its powers."""
    powers = review.powers
    may_edit = Power.EDIT in powers
    read_incidents(review)
    texts, room = texts_of(kind="review", pk=review.pk), room_of(review, user=user)
    drafts = kept_words(user, review=review.pk)
    parts = {
        **timeline.section(review, user=user),
        **promised(review, user=user, drafts=drafts),
        **questions.section(review, user=user, drafts=drafts),
        **attachments.section(review),
        **gate_section.section(review, part=room.mine),
    }
    happening = incident_section(review, texts, room, user=user)
    step = next_step(review.state, _holds(review, texts, parts, room, happening["standing"], user))
    return {
        "review": review,
        "together": beside(collected_by(review, user=user)),
        "live_version": review.seen,  # when the gate was asked: before anything else, so that nothing falls between
        "may_edit": may_edit,
        "may_steer": Power.STEER in powers,
        "contents": contents(review, texts, parts),
        "moves": moves_from(review.state, powers),
        "may_withdraw": may_withdraw(user, review),
        "is_followed": review.is_followed,
        "next": step,
        "next_href": _href(review, step) if may_edit or review.is_settled else "",
        "before_the_story": shown(review, texts, may_edit=may_edit, after_the_story=False),
        "after_the_story": shown(review, texts, may_edit=may_edit, after_the_story=True),
        **happening,
        **room_section(review, room, user=user),
        **(neutrality(review, room) if may_edit else {}),
        **timebox_section.section(
            review,
            incident=happening["incident"],
            is_acknowledged=happening["acknowledgement"] is not None,
            rows=parts["events"],
        ),
        **parts,
    }


def promised(review: Review, *, user: User, drafts: Kept) -> dict[str, Any]:
    """What made it possible and what follows: each names the other, and both are read once."""
    conditions = factors.section(review, user=user, drafts=drafts, is_part=True)
    known = [card.factor for card in (*conditions["factors"], *conditions["helped"])]
    return conditions | actions.section(review, user=user, drafts=drafts, factors=known, is_part=True)


def incident_section(review: Review, texts: dict[str, Text], room: Room, *, user: User) -> dict[str, Any]:
    """What people felt, how it is now, a leader's word. Once it is over and written about, only the facts stay."""
    incident = first_incident(review)
    is_felt = incident is not None and review.kind == Kind.INCIDENT
    where = standing(incident, filed_at=review.filed_at) if incident and is_felt else None
    said = texts.get(SLOT)
    is_happening = where is not None and (review.state == State.INCIDENT or where.phase != Phase.OVER)
    return {
        "incident": incident,
        "standing": where,
        "is_happening": is_happening and not review.is_settled,
        "is_on_record": review.state == State.INCIDENT,
        **incident_facts(review),
        "acknowledgement": said if said and said.body else None,
        "may_acknowledge": may_acknowledge(user, review, said, part=room.mine),
    }


def room_section(review: Review, room: Room, *, user: User) -> dict[str, Any]:
    """Who is in the room, when they meet, where those involved find support."""
    is_involved = room.mine is not None or user.pk in (review.owner_id, review.filed_by_id)
    support = support_for(first_incident(review)) if is_involved and review.kind == "incident" else ""
    meets = plain_moment(review.meeting_at, now=clock.now(), zone=user.zone) if review.meeting_at else ""
    return {
        "room": room,
        "steps": labelled_steps(review, meets),
        "meets": meets,
        "is_to_come": _is_to_come(review),
        "support": render(support) if support else "",
    }


def labelled_steps(review: Review, meets: str) -> list[dict[str, str]]:
    """The five steps; the meeting says when it is, as long as it is to come."""
    marks = [{"label": mark.label, "state": mark.state, "step": str(mark.step)} for mark in steps(review.state)]
    for mark in marks:
        if mark["step"] == Step.MEETING and mark["state"] != "done" and _is_to_come(review):
            mark["label"] = f"{mark['label']}, {meets}"
    return marks


def _is_to_come(review: Review) -> bool:
    """Whether they still meet: a meeting counts as to come for an hour after it began."""
    return review.meeting_at is not None and review.meeting_at + dt.timedelta(hours=1) > clock.now()


def _href(review: Review, step: NextStep) -> str:
    """The address of the next step's door: an anchor of the page, the story's open form, or a section's form."""
    if not step.where or step.where.startswith("#"):
        return step.where
    if step.where == "timeline":
        return f"{reverse('timeline', args=[review.ref])}?form=open#timeline-form"
    if step.where == "depth":
        return reverse("depth", args=[review.ref])
    return reverse("text", args=[review.ref, step.where])


def _holds(
    review: Review, texts: dict[str, Text], parts: dict[str, Any], room: Room, where: Standing | None, user: User
) -> Holds:
    sentences = [*parts["factors"], *parts["helped"], *parts["actions"]]
    me = room.mine
    return Holds(
        summary=bool(texts.get("summary") and texts["summary"].body),
        events=bool(parts["events"]),
        factors=bool(parts["factors"]),
        helped=bool(parts["helped"]),
        actions=bool(parts["actions"]),
        waiting=sum(1 for sentence in sentences if sentence.is_waiting),
        settles=Power.SETTLE in review.powers,
        phase=where.phase if where else "",
        depth=bool(review.depth),
        meets=_day_of_meeting(review, user.zone),
        ready=room.ready,
        asked=len(room.asked),
        asks_me=me in room.asked and me is not None and me.ready_at is None,
    )


def _day_of_meeting(review: Review, zone: str) -> str:
    """The day people meet where the reader is, "Thursday" or "14:00" today; empty where no meeting is to come."""
    if review.meeting_at is None or not _is_to_come(review):
        return ""
    moment, now = review.meeting_at, clock.now()
    return plain_date(moment, now=now, zone=zone) or plain_moment(moment, now=now, zone=zone)
