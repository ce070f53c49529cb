"""Where people are signed in: Django's sessions in the database, each knowing whose it is, since when, and on what
kind of device. No network address, no full name of the browser.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.serializers import JSONSerializer
from django.db import models
from django.utils.crypto import salted_hmac

from postmortems.shared.sealing import seal, unseal

PURPOSE = "session"
DEVICE, BEGAN = "device", "began"  # what signing in notes in the session (signing_in.py)


class SessionStore(DatabaseStore):
    """Named by SESSION_ENGINE."""

    @classmethod
    def get_model_class(cls) -> "type[Session]":
        return Session

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Sealed: what somebody typed waits here while they show once more that it is they, a secret perhaps."""
        return seal(JSONSerializer().dumps(session_dict).decode(), purpose=PURPOSE).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Nothing, as for a session that is over, where no key of this installation reads it."""
        sealed = session_data.encode() if isinstance(session_data, str) else session_data
        words = unseal(sealed, purpose=PURPOSE)
        found: dict[str, Any] = JSONSerializer().loads(words.encode()) if words else {}
        return found

    def create_model_instance(self, data: dict[str, Any]) -> "Session":
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = data.get(DEVICE, "")
        row.began_at = dt.datetime.fromtimestamp(data[BEGAN], dt.UTC) if BEGAN in data else None
        return row


class Session(AbstractBaseSession):
    """One browser. Without a person: somebody who is not signed in yet."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="open_sessions"
    )
    device = models.CharField(max_length=60, blank=True, default="", help_text="as in Firefox on Linux")
    began_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore

    @property
    def handle(self) -> str:
        """How a page names this session: the key itself signs in, and stands on no page."""
        return salted_hmac("second-story.session-handle", self.session_key, algorithm="sha256").hexdigest()[:32]
