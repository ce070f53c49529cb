"""`second-story`, or `python -m postmortems.client`."""

import sys

import click

from postmortems.client.commands import filing, plan, reading, story
from postmortems.client.connection import Trouble
from postmortems.client.settings import NotSetUp

HELP = """Second Story from a terminal.

It reads where and who from SECOND_STORY_URL and SECOND_STORY_TOKEN, or from a file with `url` and `token` at
~/.config/second-story.toml (SECOND_STORY_CONFIG names another). A token is made on the page "Tokens" of your account.
"""


@click.group(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    pass


for command in (
    *(filing.file, filing.send, story.tell, story.paste, story.load),
    *(plan.cause, plan.promise, plan.answer, reading.list_, reading.show, reading.mine),
):
    commands.add_command(command)


def main() -> None:
    """Ends with 0 when it was done, 2 when something was refused or nobody answered. What went otherwise stands on
    standard error, in sentences.
    """
    try:
        commands(standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (NotSetUp, Trouble) as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
