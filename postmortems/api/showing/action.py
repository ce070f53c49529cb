"""Action items, put into their shape."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from postmortems.actions.access import may_change, standing_of
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import answered, in_full, target_of, teams_led_by
from postmortems.actions.states import OPEN, answers_for
from postmortems.api.shapes.action import ActionsAsked, ActionShown
from postmortems.api.showing.organisation import named, team_name
from postmortems.api.showing.voice import Voices
from postmortems.reviews.access import SETTLE, standing_powers, visible_to, with_standing
from postmortems.reviews.models import Review
from postmortems.wording.models import Dispute
from postmortems.wording.policy import WordingState

ALIKE = (
    *("state", "due_on", "first_due_on", "done_on", "done_when", "type", "strength", "reach", "hypothesis"),
    *("effect_check_on", "effect", "reason", "in_the_way", "snoozed_until", "sentence_state"),
)


def asked_for(user: User, asked: ActionsAsked) -> QuerySet[ActionItem]:
    """The action items of all reviews that this person may see, as they are asked for."""
    rows = ActionItem.objects.alive().filter(review__in=visible_to(user))
    if asked.mine:
        rows = rows.filter(owner=user)
    if asked.state:
        rows = rows.filter(state__in=OPEN if asked.state == "open" else [asked.state])
    if asked.team:
        rows = rows.filter(team=asked.team)
    if asked.due_before:
        rows = rows.filter(due_on__lt=asked.due_before)
    return rows


def actions_shown(rows: QuerySet[ActionItem], *, user: User, after: int = 0, limit: int = 1) -> list[ActionShown]:
    """Those behind the number `after`, in order of their numbers; one more than asked for where there are more. Five
    queries at most, three more for each review that says roles.
    """
    found = list(in_full(rows.filter(pk__gt=after)).select_related("ticket").order_by("pk")[: limit + 1])
    if not found:
        return []
    reviews = {row.pk: row for row in with_standing(user).filter(pk__in={item.review_id for item in found})}
    leads, asked, voices = teams_led_by(user), _asked_by(found, user), Voices()
    shown = []
    for item in found:
        item.review = _with_powers(reviews[item.review_id], item, user)
        shown.append(_shown(item, user=user, leads=leads, asked=asked, voices=voices))
    return shown


def action_shown(user: User, pk: int) -> ActionShown | None:
    rows = ActionItem.objects.alive().filter(pk=pk, review__in=visible_to(user))
    return next(iter(actions_shown(rows, user=user)), None)


def _with_powers(review: Any, item: ActionItem, user: User) -> Review:
    review.owner, review.facilitator, review.team = item.review.owner, item.review.facilitator, item.review.team
    review.powers = standing_powers(user, review)
    found: Review = review
    return found


def _asked_by(items: list[ActionItem], user: User) -> set[str]:
    """The held ones that this person asked about; one query, none where none is held."""
    held = [target_of(item) for item in items if item.sentence_state == WordingState.HELD]
    rows = Dispute.objects.filter(target__in=held, asked_by=user) if held else Dispute.objects.none()
    return set(rows.values_list("target", flat=True))


def _shown(item: ActionItem, *, user: User, leads: frozenset[int], asked: set[str], voices: Voices) -> ActionShown:
    review, voice = item.review, voices.of(item.review)
    is_theirs = item.written_by_id == user.pk or target_of(item) in asked or SETTLE in review.powers
    reads_words = item.sentence_state != WordingState.HELD or is_theirs
    standing = standing_of(item, user, leads=leads, may_change=may_change(review))
    return ActionShown(
        **{name: getattr(item, name) for name in ALIKE},
        id=item.pk,
        ref=f"action-{item.pk}",
        url=settings.BASE_URL + reverse("action", args=[item.pk]),
        review=review.ref,
        sentence=voice.say(item.sentence) if reads_words else None,
        owner=named(item.owner),
        team=team_name(item.team),
        ticket_url=item.ticket.url if item.ticket else "",
        factors=[factor.pk for factor in answered(item)],
        answers=[one.name for one in answers_for(item.state, standing)],
    )
