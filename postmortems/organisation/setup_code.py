"""The code that opens the first page of a new installation, so that a stranger who finds the server first cannot take
it. It is made from SECRET_KEY: nothing is stored, and every process knows the same one.
"""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

# 100 bits in five groups that can be read aloud; Crockford's letters, in which no two look alike.
LENGTH, GROUP = 20, 4
STANDARD, OURS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def setup_code() -> str:
    """As it is printed: 7K2M-..., five groups of four."""
    letters = _letters()
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def is_setup_code(typed: str) -> bool:
    """Whether this is the code, however it was written down: case, dashes, O for 0 and I or L for 1 do not matter."""
    read = "".join(typed.split()).replace("-", "").upper().translate(str.maketrans("OIL", "011"))
    return constant_time_compare(read, _letters())


def _letters() -> str:
    digest = salted_hmac("second-story.setup-code", "first administrator", algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:LENGTH].translate(str.maketrans(STANDARD, OURS))
