"""What the two sizes of an organisation switch: the preview beside the question (light first: what weighs is added)."""

from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from postmortems.organisation.forms import FirstSettingsForm

SMALL: tuple[Promise, ...] = (
    _("Two roles: an owner and a host."),
    _("Five steps: Logged, Written, Meeting, Shared, Followed through."),
    _("A cause is a sentence; nothing has to be classified."),
    _("An action item is a sentence, an owner, a date and “done when”."),
    _("Names stay, unless someone asks."),
)
LARGE: tuple[Promise, ...] = (
    _("Everything a small team has."),
    _("More roles: a host who was not there, someone who writes along, fresh eyes."),
    _("Accounts are gathered before the meeting; the plan has an hour of its own."),
    _("Codes for causes, so that patterns show over many reviews."),
    _("Each ceremony is a switch of its own."),
)
PREVIEWS: dict[str, tuple[Promise, ...]] = {Organisation.Size.SMALL: SMALL, Organisation.Size.LARGE: LARGE}


def with_previews(form: FirstSettingsForm) -> list[tuple[BoundWidget, tuple[Promise, ...]]]:
    """Each answer to the question of size, with what it switches."""
    return [(radio, PREVIEWS[radio.data["value"]]) for radio in form["size"]]
