"""Answering, and putting the card away.

Neither is written to the audit record, which would keep the person and the moment.
"""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import Team, User
from postmortems.pulse.counting import raised
from postmortems.pulse.marks import tag
from postmortems.pulse.models import PulseMark, PulseSums
from postmortems.pulse.rounds import Round


@transaction.atomic
def answer(*, user: User, team: Team, asked: Round, answers: Mapping[str, int]) -> bool:
    """Raise the team's sums by these answers; False, with nothing changed, for somebody who had answered."""
    if not _mark(user, team, asked):
        return False
    made, _ = PulseSums.objects.get_or_create(team=team, asked_on=asked.opens_on)
    sums = PulseSums.objects.select_for_update().get(pk=made.pk)
    sums.given = raised(sums.given, answers)
    sums.save(update_fields=["given"])
    return True


def put_away(*, user: User, team: Team, asked: Round) -> None:
    """They do not want to answer this time; kept as if they had."""
    _mark(user, team, asked)


def _mark(user: User, team: Team, asked: Round) -> bool:
    one = tag(person=user.pk, team=team.pk, asked_on=asked.opens_on)
    _row, is_new = PulseMark.objects.get_or_create(tag=one, defaults={"asked_on": asked.opens_on})
    return is_new
