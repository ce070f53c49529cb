"""One connection to the mail server, used for a batch, and a bound on every attempt."""

import signal
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMessage, mailers

# A server that drips one byte every two seconds never meets the timeout of 10 s of the socket. An attempt is over in
# 30 s (RELIABILITY.md section 3): these are the part of the server, the rest is for reading and writing the message.
LONGEST_ATTEMPT = 25.0
# After these the conversation goes on with the next message.
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


@dataclass(frozen=True)
class Failure:
    """Why a message was not taken. `reply` is the server's code or the kind of trouble, never anybody's words.

    `may_have_arrived`: nobody can know, as the line broke before the server's last word.
    """

    reply: str
    is_final: bool = False
    is_server_away: bool = False
    may_have_arrived: bool = False


class Postbox:
    """`send` gives back None when the server said 250, or the Failure. The connection opens with the first message."""

    def __enter__(self) -> Self:
        self.connection: Any = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.connection is not None:
            with suppress(OSError), at_most(LONGEST_ATTEMPT):
                self.connection.close()

    def send(self, message: EmailMessage) -> Failure | None:
        try:
            with at_most(LONGEST_ATTEMPT):
                self._connect()
                self.connection.send_messages([message])
        except (OSError, ValueError) as error:  # smtplib's own errors are kinds of OSError
            failure = self._understand(error)
            if failure.reply == "421" or not isinstance(error, REFUSALS):
                self._hang_up()
            return failure
        return None

    def _connect(self) -> None:
        if self.connection is None:
            fresh = mailers.default
            fresh.open()
            self.connection = fresh

    def _hang_up(self) -> None:
        """Without the farewell of SMTP, for which a sick server could let us wait."""
        socket = getattr(self.connection, "connection", None)
        self.connection = None
        if socket is not None:
            with suppress(OSError):
                socket.close()

    def _understand(self, error: Exception) -> Failure:
        """Only what the server says about this address or message is final; trouble with us or on the way passes."""
        if self.connection is None:
            return Failure(_code(error), is_server_away=True)
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code = next(iter(error.recipients.values()))[0]
            return Failure(str(code), is_final=code >= 500)
        if isinstance(error, smtplib.SMTPDataError):
            return Failure(str(error.smtp_code), is_final=error.smtp_code >= 500)
        is_ours = isinstance(error, ValueError)
        return Failure(_code(error), is_final=is_ours, may_have_arrived=not is_ours)


def _code(error: Exception) -> str:
    code = getattr(error, "smtp_code", None)
    return str(code) if code else type(error).__name__


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError inside the block when it takes longer. Works in a main thread, where Celery runs tasks."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
