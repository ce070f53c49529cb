"""Telling what happened: a line, a pasted log, a file of entries."""

import hashlib
import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

import click

from postmortems.client.connection import Connection, Trouble
from postmortems.client.times import MOMENT

KINDS = click.Choice(
    [
        *("normal", "trigger", "detection", "observation", "hypothesis", "diagnosis"),
        *("decision", "action", "communication", "mitigation", "recovery", "key_moment"),
    ]
)
AT_ONCE = 200
WORTH_A_BAR = 100_000  # bytes


@click.command()
@click.argument("ref")
@click.argument("words", nargs=-1, required=True)
@click.option("--at", type=MOMENT, required=True, help="As in 14:02, or 2026-11-19 14:02.")
@click.option("--about", is_flag=True, help="That is a guess.")
@click.option("--kind", type=KINDS, default="observation", show_default=True)
@click.option("--link", default="", help="What shows it.")
def tell(ref: str, words: tuple[str, ...], at: str, about: bool, kind: str, link: str) -> None:
    """Add one thing to the story of REF (PIR-118)."""
    body = {"occurred_at": at, "body": " ".join(words), "kind": kind, "is_about": about, "evidence_url": link}
    made = Connection().post(f"/reviews/{ref}/timeline", body)
    click.echo(made["url"])


@click.command()
@click.argument("ref")
@click.argument("source", type=click.File(encoding="utf-8", errors="replace"), default="-")
@click.option("--from", "name", default="", help="Where it comes from, as in: the pager’s log.")
def paste(ref: str, source: TextIO, name: str) -> None:
    """Bring a log or a chat, from a file or standard input. Its lines are looked through before they join the story."""
    text = source.read()
    body, key = {"text": text, "name": name}, hashlib.sha256(f"{ref} {text}".encode()).hexdigest()
    length = len(json.dumps(body).encode())
    connection = Connection()
    if length < WORTH_A_BAR:
        made = connection.post(f"/reviews/{ref}/intake", body, key=key)
    else:
        with click.progressbar(length=length, label="Sending", file=sys.stderr) as bar:
            made = connection.post(f"/reviews/{ref}/intake", body, key=key, step=bar.update)
    click.echo(f"{made['lines']} lines, to be looked through: {made['url']}")


@click.command()
@click.argument("ref")
@click.argument("source", type=click.File(encoding="utf-8"), default="-")
def load(ref: str, source: TextIO) -> None:
    """Add entries, one JSON object a line, with occurred_at and body (docs/api.md). Loaded again, nothing is twice."""
    entries, connection = list(_entries(source)), Connection()
    with click.progressbar(length=len(entries), label="Telling", file=sys.stderr) as bar:
        for start in range(0, len(entries), AT_ONCE):
            piece = entries[start : start + AT_ONCE]
            _send(connection, ref, piece, start)
            bar.update(len(piece))
    click.echo(f"{len(entries)} entries are in the story of {ref}.")


def _send(connection: Connection, ref: str, piece: list[Any], start: int) -> None:
    key = hashlib.sha256(f"{ref} {start} {json.dumps(piece)}".encode()).hexdigest()
    try:
        connection.post(f"/reviews/{ref}/timeline/bulk", {"entries": piece}, key=key)
    except Trouble as trouble:
        before = f"\nThe first {start} are in the story; the same again goes on from there." if start else ""
        counted = f" (counted from line {start + 1})" if start else ""
        raise Trouble(f"\n{trouble}{counted}{before}", is_away=trouble.is_away) from None


def _entries(source: TextIO) -> Iterator[Any]:
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except ValueError as error:
            raise Trouble(f"line {number}: this is no JSON ({error}). Nothing was sent.") from None
