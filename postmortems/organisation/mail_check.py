"""One mail through the real settings, sent while somebody waits, and a plain answer: how far it came and what helps."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.mail.postbox import LONGEST_ATTEMPT, at_most

HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Server:
    """Where mail goes, as far as a page may say it: never the user or the password."""

    host: str
    port: int
    is_encrypted: bool
    signs_in: bool
    sender: str

    @property
    def is_this_machine(self) -> bool:
        return self.host in HERE


@dataclass(frozen=True)
class Step:
    """One step of the conversation with a mail server, and whether it was passed, failed or never reached."""

    label: str | Promise
    state: str  # done | failed | ahead


@dataclass(frozen=True)
class Answer:
    """What came of it. `words` say what helps; they hold the server's code, never its text and no secret."""

    steps: list[Step]
    words: str | Promise = ""

    @property
    def arrived(self) -> bool:
        return not self.words


REACH, ENCRYPT, SIGN_IN, SENDER, RECIPIENT, MESSAGE = range(6)
LABELS = (
    _("Reach the server"),
    _("Agree on encryption"),
    _("Sign in"),
    _("Accept the sender"),
    _("Accept the recipient"),
    _("Take the message"),
)


def server() -> Server:
    options: dict[str, Any] = settings.MAILERS["default"].get("OPTIONS", {})
    return Server(
        host=str(options.get("host", "localhost")),
        port=int(options.get("port", 25)),
        is_encrypted=bool(options.get("use_tls") or options.get("use_ssl")),
        signs_in=bool(options.get("username")),
        sender=settings.DEFAULT_FROM_EMAIL,
    )


def send_test(person: User) -> Answer:
    """Send a mail to `person` now, past the outbox. Takes up to 30 seconds where the server does not answer."""
    body = render_to_string("organisation/mail_test.txt", {"person": person, "base_url": settings.BASE_URL})
    message = EmailMessage(__("Mail works"), body, to=[person.email], headers={"Auto-Submitted": "auto-generated"})
    mailer: Any = mailers.default
    try:
        with at_most(LONGEST_ATTEMPT):
            try:
                mailer.open()
                mailer.send_messages([message])
            finally:
                mailer.close()
    except (OSError, ValueError) as error:  # smtplib's own errors are kinds of OSError
        return explain(error, server())
    return Answer(_steps(server(), failed=None))


def explain(error: Exception, at: Server) -> Answer:
    """The step at which it ended, and a sentence that helps to put it right."""
    step, words = next(_verdict(error, said) for kind, said in TROUBLES if isinstance(error, kind))
    facts = {"host": at.host, "port": at.port, "sender": at.sender, "code": _code(error)}
    return Answer(_steps(at, failed=step), str(words) % facts)


def _verdict(error: Exception, said: "Said") -> "Verdict":
    return said(error) if callable(said) else said


def _steps(at: Server, *, failed: int | None) -> list[Step]:
    shown = [step for step in range(6) if (step != ENCRYPT or at.is_encrypted) and (step != SIGN_IN or at.signs_in)]
    if failed is not None and failed not in shown:
        shown = sorted([*shown, failed])

    def state(step: int) -> str:
        return "done" if failed is None or step < failed else "failed" if step == failed else "ahead"

    return [Step(LABELS[step], state(step)) for step in shown]


def _code(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return str(next(iter(error.recipients.values()))[0])
    return str(getattr(error, "smtp_code", "")) or type(error).__name__


Verdict = tuple[int, Promise]
Said = Verdict | Callable[[Exception], Verdict]
NO_ANSWER = (REACH, _("%(host)s did not answer on port %(port)s in time. Often a firewall stands between."))


def _not_offered(error: Exception) -> Verdict:
    if "STARTTLS" in str(error).upper():
        return ENCRYPT, _("%(host)s offers no encryption on port %(port)s. Try smtps:// with port 465.")
    return SIGN_IN, _("%(host)s takes no user and password on port %(port)s. Try smtp+starttls:// with port 587.")


def _hung_up(error: Exception) -> Verdict:
    """smtplib says this of a silent server, too."""
    if "timed out" in str(error):
        return NO_ANSWER
    return REACH, _("%(host)s hung up. On port %(port)s it may want smtps://.")


# From the special to the general: many of these are kinds of the later ones.
TROUBLES: tuple[tuple[type[Exception], Said], ...] = (
    (socket.gaierror, (REACH, _("The name %(host)s leads nowhere from here. Is it spelled right in SMTP_URL?"))),
    (ConnectionRefusedError, (REACH, _("%(host)s is there, but nothing listens on its port %(port)s."))),
    (TimeoutError, NO_ANSWER),
    (ssl.SSLCertVerificationError, (ENCRYPT, _("The certificate of %(host)s is none that this machine trusts."))),
    (
        ssl.SSLError,
        (ENCRYPT, _("%(host)s encrypts otherwise on port %(port)s: smtps:// for 465, smtp+starttls:// for 587.")),
    ),
    (smtplib.SMTPNotSupportedError, _not_offered),
    (
        smtplib.SMTPAuthenticationError,
        (SIGN_IN, _("%(host)s does not know this user and password (it said %(code)s).")),
    ),
    (
        smtplib.SMTPSenderRefused,
        (SENDER, _("%(host)s sends nothing from %(sender)s (it said %(code)s). See MAIL_FROM.")),
    ),
    (
        smtplib.SMTPRecipientsRefused,
        (RECIPIENT, _("%(host)s does not deliver to your address (it said %(code)s).")),
    ),
    (smtplib.SMTPDataError, (MESSAGE, _("%(host)s did not take the message (it said %(code)s)."))),
    (smtplib.SMTPServerDisconnected, _hung_up),
    (smtplib.SMTPResponseException, (REACH, _("%(host)s answered and sent us away (it said %(code)s)."))),
    (OSError, (REACH, _("%(host)s could not be reached on port %(port)s (%(code)s)."))),
    (Exception, (MESSAGE, _("The message could not be written down (%(code)s). Look at MAIL_FROM."))),
)
