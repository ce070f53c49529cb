"""Who stands for the person who asks, in a statement that is written once for everybody (shared/statements.py)."""

from django.db.models import FETCH_RAISE

from accounts.models import User
from postmortems.shared.statements import PERSON


def somebody(pk: int = PERSON, *, is_active: bool = True) -> User:
    """Only who they are, and whether they are active, may go into a statement; a rule that asks anything else of them
    raises FieldFetchBlocked here, and never becomes somebody else's answer.
    """
    return User.from_db("default", ["id", "is_active"], [pk, is_active], fetch_mode=FETCH_RAISE)
