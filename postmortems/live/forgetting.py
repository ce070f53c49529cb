"""How long the live frame keeps what changed."""

import datetime as dt

from postmortems.live.models import Change
from postmortems.shared import clock

# A page that was away for longer loads itself again (static/js/live.js).
KEPT_FOR = dt.timedelta(hours=1)


def forget_old_changes() -> int:
    """Delete changes that no page asks for any more; how many they were. Any number of times."""
    gone, _ = Change.objects.filter(changed_at__lt=clock.now() - KEPT_FOR).delete()
    return gone
