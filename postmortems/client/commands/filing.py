"""Putting something on record, also while nobody answers."""

import sys
import uuid
from typing import Any

import click

from postmortems.client import unsent
from postmortems.client.connection import Connection, Trouble
from postmortems.client.times import MOMENT

KINDS = click.Choice(["incident", "near_miss", "project", "drill", "success"])


@click.command()
@click.argument("words", nargs=-1)
@click.option("--since", type=MOMENT, help="When it began, as in 14:02. A guess is fine.")
@click.option("--about", is_flag=True, help="That is a guess.")
@click.option("--service", default="", help="A new name becomes a new service.")
@click.option("--kind", type=KINDS, default="incident", show_default=True)
def file(words: tuple[str, ...], since: str | None, about: bool, service: str, kind: str) -> None:
    """Put an incident on record. Any words will do; without any they are read from standard input."""
    noticed = " ".join(words) or sys.stdin.read()
    body: dict[str, Any] = {"noticed": noticed, "since": since, "is_about": about, "service": service, "kind": kind}
    key = str(uuid.uuid4())
    try:
        made = Connection().post("/reviews", body, key=key)
    except Trouble as trouble:
        if trouble.is_away:
            unsent.keep("/reviews", body, key=key)
            raise Trouble(f"{trouble}\nYour words are kept. second-story send sends them once it answers.") from None
        raise
    click.echo(f"On record as {made['ref']}: {made['url']}")


@click.command()
def send() -> None:
    """Send what could not be sent before. Nothing is made twice."""
    waiting, connection = list(unsent.kept()), Connection()
    if not waiting:
        click.echo("Nothing waits to be sent.")
    for path, request in waiting:
        made = connection.post(request["path"], request["body"], key=request["key"])
        path.unlink()
        click.echo(f"On record as {made['ref']}: {made['url']}")
