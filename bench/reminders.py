"""Bar 11: reminders decided for 100,000 open items, and deliveries beside bare SMTP on one connection."""

import smtplib
import statistics
import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from bench._ground import FEW, MANY, _analyze, _run, world

MAILS, ROUNDS = 200, 5


def rows() -> list[tuple[str, str, str]]:
    here = world()
    nothing, few, many = _decided(here, 0), _decided(here, FEW), _decided(here, MANY)
    per_item = ((many - nothing) / MANY) / ((few - nothing) / FEW)
    return [
        ("reminders decided for 100,000 open items", f"{many - nothing:.1f} s of one core", "<= 10 s"),
        ("  an item among 100,000 beside one among 1,000", f"x {per_item:.2f}", "<= 1.2 (linear)"),
        ("  reviews, lists and reports of the same look", f"{nothing:.1f} s of one core", ""),
        _delivered(),
    ]


def _decided(here: Any, count: int) -> float:
    """Seconds of processor time in this process for one `remind` over so many promises, none of which is due to be
    spoken of today; reading them is part of it. The best of three, as what disturbs only adds.
    """
    from postmortems.followup.services import remind

    _fill(here.reader, count)
    remind()  # the imports and the first connection are nobody's reminder
    return min(_seconds(remind) for _ in range(3))


def _seconds(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _fill(owner: Any, count: int) -> None:
    """So many open action items in reach of the policy, spread over fifty days."""
    from postmortems.actions.models import ActionItem

    columns = [f.column for f in ActionItem._meta.concrete_fields if f.column not in ("id", "form_key", "due_on")]
    listed = ", ".join(f'"{column}"' for column in columns)
    _run("DELETE FROM postmortems_actionitem WHERE done_when = 'filled'")
    first = ActionItem.objects.order_by("pk").first()
    assert first is not None
    told = listed.replace('"done_when"', "'filled'").replace('"state"', "'accepted'")
    told = told.replace('"touched_at"', "now()").replace('"first_due_on"', "current_date + 20")
    _run(
        f"INSERT INTO postmortems_actionitem ({listed}, due_on, form_key) "
        f"SELECT {told}, current_date + 6 + mod(n, 20), gen_random_uuid() "
        "FROM postmortems_actionitem, generate_series(1, %s) n WHERE id = %s",
        count,
        first.pk,
    )
    _analyze()


def _delivered() -> tuple[str, str, str]:
    """The same mails through the outbox and through smtplib alone, each on one connection, in interleaved rounds."""
    from django.conf import settings

    from postmortems.mail.deliver import deliver_all_due
    from postmortems.mail.models import Delivery
    from tests.mail.sink import Sink, serving
    from tests.prove._filling import fill_outbox

    fill_outbox(MAILS)
    ours, bare = [], []
    with serving(Sink()) as port:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 10}}}
        for _ in range(ROUNDS):
            Delivery.objects.update(status="waiting", digest_on=None, leased_until=None, tries=0)
            started = time.perf_counter()
            assert deliver_all_due() == MAILS
            ours.append(MAILS / (time.perf_counter() - started))
            bare.append(_bare(port))
    ratio = statistics.median(ours) / statistics.median(bare)
    figure = f"{statistics.median(ours):.0f} a second, {ratio:.2f} x bare"
    return "reminders delivered on one connection", figure, ">= 0.7 x bare SMTP"


def _bare(port: int) -> float:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Today: a cap", "a@example.org", "b@example.org"
    message.set_content("x" * 1500)
    message.add_alternative("<p>" + "x" * 5000 + "</p>", subtype="html")
    started = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for _ in range(MAILS):
            line.send_message(message)
    return MAILS / (time.perf_counter() - started)
