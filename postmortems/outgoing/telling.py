"""What a sending says, put together when it goes: of what its receiver may be told at that moment, and no more."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.actions.needs import decision_needed
from postmortems.actions.states import OPEN
from postmortems.outgoing.bodies import Item, Message
from postmortems.outgoing.kinds import ABOUT_ACTIONS, News
from postmortems.outgoing.models import Receiver, Sending
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review, Visibility
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.wording.policy import PUBLISHABLE
from postmortems.workspace.document_names import names_of

MOST = 10  # lines of a list; the board has the rest
STILL = {
    News.OVER: Q(incidents__resolved_at__isnull=False, incidents__deleted_at=None),
    News.EASED: Q(incidents__mitigated_at__isnull=False, incidents__deleted_at=None),
    News.SHARED: Q(state__in=[State.PUBLISHED, State.FOLLOW_UP, State.CLOSED]),
    News.CLOSED: Q(state=State.CLOSED),
}


def message_of(sending: Sending) -> Message | None:
    """What is said; None for what may not be told there, or is so no more. Four queries at most."""
    receiver, pk = sending.receiver, int(sending.about.partition(":")[2] or 0)
    news = News(sending.news)
    if not receiver.owner.is_active:
        return None
    if news == News.TEST:
        return Message(news=news, at=sending.happened_at)
    if news == News.LIST:
        return _list(receiver, sending)
    if news in ABOUT_ACTIONS:
        return _of_action(receiver, sending, news, pk)
    review = told_to(receiver).filter(STILL.get(news, Q()), pk=pk).first()
    return _of_review(sending, news, review) if review else None


def told_to(receiver: Receiver) -> QuerySet[Review]:
    """The reviews that this receiver may be told of: those that its owner may see and that everybody may, or, where it
    belongs to a team, that team. What named people alone may see goes nowhere.
    """
    everybody = Q(visibility=Visibility.EVERYONE)
    if receiver.team_id is None:
        return visible_to(receiver.owner).filter(everybody).distinct()
    shown = Review.visible_teams.through.objects.filter(team=receiver.team_id).values("review")
    theirs = Q(visibility=Visibility.TEAMS) & (Q(team=receiver.team_id) | Q(pk__in=shown))
    of_team = Q(team=receiver.team_id) | Q(pk__in=shown)
    return visible_to(receiver.owner).filter(everybody | theirs).filter(of_team).distinct()


def _of_review(sending: Sending, news: News, review: Review) -> Message:
    return Message(
        news=news,
        at=sending.happened_at,
        ref=review.ref,
        url=_page(review),
        title=title_of(review),
        kind=review.kind,
        state=review.state,
    )


def title_of(review: Review) -> str:
    """The title, once nothing in it ends with a person; with roles where its page says roles."""
    return names_of(review).words(review.title) if review.title_state in PUBLISHABLE else ""


def _of_action(receiver: Receiver, sending: Sending, news: News, pk: int) -> Message | None:
    rows = ActionItem.objects.alive().filter(pk=pk, review__in=told_to(receiver), sentence_state__in=PUBLISHABLE)
    item = rows.select_related("review").first()
    if item is None or (news == News.DONE and item.state in OPEN):
        return None
    review = item.review
    said: dict[str, Any] = {"ref": review.ref, "url": _page(review), "title": title_of(review)}
    kind, state = review.kind, review.state
    return Message(news=news, at=sending.happened_at, kind=kind, state=state, items=(_item(item),), **said)


def _item(item: ActionItem) -> Item:
    sentence = names_of(item.review).words(item.sentence)
    place = settings.BASE_URL + reverse("action", args=[item.pk])
    return Item(sentence=sentence, url=place, due_on=item.due_on, ref=item.review.ref, state=item.state)


def _list(receiver: Receiver, sending: Sending) -> Message | None:
    """What needs a decision and what is due this week, of the team; nothing where there is neither."""
    today = clock.today("UTC")
    rows = ActionItem.objects.alive().filter(Q(team=receiver.team_id) | Q(team=None, review__team=receiver.team_id))
    rows = rows.filter(review__in=told_to(receiver), sentence_state__in=PUBLISHABLE)
    rows = rows.select_related("review").order_by("due_on", "pk")
    need = list(rows.filter(decision_needed(today))[:MOST])
    end = today + dt.timedelta(days=7 - today.isoweekday())
    soon = rows.filter(state__in=OPEN, due_on__range=(today, end)).exclude(pk__in=[one.pk for one in need])[:MOST]
    asked, due = tuple(map(_item, need)), tuple(map(_item, soon))
    if (not asked and not due) or receiver.team is None:
        return None
    board = settings.BASE_URL + reverse("actions")
    return Message(news=News.LIST, at=sending.happened_at, title=receiver.team.name, url=board, items=asked, more=due)


def _page(review: Review) -> str:
    return settings.BASE_URL + reverse("review", args=[review.ref])
