"""The long texts of a review, in the order of the page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
        Section("impact", _("What people felt"), _("Who felt it, how, and what is still unknown.")),
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


def shown(texts: dict[str, Text], *, may_edit: bool, after_the_story: bool) -> list[Shown]:
    """The sections before or after the story, with their texts by slot."""
    wanted = (section for section in SECTIONS.values() if section.is_after_the_story == after_the_story)
    return [Shown(section, texts.get(section.slot), may_edit) for section in wanted]
