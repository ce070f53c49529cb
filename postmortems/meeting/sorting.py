"""Small things that are written down between two lines: what a condition did, how many hands went up."""

from django.db import transaction

from accounts.models import User
from postmortems.factors.models import ContributingFactor
from postmortems.factors.services import change_factor
from postmortems.meeting.models import Meeting
from postmortems.meeting.topics import CARDS, tell


@transaction.atomic
def sort_factor(*, meeting: Meeting, factor: ContributingFactor, sign: str, code: str, actor: User) -> None:
    """Say what the condition did and of which kind it is; its words stay."""
    change_factor(factor=factor, sentence=factor.sentence, was=factor.sentence_seal, actor=actor, sign=sign, code=code)
    tell(meeting, CARDS)


def count_hands(*, meeting: Meeting, up: int) -> None:
    """Keep how many heard something new. The number of a small room would name people: it is shown to nobody else."""
    Meeting.objects.filter(pk=meeting.pk).update(learned=up)
