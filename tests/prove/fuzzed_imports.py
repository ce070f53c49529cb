"""Everything that can be imported, damaged at random for five minutes: no crash, and no line that vanishes."""

import os

from tests.importers import fuzzing

NAME = "Imports, damaged at random"
GOAL = "no crash, no lost line in 300 s (FUZZ_SECONDS for longer)"


def run(quick: bool) -> tuple[str, bool]:
    seconds = float(os.environ.get("FUZZ_SECONDS", "10" if quick else "300"))
    tried, read = fuzzing.run(seconds, start=1_000)
    return f"{tried:,} copies in {seconds:.0f} s, {read:,} read, the rest refused with a place", True
