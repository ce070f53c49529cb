"""file-12 in a text: a picture is shown, a file is named."""

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.urls import reverse

from accounts.models import User
from postmortems.attachments.models import Attachment
from postmortems.reviews.access import visible_to
from postmortems.wording.references import Kind, Target


def rows(user: User) -> QuerySet[Attachment]:
    is_said = Case(When(~Q(alt=""), then=F("alt")), default=F("name"))
    is_image = Case(When(kind=Attachment.Kind.IMAGE, then=Value(True)), default=Value(False))
    return Attachment.objects.alive().filter(review__in=visible_to(user)).annotate(_said=is_said, _is_image=is_image)


def address(target: Target) -> str:
    return reverse("attachment", args=[target.review, target.number])


def small(target: Target) -> str:
    return reverse("attachment-small", args=[target.review, target.number])


FILE = Kind(
    rows=rows,
    address=address,
    words="_said",
    picture="_is_image",
    small=small,
)
