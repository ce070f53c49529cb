"""What made it possible, and what is done about it."""

from typing import Any

import click

from postmortems.client.connection import Connection

ASK = click.option("--ask-facilitator", is_flag=True, help="Keep refused words, and let the facilitator decide.")


@click.command()
@click.argument("ref")
@click.argument("words", nargs=-1, required=True)
@click.option("--helped", is_flag=True, help="It held it back.")
@ASK
def cause(ref: str, words: tuple[str, ...], helped: bool, ask_facilitator: bool) -> None:
    """Say what made it possible: one condition in the tools, the process or the organisation."""
    body: dict[str, Any] = {"sentence": " ".join(words), "ask_facilitator": ask_facilitator}
    if helped:
        body["sign"] = "held_back"
    click.echo(Connection().post(f"/reviews/{ref}/factors", body)["url"])


@click.command()
@click.argument("ref")
@click.argument("words", nargs=-1, required=True)
@click.option("--due", "due_on", help="By when, as in 2026-11-26.")
@click.option("--done-when", default="", help="Something that somebody else could check.")
@click.option("--mine", is_flag=True, help="I take it on.")
@ASK
def promise(ref: str, words: tuple[str, ...], mine: bool, **said: Any) -> None:
    """Promise something that does not exist today. Begin with a verb."""
    connection = Connection()
    owner = connection.get("/me")["id"] if mine else None
    made = connection.post(f"/reviews/{ref}/actions", {"sentence": " ".join(words), "owner": owner, **said})
    click.echo(f"{made['id']}: {made['url']}")


@click.command()
@click.argument("number", type=int)
@click.argument("answer")
@click.option("--reason", default="", help="In a sentence.")
@click.option("--due", "due_on", help="The new date.")
@click.option("--until", help="The day until which it rests.")
def answer(number: int, **said: Any) -> None:
    """Say what becomes of an action item: done, accept, blocked, new_date, snooze, decline …"""
    connection = Connection()
    _item, etag = connection.read(f"/actions/{number}")
    now = connection.post(f"/actions/{number}/answers", said, etag=etag)
    click.echo(f"{now['state']}: {now['sentence']}")
