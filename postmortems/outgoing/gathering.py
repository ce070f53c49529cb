"""From the record to what is told: read by the poll, so that nothing is lost with a nudge, and nothing told twice."""

import datetime as dt

from django.db.models import Max

from accounts.models import Organisation
from postmortems.audit.models import AuditEntry
from postmortems.outgoing.kinds import ABOUT_ACTIONS, News, news_in
from postmortems.outgoing.models import Receiver, Sending
from postmortems.shared import clock

AT_ONCE = 2000  # entries looked through in one go
# An entry whose transaction is still open can become visible behind later ones. None lives as long as this (the
# timeouts of settings.py), so that far back is read again each time.
SETTLED = dt.timedelta(minutes=3)
LIST_DAY, LIST_AT = 1, dt.time(9, 0)  # Monday morning, on the organisation's clock


def gather() -> int:
    """Put what is new into the log of each receiver that wants it; how many entries that were. Three queries and one
    more for each receiver, none of which grows with what is on record.
    """
    now = clock.now()
    receivers = list(Receiver.objects.filter(is_on=True))
    if not receivers:
        return 0
    start = min(one.seen_entry for one in receivers)
    columns = ("pk", "verb", "chain", "target", "fields", "happened_at")
    rows = AuditEntry.objects.filter(pk__gt=start, chain__startswith="review:").order_by("pk")
    entries = list(rows.only(*columns)[:AT_ONCE])
    made = [one for receiver in receivers for one in (*_news(receiver, entries), *_list(receiver, now))]
    Sending.objects.bulk_create(made, ignore_conflicts=True)
    _remember(receivers, entries, now)
    return len(entries)


def newest_entry() -> int:
    """Where the record stands: what was before a receiver is made is not told it."""
    return AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def _news(receiver: Receiver, entries: list[AuditEntry]) -> list[Sending]:
    found = []
    for entry in entries:
        news = news_in(verb=entry.verb, fields=entry.fields)
        if entry.pk <= receiver.seen_entry or news is None or news not in receiver.news:
            continue
        about = entry.target if news in ABOUT_ACTIONS else entry.chain
        again = f":{entry.pk}" if news in (News.DONE, News.CLOSED, News.SHARED) else ""  # what can happen twice
        found.append(
            Sending(
                receiver=receiver,
                news=news,
                about=about,
                key=f"{news}:{about}{again}",
                happened_at=entry.happened_at,
            )
        )
    return found


def _list(receiver: Receiver, now: dt.datetime) -> list[Sending]:
    """The list of the week, once, from Monday morning on; one that is hours late is told no more."""
    if not receiver.sends_list or receiver.team_id is None:
        return []
    here = clock.local(now, Organisation.current().zone)
    if here.isoweekday() != LIST_DAY or not LIST_AT <= here.time().replace(tzinfo=None) < dt.time(17, 0):
        return []
    about = f"team:{receiver.team_id}"
    return [Sending(receiver=receiver, news=News.LIST, about=about, key=f"list:{here:%G-W%V}", happened_at=now)]


def _remember(receivers: list[Receiver], entries: list[AuditEntry], now: dt.datetime) -> None:
    settled = [entry.pk for entry in entries if len(entries) == AT_ONCE or entry.happened_at < now - SETTLED]
    if settled:
        pks = [one.pk for one in receivers if one.seen_entry < settled[-1]]
        Receiver.objects.filter(pk__in=pks).update(seen_entry=settled[-1])
