"""Receivers: made, switched off and on, renewed, ended; and asked to hear something again."""

import base64
import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from accounts.models import Team, User
from postmortems.audit.services import record
from postmortems.outgoing.gathering import newest_entry
from postmortems.outgoing.kinds import Fate, Form, News
from postmortems.outgoing.models import Receiver, Sending
from postmortems.shared import clock
from postmortems.shared.sealing import seal, unseal

CHAIN = "organisation"
PURPOSE, WHERE = "outgoing", "outgoing-address"  # of the two seals
BOTH_SIGN = dt.timedelta(days=1)  # the secret before signs as well, so that the other side can change it in peace
KEPT = dt.timedelta(days=90)


def make(
    *,
    name: str,
    form: str,
    url: str,
    news: Sequence[str],
    team: Team | None,
    sends_list: bool,
    actor: User,
    form_key: uuid.UUID,
) -> tuple[Receiver, str]:
    """A receiver and the secret that signs, which is told this once. Whoever makes it answers for it: it hears what
    they may see. The same form again gives the receiver and no secret.
    """
    secret, now = new_secret(), clock.now()
    said = {"name": name, "form": form, "news": list(news), "team": team, "sends_list": sends_list, "owner": actor}
    kept = {"sealed_url": seal(url, purpose=WHERE), "sealed": seal(secret, purpose=PURPOSE), "made_at": now}
    host = (urlsplit(url).hostname or "")[:253]
    try:
        with transaction.atomic():
            made = Receiver.objects.create(**said, **kept, host=host, form_key=form_key, seen_entry=newest_entry())
            record(verb="made a receiver", chain=CHAIN, actor=actor, target=f"receiver:{made.pk}", fields=("news",))
    except IntegrityError:
        return Receiver.objects.get(form_key=form_key), ""
    return made, secret if form == Form.JSON else ""


@transaction.atomic
def renew(*, receiver: Receiver, actor: User) -> str:
    """A new secret, told this once. The one before signs beside it for a day."""
    secret = new_secret()
    receiver.sealed_before, receiver.before_until = receiver.sealed, clock.now() + BOTH_SIGN
    receiver.sealed = seal(secret, purpose=PURPOSE)
    receiver.save(update_fields=["sealed", "sealed_before", "before_until"])
    record(verb="renewed a receiver", chain=CHAIN, actor=actor, target=f"receiver:{receiver.pk}", fields=("secret",))
    return secret


@transaction.atomic
def switch(*, receiver: Receiver, is_on: bool, actor: User) -> None:
    """Off: nothing goes there, and what happens meanwhile is not told afterwards. On: from now on, and what waited."""
    receiver.is_on, receiver.failures, receiver.rests_until = is_on, 0, None
    receiver.seen_entry = newest_entry()
    receiver.save(update_fields=["is_on", "failures", "rests_until", "seen_entry"])
    verb = "switched a receiver on" if is_on else "switched a receiver off"
    record(verb=verb, chain=CHAIN, actor=actor, target=f"receiver:{receiver.pk}", fields=("is_on",))


@transaction.atomic
def end(*, receiver: Receiver, actor: User) -> None:
    """It hears nothing more, and its log goes with it."""
    record(verb="ended a receiver", chain=CHAIN, actor=actor, target=f"receiver:{receiver.pk}", fields=("news",))
    receiver.delete()


def ask_for_test(*, receiver: Receiver) -> Sending:
    """Something that shows whether it arrives; it waits its turn behind what waits already."""
    now = clock.now()
    return Sending.objects.create(
        receiver=receiver, news=News.TEST, about=f"receiver:{receiver.pk}", key=f"test:{uuid.uuid4()}", happened_at=now
    )


def tell_again(*, sending: Sending) -> None:
    """Send it once more, under the same name: as it may be told by now."""
    again = Sending.objects.filter(pk=sending.pk).exclude(fate=Fate.WAITING)
    again.update(fate=Fate.WAITING, tries=0, reply="")
    Receiver.objects.filter(pk=sending.receiver_id).update(rests_until=None)


def forget_old() -> int:
    """The log is kept for ninety days; how many lines went."""
    old = Sending.objects.filter(happened_at__lt=clock.now() - KEPT).exclude(fate=Fate.WAITING)
    return old.delete()[0]


def new_secret() -> str:
    """As Standard Webhooks writes one: 24 bytes in base64 behind a name of its own."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"


def url_of(receiver: Receiver) -> str:
    return unseal(bytes(receiver.sealed_url), purpose=WHERE)


def secrets_of(receiver: Receiver, now: dt.datetime) -> list[str]:
    """The secrets that sign now, the newest first."""
    found = [unseal(bytes(receiver.sealed), purpose=PURPOSE)]
    if receiver.sealed_before and receiver.before_until and now < receiver.before_until:
        found.append(unseal(bytes(receiver.sealed_before), purpose=PURPOSE))
    return found
