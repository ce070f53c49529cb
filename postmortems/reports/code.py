"""The receipt of an anonymous report: a code that only its reporter has. Pure.

80 bits in the 32 signs that cannot be mistaken for one another. What is kept is a slow hash, without a salt of its own,
so that a report is found by it: nobody tries 80 bits.
"""

import hashlib
import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
MISTAKEN = str.maketrans("OIL", "011")
SALT = b"second-story.receipt"


def new_code() -> str:
    """As it is shown and written down: K7QM-2V9D-XH4T-8RCE."""
    return in_groups("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))


def in_groups(signs: str) -> str:
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def read_code(typed: str) -> str:
    """A code as somebody typed it, in one form; empty where it cannot be one."""
    signs = "".join(sign for sign in typed.upper().translate(MISTAKEN) if sign.isalnum())
    return in_groups(signs) if len(signs) == LENGTH and set(signs) <= set(SIGNS) else ""


def hash_of(code: str) -> str:
    """What is kept of it. Takes about a twentieth of a second and 16 MB, on purpose."""
    return hashlib.scrypt(code.encode(), salt=SALT, n=2**14, r=8, p=1, dklen=32).hex()
