"""A slash command as Slack and Mattermost send it: a form, whose text is what was noticed. Pure."""

from urllib.parse import parse_qs

from postmortems.incoming.message import Message, NotUnderstood

LONGEST = 3_000  # characters, as both of them allow


def read_command(body: bytes) -> Message:
    """The words behind the command; without any, nothing is put on record. Raises NotUnderstood."""
    try:
        said = parse_qs(body.decode(), max_num_fields=100)
    except ValueError as error:
        raise NotUnderstood from error
    if "command" not in said:
        raise NotUnderstood
    text = " ".join(said.get("text", [""])[0].replace("\x00", "").split())[:LONGEST]
    who, where = said.get("user_name", [""])[0], said.get("channel_name", [""])[0]
    told = " ".join(part for part in (f"@{who}" if who else "", f"#{where}" if where else "") if part)
    is_help = text.lower() in ("", "help")
    return Message(noticed=f"{text}\n\n{told}".strip() if not is_help else "", may_open=not is_help, is_test=is_help)
