"""What is not shown, and why (PRACTICE.md section 6)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
REFUSED: tuple[tuple[Words, Words], ...] = (
    (
        _("Incidents per person or per team, leader boards, “days since the last one”"),
        _("A number to be proud of is a number to protect. What is not written down cannot be learned from."),
    ),
    (
        _("A mean time to anything, one headline duration, durations month by month"),
        _(
            "A few long nights bend a mean, the ends of an incident are a matter of opinion, and how long it took "
            "says little about how bad it was or how well people did. So every incident is a dot, with the middle one "
            "marked."
        ),
    ),
    (
        _("Who is late, or how much of their promises each person kept"),
        _("People would refuse the work, or call it done. We show what is stuck, not who is slow."),
    ),
    (
        _("How often the guard spoke up, by author or team"),
        _("Help that is counted becomes surveillance. What the guard says is not kept with a name at all."),
    ),
    (
        _("A number of reviews or of action items to reach"),
        _(
            "It rewards small and weak ones, and long lists die. Three that are done help more than twelve that are "
            "open."
        ),
    ),
    (
        _("One score for health, safety or maturity"),
        _("A single number hides what was given up for it, and asks to be polished. The five bars are never added up."),
    ),
    (
        _("Minutes spoken, who was silent, what mood somebody was in"),
        _(
            "Being measured while speaking is the surest way not to speak. Turns in a meeting are forgotten when it "
            "ends."
        ),
    ),
    (
        _("Answers of fewer than five people, or of a group that can be told by subtraction"),
        _("Four answers and a good memory are a list of names. Counters are kept, never a row for each answer."),
    ),
    (
        _("What an incident cost, held against a person or a team"),
        _("It would be a price on the one who tells it."),
    ),
    (
        _("Teams ranked by their conditions"),
        _("Teams that look closely find more. Conditions are counted to find what comes back, not to compare."),
    ),
    (
        _("Who read what"),
        _("One figure counts the teams that read a review, and names none. Reading is not homework."),
    ),
)
