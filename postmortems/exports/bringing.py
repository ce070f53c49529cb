"""From the bytes that somebody brings to the document in them: JSON, or a ZIP that holds it with its files."""

import json
import zipfile
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.exports.archive import LARGEST, Archive
from postmortems.exports.problems import Problem, ProblemsFound
from postmortems.exports.restore import Restored, no_files, restore


def bring_back(*, file: BinaryIO, actor: User | None, as_it_stood: bool = False) -> Restored:
    """Take in what the file holds. Raises ProblemsFound, with nothing stored."""
    if zipfile.is_zipfile(file):
        archive = Archive(file)
        document = read(archive.document())
        return restore(document=document, actor=actor, as_it_stood=as_it_stood, files=archive.open)
    file.seek(0)
    return restore(document=read(file.read(LARGEST + 1)), actor=actor, as_it_stood=as_it_stood, files=no_files)


def read(data: bytes) -> Any:
    """The document in these bytes."""
    if len(data) > LARGEST:
        raise ProblemsFound([Problem(_("the file"), _("It is larger than a review can be."))])
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = _("line %(line)d, column %(column)d") % {"line": error.lineno, "column": error.colno}
        raise ProblemsFound([Problem(place, _("Something else than JSON stands here."))]) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ProblemsFound([Problem(_("the file"), _("It holds no JSON in UTF-8."))]) from error
