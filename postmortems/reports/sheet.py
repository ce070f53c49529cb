"""The sheet on which an anonymous report is written: a signed note in the form, in the place of cookie and session.

It carries the key that the report will have and the code of its receipt, so that the same form sent twice is one report
with one code. Nothing of it is kept but that key and the code's hash.
"""

import uuid
from dataclasses import dataclass

from django.core import signing

from postmortems.reports.code import new_code

SALT = "second-story.sheet"
LASTS = 12 * 3600  # seconds that a page may stay open before it is sent


@dataclass(frozen=True)
class Sheet:
    key: uuid.UUID
    code: str

    @property
    def signed(self) -> str:
        return signing.dumps([self.key.hex, self.code], salt=SALT)


def new_sheet() -> Sheet:
    return Sheet(uuid.uuid4(), new_code())


def read_sheet(signed: str) -> Sheet | None:
    """The sheet that we gave out, while it lasts; None for anything else."""
    try:
        key, code = signing.loads(signed, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Sheet(uuid.UUID(key), code)
