"""Damage what can be imported for so many seconds. As a program: `python -m tests.prove._fuzzing 300`."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.importers import fuzzing

    tried, read = fuzzing.run(float(sys.argv[1]), start=1_000)
    print(f"{tried:,} copies in {float(sys.argv[1]):.0f} s, {read:,} read, the rest refused with a place")
