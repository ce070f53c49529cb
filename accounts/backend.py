"""Who is signed in, with what a page's frame says about them."""

from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import FETCH_ONE, Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from postmortems.mail.queries import shown_to
from postmortems.shared import clock
from postmortems.shared.statements import NOW, PERSON, Columns, Shape, Statement


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Loads the person of a session together with the number of their new notices: no page asks a query more for it."""

    def get_user(self, user_id: Any) -> User | None:
        shape, statement = _person_with_notices()
        for *values, new_notices in statement.ask({PERSON: User._meta.pk.to_python(user_id), NOW: clock.now()}):
            [user] = shape.objects(tuple(values))
            user.new_notices = new_notices
            return user if self.user_can_authenticate(user) else None
        return None


@cache
def _person_with_notices() -> tuple[Shape, Statement]:
    """Written once in a process, because every request asks it."""
    new = shown_to(OuterRef("pk"), at=NOW).filter(seen_at=None)
    count = new.order_by().values("recipient").annotate(count=Count("pk")).values("count")
    shape = Shape(Columns(User, mode=FETCH_ONE))
    people = User.objects.filter(pk=PERSON).annotate(new_notices=Coalesce(Subquery(count), 0))
    return shape, Statement.of(people.values_list(*shape.lookups, "new_notices"))
