"""`python -m tests.prove._days 400 12`: prints what tests/followup/days.py found."""

import json
import sys

if __name__ == "__main__":
    import django

    django.setup()
    from tests.followup.days import live

    outcome = live(int(sys.argv[1]), items=int(sys.argv[2]))
    print(json.dumps(vars(outcome) | {"is_good": outcome.is_good}))
