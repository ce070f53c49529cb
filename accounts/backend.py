"""Who is signed in, with what a page's frame says about them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from postmortems.mail.queries import shown_to


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Loads the person of a session together with the number of their new notices: no page asks a query more for it."""

    def get_user(self, user_id: Any) -> User | None:
        new = shown_to(OuterRef("pk")).filter(seen_at=None).order_by().values("recipient").annotate(count=Count("pk"))
        people = User.objects.annotate(new_notices=Coalesce(Subquery(new.values("count")), 0))
        user = people.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
