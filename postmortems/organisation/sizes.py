"""What the two sizes of an organisation switch: the preview beside the question (light first: what weighs is added)."""

from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from postmortems.organisation.forms import FirstSettingsForm

# Each line is something that the code does for that size; whoever adds a difference adds its line.
SMALL: tuple[Promise, ...] = (
    _("Three depths to choose from: a short note, four questions, the weekly slot."),
    _("Before a review is shared, it asks only for what matters most."),
    _("Names stay in it, unless someone asks."),
    _("A promise that is stuck comes up in the list of the week, with whoever keeps the review."),
    _("People speak up by name or confidentially: among few, words alone tell who wrote them."),
)
LARGE: tuple[Promise, ...] = (
    _("Every depth: also the quick huddle, the full review, the theme over several."),
    _("Before it is shared, it also asks for a second condition, roles for names, a reader from elsewhere."),
    _("When it closes, roles stand where names stood."),
    _("A promise that is stuck comes to the lead of its team."),
    _("People can speak up without their name, too."),
)
PREVIEWS: dict[str, tuple[Promise, ...]] = {Organisation.Size.SMALL: SMALL, Organisation.Size.LARGE: LARGE}


def with_previews(form: FirstSettingsForm) -> list[tuple[BoundWidget, tuple[Promise, ...]]]:
    """Each answer to the question of size, with what it switches."""
    return [(radio, PREVIEWS[radio.data["value"]]) for radio in form["size"]]
