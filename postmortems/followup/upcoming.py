"""What will be asked next of anybody, for those who do not want to wait for it: about an action item, a review or a
question, in a list or a letter, or by a message that waits already.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from django.db.models import Min
from django.db.models.functions import Greatest

from accounts.hours import hours_of_all
from postmortems.followup import lists, review_facts
from postmortems.followup.facts import Terms, candidates
from postmortems.followup.policy import next_asked
from postmortems.followup.review_facts import Pool, owner_of
from postmortems.followup.stuck import next_asked_of_review, question_asked
from postmortems.mail.models import Delivery

FAR = dt.timedelta(days=366)


def next_moment(now: dt.datetime) -> dt.datetime | None:
    """When the next message becomes due, of those that follow from what stands now; None when nothing will be asked."""
    terms = Terms.current()
    every = chain(_of_items(now, terms), _of_reviews(now, terms), _of_questions(now, terms), lists.mornings(now, terms))
    asked = [at for at in every if at > now]
    queued = Delivery.objects.filter(status=Delivery.Status.WAITING).annotate(at=Greatest("due_at", "waits_until"))
    waiting = queued.filter(at__gt=now).aggregate(first=Min("at"))
    return min([*asked, *([waiting["first"]] if waiting["first"] else [])], default=None)


def _of_items(now: dt.datetime, terms: Terms) -> Iterator[dt.datetime]:
    for batch in candidates(now, terms, further=FAR):
        for _item, known in batch:
            if found := next_asked(known, now=now, rules=terms.rules):
                yield found.at


def _of_reviews(now: dt.datetime, terms: Terms) -> Iterator[dt.datetime]:
    for batch in review_facts.candidates(now, terms.rules, Pool.current()):
        for _review, known in batch:
            if found := next_asked_of_review(known, now=now, rules=terms.rules):
                yield found.at


def _of_questions(now: dt.datetime, terms: Terms) -> Iterator[dt.datetime]:
    rows = review_facts.open_questions(now, terms.rules)
    waiting = [(row, person) for row in rows if (person := owner_of(row.review) or row.review.facilitator)]
    hours = hours_of_all(person for _row, person in waiting) if waiting else {}
    for question, person in waiting:
        if found := question_asked(hours[person.pk], question.asked_at, now=now, rules=terms.rules):
            yield found.at
