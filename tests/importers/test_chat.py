"""Chats and logs in the shapes in which people copy them. Every line of a sample is in an entry, or shown as it is."""

import datetime as dt
from pathlib import Path

import pytest

from postmortems.timeline.importers.chat import numbered, read
from postmortems.timeline.importers.entries import Entry, NotRead

SAMPLES = Path(__file__).parent / "samples" / "chat"
NEAR = dt.date(2026, 6, 2)
LOOKING = "checkout answers nothing, I am looking"


def told(name: str) -> list[tuple[str, str, str, str]]:
    """When, who, the words, and the noise of each entry."""
    items = list(read((SAMPLES / name).read_bytes(), NEAR))
    return [
        (f"{item.at:%d %H:%M}{'Z' if item.at.tzinfo else ''}", item.who, item.text, item.noise)
        for item in items
        if isinstance(item, Entry)
    ]


SHAPES = {
    "slack_web_new.txt": [
        ("01 14:02", "Priya Raman", LOOKING, ""),
        ("01 14:03", "Priya Raman", "the pool on db-2 is full", ""),
        ("01 14:05", "Sven Kallas", "Rolling back the config push.\nIt takes about four minutes.", ""),
        ("01 14:06", "PagerDuty", "Triggered #4711: checkout error rate", "bot"),
        ("01 14:11", "Sven Kallas", "Back. Error rate is falling (edited)", ""),
    ],
    "slack_web_old.txt": [
        ("01 14:02", "priya", LOOKING, ""),
        ("01 14:03", "priya", "the pool on db-2 is full", ""),
        ("01 14:05", "sven", "joined #inc-checkout", "coming"),
        ("01 23:58", "mina", "quiet since ten", ""),
        ("02 00:04", "mina", "closing for tonight", ""),
    ],
    "teams_old.txt": [
        ("01 14:02", "Priya Raman", LOOKING, ""),
        ("01 14:05", "Sven Kallas", "Rolling back the config push.\n\nIt takes about four minutes.", ""),
        ("13 09:00", "Mina Okafor", "The review is on Monday.", ""),
    ],
    "teams_new.txt": [
        ("01 14:02", "Priya Raman", LOOKING, ""),
        ("01 14:05", "Sven Kallas", "Rolling back the config push.", ""),
        ("02 09:00", "Mina Okafor", "The review is on Monday.", ""),
    ],
    "discord.txt": [
        ("01 14:02", "priya", LOOKING, ""),
        ("01 14:05", "sven", "Rolling back the config push.", ""),
        ("01 14:06", "StatusBot", "checkout: degraded", "bot"),
        ("13 14:11", "priya", "Back.", ""),
    ],
    "irssi.log": [
        ("01 14:01", "", "sven [~sven@10.0.0.7] has joined #inc", "coming"),
        ("01 14:02", "priya", LOOKING, ""),
        ("01 14:05", "sven", "rolling back: the config push", ""),
        ("01 14:05", "sven", "sven crosses fingers", ""),
        ("01 23:58", "priya", "quiet since ten", ""),
        ("02 00:04", "priya", "closing for tonight", ""),
    ],
    "weechat.log": [
        ("01 14:01", "", "sven (~sven@10.0.0.7) has joined #inc", "coming"),
        ("01 14:02", "priya", LOOKING, ""),
        ("01 14:05", "sven", "rolling back the config push", ""),
        ("01 14:05", "sven", "sven crosses fingers", ""),
        ("01 14:09", "", "sven is now known as sven_away", "coming"),
    ],
    "znc.log": [
        ("02 14:00", "", "Joins: sven (~sven@10.0.0.7)", "coming"),
        ("02 14:02", "priya", LOOKING, ""),
        ("02 14:05", "sven", "rolling back: the config push", ""),
        ("02 14:05", "sven", "sven crosses fingers", ""),
        ("02 14:09", "", "sven is now known as sven_away", "coming"),
        ("02 14:10", "", "Quits: mina (~mina@10.0.0.9) (Ping timeout: 240 seconds)", "coming"),
        ("02 14:11", "pagerbot", "resolved #4711", ""),
    ],
    "hexchat.log": [
        ("01 14:00", "sven", "sven (~sven@10.0.0.7) has joined #inc", "coming"),
        ("01 14:02", "priya", LOOKING, ""),
        ("01 14:05", "sven", "rolling back: the config push", ""),
        ("01 14:05", "sven", "sven crosses fingers", ""),
    ],
    "mirc.log": [
        ("01 14:00", "Now", "Now talking in #inc", "coming"),
        ("01 14:02", "priya", LOOKING, ""),
        ("01 14:05", "sven", "rolling back: the config push", ""),
        ("01 14:09", "sven", "sven is now known as sven_away", "coming"),
    ],
    "meetbot.log": [
        ("02 14:00", "priya", "#startmeeting checkout", ""),
        ("02 14:00", "meetbot", "Meeting started Mon Jun  1 14:00:58 2026 UTC.  The chair is priya.", ""),
        ("02 14:02", "priya", LOOKING, ""),
        ("02 14:05", "sven", "rolling back: the config push", ""),
        ("02 14:05", "sven", "sven crosses fingers", ""),
    ],
    "pidgin.txt": [
        ("02 14:02", "priya", LOOKING, ""),
        ("02 14:05", "sven", "rolling back: the config push", ""),
        ("02 14:09", "", "sven left the room.", "coming"),
    ],
    "mattermost.txt": [
        ("02 14:02", "priya.raman", LOOKING, ""),
        ("02 14:05", "sven.kallas", "Rolling back the config push.\n- step one\n- step two", ""),
        ("02 14:06", "alertbot", "checkout error rate 41 %", "bot"),
    ],
    "zulip.txt": [
        ("01 14:02", "Priya Raman", LOOKING, ""),
        ("01 14:05", "Sven Kallas", "Rolling back the config push.", ""),
        ("01 14:11", "Priya Raman", "Back.", ""),
    ],
    "whatsapp_ios.txt": [
        ("01 14:01", "Outage", "\u200eMessages and calls are end-to-end encrypted.", "coming"),
        ("01 14:02", "Priya Raman", "checkout answers nothing\nI am looking", ""),
        ("01 14:05", "Sven", "Rolling back: the config push", ""),
        ("01 14:06", "Sven", "This message was deleted.", "deleted"),
    ],
    "whatsapp_android.txt": [
        ("13 14:02", "Priya Raman", "checkout answers nothing", ""),
        ("13 14:05", "Sven", "Rolling back\nthe config push", ""),
        ("13 14:06", "", "Mina Okafor was added by Sven", "coming"),
    ],
    "telegram.txt": [
        ("01 14:02", "Priya Raman", "checkout answers nothing", ""),
        ("01 14:05", "Sven", "[In reply to Priya Raman]\nRolling back the config push.", ""),
    ],
    "google_chat.txt": [
        ("01 14:02", "Priya Raman", "checkout answers nothing", ""),
        ("01 14:05", "Sven Kallas", "Rolling back the config push.", ""),
        ("02 09:05", "Sven Kallas", "Report is out.", ""),
    ],
    "zoom.txt": [
        ("02 14:02", "Priya Raman", "checkout answers nothing", ""),
        ("02 14:05", "Sven Kallas", "rolling back", ""),
    ],
    "iso.log": [
        (
            "01 12:02Z",
            "",
            "ERROR pool: 100 of 100 connections in use\njava.sql.SQLTransientConnectionException: timed out\n"
            "    at com.example.Pool.take(Pool.java:41)",
            "",
        ),
        ("01 10:05Z", "", "INFO deploy: rollback started", ""),
        ("01 12:11", "", "WARN lb: 3 of 4 targets healthy", ""),
    ],
    "syslog.txt": [
        ("01 14:02", "", "db-2 postgres[811]: FATAL: remaining connection slots are reserved", ""),
        ("01 14:05", "", "ops-1 deploy[99]: rollback started by sven", ""),
        ("31 23:59", "", "db-2 kernel: last line of a year", ""),
        ("01 14:11Z", "", "lb-1 haproxy 12 ID47 - backend up", ""),
    ],
    "glog.txt": [
        ("01 14:02", "", "1 controller.go:41] pool is full", ""),
        ("01 14:05", "", "1 deploy.go:9] rollback started", ""),
    ],
    "plain_24h.txt": [
        ("02 14:02", "priya", "checkout answers nothing", ""),
        ("02 14:05", "sven", "rolling back: the config push\nabout four minutes", ""),
        ("02 23:58", "priya", "quiet since ten", ""),
        ("03 00:04", "priya", "closing for tonight", ""),
    ],
    "plain_12h.txt": [
        ("02 14:02", "Priya", "checkout answers nothing", ""),
        ("02 14:05", "Sven", "rolling back the config push", ""),
        ("02 23:58", "Priya", "quiet since ten", ""),
        ("03 00:04", "Priya", "closing for tonight", ""),
    ],
    "bullets.md": [
        ("01 14:02Z", "", "Error rate on checkout passes 5 %.", ""),
        ("01 14:05Z", "", "Rollback started.", ""),
        ("01 14:11Z", "", "Error rate back to normal.", ""),
    ],
    "table.md": [
        ("02 14:02Z", "", "Error rate on checkout passes 5 %.", ""),
        ("02 14:05Z", "", "Rollback started.", ""),
    ],
    "access.log": [
        ("01 14:02Z", "", '10.0.0.7 - - [01/Jun/2026:14:02:03 +0000] "GET /checkout HTTP/1.1" 500 12 "-" "curl/8"', ""),
        (
            "01 14:05Z",
            "",
            '10.0.0.8 - - [01/Jun/2026:14:05:40 +0000] "GET /checkout HTTP/1.1" 200 512 "-" "curl/8"',
            "",
        ),
    ],
    "logfmt.log": [
        ("01 14:02Z", "", 'level=error ts=2026-06-01T14:02:03.120Z caller=pool.go:41 msg="pool is full"', ""),
        ("01 14:05Z", "", 'level=info ts=2026-06-01T14:05:40.000Z caller=deploy.go:9 msg="rollback started"', ""),
    ],
}


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_shape_is_read_as_its_chat_meant_it(name):
    assert told(name) == SHAPES[name]


def test_every_sample_is_in_the_table():
    assert {path.name for path in SAMPLES.iterdir()} == set(SHAPES)


def lines_with_words(text: str) -> list[str]:
    return [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if any(map(str.isalnum, line))]


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_no_line_is_lost(name):
    data = (SAMPLES / name).read_bytes()
    sources = "\n".join(item.source for item in read(data, NEAR))
    assert lines_with_words(sources) == lines_with_words(data.decode())


def test_a_line_without_a_time_before_it_is_kept_with_its_number():
    items = list(read(b"Notes of the night\n\n14:02 priya: down\n", NEAR))
    assert [(item.line, item.source) for item in items if isinstance(item, NotRead)] == [(1, "Notes of the night")]


def test_a_date_with_nothing_under_it_is_not_swallowed():
    assert [type(item) for item in read(b"14:02 priya: down\n--- Day changed Tue Jun 02 2026\n", NEAR)] == [
        Entry,
        NotRead,
    ]


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2026-06-04 10:23:11 PM CEST", dt.datetime(2026, 6, 4, 20, 23, 11, tzinfo=dt.UTC)),
        ("2026-06-04T10:23:11.5+02:00", dt.datetime(2026, 6, 4, 8, 23, 11, 500_000, tzinfo=dt.UTC)),
        ("Thu Jun  4 10:23:11 2026", dt.datetime(2026, 6, 4, 10, 23, 11)),
        ("Thu, 4 Jun 2026 10:23:11 GMT", dt.datetime(2026, 6, 4, 10, 23, 11, tzinfo=dt.UTC)),
        ("June 4th, 2026 at 10:23 AM", dt.datetime(2026, 6, 4, 10, 23)),
        ("2026 June 4 10:23 UTC", dt.datetime(2026, 6, 4, 10, 23, tzinfo=dt.UTC)),
        ("04.06.2026, 10:23", dt.datetime(2026, 6, 4, 10, 23)),
        ("4. Jun 2026 10:23", dt.datetime(2026, 6, 4, 10, 23)),
        ("10:23, 04.06.2026", dt.datetime(2026, 6, 4, 10, 23)),
        ("1780568591", dt.datetime(2026, 6, 4, 10, 23, 11, tzinfo=dt.UTC)),
        ("1780568591.25", dt.datetime(2026, 6, 4, 10, 23, 11, 250_000, tzinfo=dt.UTC)),
        ("Jun 4 10:23", dt.datetime(2026, 6, 4, 10, 23)),
    ],
)
def test_a_stamp_in_any_writing(stamp, expected):
    [entry] = read(f"[{stamp}] the pool is full".encode(), NEAR)
    assert (entry.at, entry.text) == (expected, "the pool is full")


@pytest.mark.parametrize(
    ("near", "month"), [(dt.date(2026, 6, 4), 6), (dt.date(2026, 4, 6), 4), (dt.date(2020, 1, 1), 6)]
)
def test_day_and_month_come_in_the_order_that_fits_the_incident(near, month):
    [entry] = read(b"04/06/2026, 10:23 - Ana: down", near)
    assert (entry.at.month, entry.is_either_order) == (month, True)


def test_the_same_words_twice_in_a_minute_are_two_and_always_the_same_two():
    once, again = ([item.identity for item in numbered(read(b"14:02 ana: ok\n14:02 ana: ok\n", NEAR))] for _ in "12")
    assert len(set(once)) == 2
    assert once == again


def test_a_sentence_with_a_time_in_it_opens_nothing():
    items = list(read(b"[14:02] priya: looking\nwe can meet at 15:00\n[14:03] sven: fine\n", NEAR))
    assert [item.text for item in items] == ["looking\nwe can meet at 15:00", "fine"]
