"""The long texts of a review, in the order of the page."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.wording.models import Text


@dataclass(frozen=True)
class Section:
    """One long text. Only one that `is_asked_for` is shown while it is empty, to those who may write it."""

    slot: str
    heading: str | Promise
    hint: str | Promise
    is_after_the_story: bool = False
    is_asked_for: bool = True


SECTIONS: dict[str, Section] = {
    section.slot: section
    for section in (
        Section(
            "summary", _("What happened"), _("Two or three sentences that somebody from another team understands.")
        ),
        Section(
            "expected", _("What was expected"), _("What would have happened on an ordinary day."), is_asked_for=False
        ),
        Section("impact", _("What people felt"), _("Who felt it, how, and what is still unknown.")),
        Section(
            "surprise",
            _("What surprised us"),
            _("What turned out to behave unlike the picture of it."),
            is_after_the_story=True,
            is_asked_for=False,
        ),
        Section(
            "gap",
            _("Where the two part"),
            _("Between what was expected and what happened: what made the difference?"),
            is_after_the_story=True,
            is_asked_for=False,
        ),
        Section(
            "lessons",
            _("What we learned"),
            _("What is true of the system that we did not know before."),
            is_after_the_story=True,
        ),
        Section(
            "imported",
            _("As it was imported"),
            _("What found no other place. Move what is worth keeping, and empty the rest."),
            is_after_the_story=True,
            is_asked_for=False,
        ),
    )
}


# What only some templates ask for, in the order in which a shared page answers it.
ASKED_TOO = ("expected", "surprise", "gap")


@dataclass(frozen=True)
class Shown:
    """A section as one person sees it."""

    section: Section
    text: Text | None
    may_edit: bool

    @property
    def says_something(self) -> bool:
        return bool(self.text and self.text.body)

    @property
    def is_there(self) -> bool:
        """Whether anything of it is shown."""
        return self.says_something or (self.may_edit and self.section.is_asked_for)


def sections_of(review: Review) -> dict[str, Section]:
    """The sections as this review asks for them: by the template that it began with, else the usual three."""
    if not review.sections:
        return SECTIONS
    asked = {line["slot"]: line for line in review.sections}
    return {slot: _asked(section, asked.get(slot)) for slot, section in SECTIONS.items()}


def _asked(section: Section, line: dict[str, str] | None) -> Section:
    if line is None:
        return replace(section, is_asked_for=False)
    return replace(section, heading=line["heading"], hint=line["prompt"], is_asked_for=True)


def shown(review: Review, texts: dict[str, Text], *, may_edit: bool, after_the_story: bool) -> list[Shown]:
    """The sections before or after the story, with their texts by slot."""
    wanted = (one for one in sections_of(review).values() if one.is_after_the_story == after_the_story)
    return [Shown(section, texts.get(section.slot), may_edit) for section in wanted]
