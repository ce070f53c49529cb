"""Looking: the newest reviews, one of them, and what is mine to do."""

import click

from postmortems.client.connection import Connection
from postmortems.client.words import action_line, line_of, moment


@click.command("list")
@click.argument("words", nargs=-1)
@click.option("--mine", is_flag=True)
@click.option("--state", type=click.Choice(["open", "shared", "closed"]))
def list_(words: tuple[str, ...], mine: bool, state: str | None) -> None:
    """The newest reviews, or those with all of these WORDS in the title."""
    found = Connection().get("/reviews", words=" ".join(words), mine="true" if mine else "", state=state, limit=20)
    for review in found["items"]:
        click.echo(line_of(review))
    if not found["items"]:
        click.echo("Nothing like that is on record.")


@click.command()
@click.argument("ref")
def show(ref: str) -> None:
    """One review: where it stands, and when what happened."""
    review = Connection().get(f"/reviews/{ref}")
    click.echo(f"{review['ref']}  {review['title']}\n{review['state']}  {review['url']}")
    for incident in review["incidents"]:
        click.echo(f"\n{incident['noticed']}")
        for name, word in {"started_at": "onset", "detected_at": "noticed", "resolved_at": "over"}.items():
            click.echo(f"  {word:<8} {moment(incident[name])}")


@click.command()
def mine() -> None:
    """What I promised and what still waits for me, by its number."""
    found = Connection().get("/actions", mine="true", state="open", limit=100)
    for item in found["items"]:
        click.echo(action_line(item))
    if not found["items"]:
        click.echo("Nothing waits for you.")
