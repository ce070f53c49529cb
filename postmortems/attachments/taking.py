"""Taking in what a form brought, or saying beside its field why not."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.attachments import services
from postmortems.attachments.forms import AttachForm, too_large
from postmortems.attachments.limits import PIXELS
from postmortems.attachments.models import Attachment
from postmortems.attachments.pictures import TooManyPixels, Unreadable
from postmortems.attachments.storage import DiskFull
from postmortems.attachments.uploads import Refused
from postmortems.reviews.models import Review

FULL = 507  # what HTTP says of a disk without room


def take(form: AttachForm, *, review: Review, actor: User, refused: Refused | None) -> Attachment | None:
    """The picture or file of this form, kept with the review; None when it was not taken, and the form says why.
    `refused` says that the file did not even arrive (uploads.py).
    """
    if refused == Refused.TOO_LARGE:
        form.refuse_file(too_large())
    if refused == Refused.DISK_FULL:
        form.refuse_file(no_room(), status=FULL)
    if not form.is_valid():
        return None
    said: Any = form.cleaned_data
    file = said["file"]
    try:
        return services.attach(
            review=review, file=file.file, name=file.name, alt=said["alt"], actor=actor, form_key=said["form_key"]
        )
    except Unreadable:
        form.refuse_file(_("It is named like a picture, but it cannot be read as one. Was it saved whole?"))
    except TooManyPixels:
        form.refuse_file(_("It has more than %(n)d million pixels. A smaller one will do.") % {"n": PIXELS // 10**6})
    except DiskFull:
        form.refuse_file(no_room(), status=FULL)
    return None


def no_room() -> str:
    return _("There is no room left on our disk. Whoever runs Second Story can make some; nothing was kept.")
