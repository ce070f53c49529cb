"""Every example of docs/api.md, run in its order, with the answer that stands below it."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

from postmortems.embedded.environment import PROJECT

EXAMPLE = re.compile(
    r"```sh\n(?P<command>curl .*?)```\n```http\nHTTP/1\.1 (?P<status>\d+)[^\n]*\n\n(?P<body>.*?)```", re.DOTALL
)


def fits(said: Any, got: Any, where: str = "") -> list[str]:
    """Where an answer is not as the document says; "…" stands for whatever comes."""
    if said == "…":
        return []
    if isinstance(said, dict):
        return [bad for name in said for bad in fits(said[name], got.get(name, "nothing"), f"{where}.{name}")]
    if isinstance(said, list) and len(said) == len(got):
        return [bad for one, other in zip(said, got, strict=True) for bad in fits(one, other, f"{where}[]")]
    return [] if said == got else [f"{where}: {got!r} is not {said!r}"]


def test_every_example_is_answered_as_it_stands(cast, program):
    text = Path(PROJECT / "docs/api.md").read_text()
    examples = list(EXAMPLE.finditer(text))
    assert len(examples) == text.count("```sh\ncurl") == 19
    programs, etag = {"TOKEN": program(cast.owner), "ADMINISTRATOR": program(cast.administrator)}, ""
    for example in examples:
        words = shlex.split(example["command"].replace("\\\n", " ").replace("$ETAG", etag.replace('"', '\\"')))
        method = words[words.index("-X") + 1] if "-X" in words else "GET"
        headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
        body = words[words.index("-d") + 1].encode() if "-d" in words else None
        address = next(word for word in words if "/api/v1/" in word).replace("$SECOND_STORY", "")
        asks = programs[headers.pop("Authorization").removeprefix("Bearer $")]
        headers.pop("Content-Type", None)
        answer = asks.ask(method, address, body, **headers)
        assert answer.status_code == int(example["status"]), (address, answer.content)
        assert fits(json.loads(example["body"]), answer.json()) == [], address
        etag = answer.headers.get("ETag", etag)
