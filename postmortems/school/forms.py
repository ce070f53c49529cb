"""A sentence to try: the guard answers as it does where a condition is written. Nothing of it is kept."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from postmortems.language import Level
from postmortems.school.lessons import Lesson
from postmortems.shared.forms import WordsField
from postmortems.wording.forms import GuardedForm
from postmortems.wording.judge import blames, judge
from postmortems.wording.refusal import coaching

LONGEST = 500


class TryForm(GuardedForm):
    """`stands` once words were sent in which the guard found nothing."""

    use_required_attribute = False
    stands = False

    sentence = WordsField(
        rows=2, max_length=LONGEST, label=_("Your sentence"), error_messages={"required": _("A sentence to look at.")}
    )

    def __init__(self, *args: Any, lesson: Lesson, **kwargs: Any) -> None:
        super().__init__(*args, initial={"sentence": lesson.words}, **kwargs)

    def look(self) -> None:
        """Say what the guard says of the words; refused ones stay in the field. One query."""
        words = self.cleaned_data["sentence"]
        verdict = judge(words)
        if blames(verdict):
            self.refuse(verdict)
        elif verdict.level == Level.COACH:
            self.coaching = coaching(verdict, words)
        else:
            self.stands = True
