"""Pictures and files of a document, taken in like those that somebody attaches: pictures are made anew."""

import uuid

from postmortems.attachments.pictures import TooManyPixels, Unreadable
from postmortems.attachments.services import attach
from postmortems.exports.making import Making
from postmortems.exports.problems import Problem, ProblemsFound


def restore_files(making: Making) -> None:
    """Every file that came with the document. One that did not is named, and the rest goes on."""
    for said, path in making.each("files"):
        file = making.files(said.get("path", "")) if making.actor else None
        if file is None or making.actor is None:
            making.missing_files.append(said["name"])
            continue
        with file:
            try:
                row = attach(
                    review=making.review,
                    file=file,
                    name=said["name"],
                    alt=said.get("alt", "")[:500],
                    actor=making.actor,
                    form_key=uuid.uuid4(),
                )
            except (Unreadable, TooManyPixels) as error:
                raise ProblemsFound([Problem(path, _WHY[type(error)])]) from error
        making.numbers.note(said["id"], row)


_WHY = {
    Unreadable: "It says it is a picture, and cannot be read as one.",
    TooManyPixels: "It has more pixels than one picture may have.",
}
