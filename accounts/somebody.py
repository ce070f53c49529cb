"""Who stands for the person who asks, in a statement that is written once for everybody (shared/statements.py)."""

from django.db.models import FETCH_RAISE

from accounts.models import User
from postmortems.shared.statements import PERSON


def somebody() -> User:
    """Only who they are, and that they are active, may go into a statement; a rule that asks anything else of them
    raises FieldFetchBlocked here, and never becomes somebody else's answer.
    """
    return User.from_db("default", ["id", "is_active"], [PERSON, True], fetch_mode=FETCH_RAISE)
