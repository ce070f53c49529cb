"""What products send and export: each sample is written after its documented form, with its traps."""

import datetime as dt
from pathlib import Path

import pytest

from postmortems.timeline.importers.entries import Entry, NotRead
from postmortems.timeline.importers.registry import importer_for
from postmortems.timeline.importers.result import CannotReadError

SAMPLES = Path(__file__).parent / "samples" / "products"
NEAR = dt.date(2026, 6, 1)
DOWN = "Checkout answers nothing"

# File -> its importer, and each entry: when (UTC), who, the words, kind, noise.
TOLD = {
    "pagerduty_log.json": (
        "pagerduty-log",
        [
            ("14:02:03", "", "Triggered through the API.\ncheckout error rate 41 %", "detection", ""),
            ("14:02:10", "", "Notified Priya Raman by phone.", "observation", "notify"),
            ("14:03:30", "Priya Raman", "Acknowledged by Priya Raman.", "action", ""),
            ("14:06:00", "Priya Raman", "Note added by Priya Raman.\nThe pool on db-2 is full.", "communication", ""),
            ("14:11:00", "Sven Kallas", "Resolved by Sven Kallas.", "recovery", ""),
        ],
    ),
    "pagerduty_webhook.json": (
        "pagerduty-webhook",
        [
            ("14:02:03", "", "Triggered: checkout error rate (Checkout, P1, Priya Raman)", "detection", ""),
            ("14:03:30", "Priya Raman", "Acknowledged: checkout error rate", "action", ""),
            ("14:06:00", "Priya Raman", "Note: The pool on db-2 is full.", "communication", ""),
            ("14:11:00", "Sven Kallas", "Resolved: checkout error rate", "recovery", ""),
        ],
    ),
    "opsgenie_webhook.json": (
        "opsgenie-webhook",
        [
            ("14:02:00", "", f"Alert: {DOWN}\nThe pool is full.", "detection", ""),
            ("14:04:00", "sven@example.org", f"Acknowledged: {DOWN}", "action", ""),
            ("14:05:00", "", f"AddTags: {DOWN}", "observation", "notify"),
            ("14:11:00", "sven@example.org", f"Closed: {DOWN}", "recovery", ""),
        ],
    ),
    "opsgenie_timeline.json": (
        "opsgenie",
        [
            ("14:02:03", "Priya Raman", "Incident created", "observation", ""),
            ("14:06:00", "Sven Kallas", "Rolling back the config push.", "communication", ""),
            ("14:08:00", "System", "Tags changed", "observation", "hidden"),
        ],
    ),
    "opsgenie_incident.json": (
        "opsgenie",
        [
            ("14:02:00", "", f"Impact began: {DOWN}", "trigger", ""),
            ("14:02:30", "", f"Detected: {DOWN}", "detection", ""),
            ("14:03:00", "", f"Incident opened: {DOWN}", "detection", ""),
            ("14:11:00", "", f"Impact ended: {DOWN}", "recovery", ""),
        ],
    ),
    "alertmanager.json": (
        "alertmanager",
        [
            ("14:01:00", "", "PoolFull", "detection", ""),
            ("14:02:03", "", "CheckoutErrors (db-2, page): 41 % of checkouts fail", "detection", ""),
            ("14:11:03", "", "Over: CheckoutErrors (db-2, page): 41 % of checkouts fail", "recovery", ""),
        ],
    ),
    "grafana.json": ("grafana", [("14:02:03", "", "PoolFull (db-2): 100 of 100 connections", "detection", "")]),
    "github_deployment_status.json": (
        "github",
        [("13:58:40", "sven-k", "Deployment to production: success (main). Config 312 everywhere", "action", "")],
    ),
    "github_pull_requests.json": (
        "github",
        [("13:50:00", "priya-r", "Merged #312: Raise the pool's limit", "action", "")],
    ),
    "github_push.json": ("github", [("13:49:00", "priya-r", "Pushed to main: Raise the pool's limit", "action", "")]),
    "dispatch.json": (
        "dispatch",
        [
            ("14:02:03", "", "Incident created", "observation", ""),
            ("14:05:00", "Sven Kallas", "Rolled back the config push\nuntil 14:09 UTC", "observation", ""),
            ("15:00:00", "Priya Raman", "Task (Open): Show the drain list before a push\ndue 2026-06-08", "action", ""),
        ],
    ),
    "incident_io.json": (
        "incidents",
        [
            ("14:02:00", "", f"Impact started at: {DOWN}", "observation", ""),
            ("14:11:00", "", f"Fixed at: {DOWN}", "recovery", ""),
        ],
    ),
    "firehydrant.json": (
        "incidents",
        [("14:02:00", "", f"Started: {DOWN}", "trigger", ""), ("14:11:00", "", f"Resolved: {DOWN}", "recovery", "")],
    ),
    "rootly.json": (
        "incidents",
        [
            ("14:02:00", "", f"Started: {DOWN}", "trigger", ""),
            ("14:02:30", "", f"Detected: {DOWN}", "detection", ""),
            ("14:09:00", "", f"Mitigated: {DOWN}", "recovery", ""),
        ],
    ),
    "slack_day.json": (
        "slack-day",
        [
            ("14:02:00", "U2", "@U2 has joined the channel", "communication", "coming"),
            (
                "14:02:03",
                "priya",
                "checkout answers nothing, <!> see [the page](https://status.example.org)",
                "communication",
                "",
            ),
            ("14:02:10", "alerts", "PoolFull\nPoolFull on db-2", "communication", "bot"),
            ("14:02:20", "U2", "[graph.png]", "communication", ""),
        ],
    ),
    "zulip.json": (
        "chat-json",
        [
            ("14:02:03", "Priya Raman", "checkout answers nothing", "communication", ""),
            ("14:05:00", "Sven Kallas", "Rolling back.", "communication", ""),
        ],
    ),
    "mattermost.jsonl": (
        "chat-json",
        [
            ("14:02:03", "priya", "checkout answers nothing", "communication", ""),
            ("14:05:00", "sven", "rolling back", "communication", ""),
        ],
    ),
    "discord.json": (
        "chat-json",
        [
            ("14:02:03", "Priya", "checkout answers nothing", "communication", ""),
            ("14:02:10", "status", "status: degraded", "communication", "bot"),
        ],
    ),
}
# What of them is not understood, and stays in sight: the line it stands on, and some of its words.
NOT_READ = {
    "pagerduty_log.json": [(14, "No type and no time")],
    "pagerduty_webhook.json": [(8, "incident.singing")],
    "alertmanager.json": [(1, '"truncatedAlerts": 2')],
    "opsgenie_webhook.json": [(8, "NobodyHasHeardOf")],
    "github_pull_requests.json": [(3, "Never merged")],
    "slack_day.json": [(6, "1780322541")],
}


def read(name: str) -> list[Entry | NotRead]:
    data = (SAMPLES / name).read_bytes()
    importer = importer_for(data)
    assert importer is not None
    assert TOLD[name][0] == importer.SLUG
    return list(importer.read(data, NEAR))


@pytest.mark.parametrize("name", sorted(TOLD))
def test_a_product_is_recognised_and_told_in_order_of_time(name):
    told = [
        (f"{item.at.astimezone(dt.UTC):%H:%M:%S}", item.who, item.text, item.kind, item.noise)
        for item in read(name)
        if isinstance(item, Entry)
    ]
    assert told == TOLD[name][1]


@pytest.mark.parametrize("name", sorted(TOLD))
def test_what_is_not_understood_stays_in_sight_with_its_line(name):
    left = [item for item in read(name) if isinstance(item, NotRead)]
    expected = NOT_READ.get(name, [])
    assert [item.line for item in left] == [line for line, _words in expected]
    assert all(words in item.source for item, (_line, words) in zip(left, expected, strict=True))


@pytest.mark.parametrize("name", sorted(TOLD))
def test_every_entry_has_an_identity_that_stays(name):
    once, again = ([item.identity for item in read(name) if isinstance(item, Entry)] for _ in range(2))
    assert once == again
    assert len(set(once)) == len(once)


def test_every_sample_is_in_the_table():
    assert {path.name for path in SAMPLES.iterdir()} == set(TOLD)


@pytest.mark.parametrize(
    ("data", "line", "column", "said"),
    [
        (b'{"log_entries": [\n{"id": 1;}\n]}', 2, 9, "no JSON"),
        (b'{"log_entries": [\n{"id": "R1"}\n', 3, 1, "no JSON"),
        (b'{"log_entries": [1 2]}', 1, 20, "no JSON"),
        (b'{"log_entries"', 1, 15, "no JSON"),
        (b'{"log_entries": ' + b"[" * 200_000, 1, 116, "nested too deeply"),
        (b'{"log_entries": [' + b"9" * 5_000 + b"]}", 1, 1, "a number in it"),
        (b'{"log_entries": ["\x00"]}', 1, 19, "NUL"),
    ],
)
def test_broken_json_is_refused_with_its_place(data, line, column, said):
    importer = importer_for(data)
    with pytest.raises(CannotReadError) as refused:
        list(importer.read(data, NEAR))
    [problem] = refused.value.problems
    assert said in problem.words
    assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_from_a_windows_editor_is_read_as_well(encoding):
    text = (SAMPLES / "alertmanager.json").read_text().replace("\n", "\r\n")
    data = text.encode(encoding)
    importer = importer_for(data)
    assert importer.SLUG == "alertmanager"
    assert next(importer.read(data, NEAR)).text == "PoolFull"
