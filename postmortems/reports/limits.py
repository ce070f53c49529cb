"""How often something is taken from one place without a name, counted so that nobody can ask who that was.

In the memory of one process, under a keyed hash of the network address. The key is made here, is never written down and
is another one every day: after it, nobody can say of which address a hash was, nor whether two days have one in common.
"""

import datetime as dt
import hashlib
import hmac
import secrets
import threading
from collections import deque

DAY = dt.timedelta(days=1)


class Places:
    """Network addresses as tags that last a day at most."""

    def __init__(self) -> None:
        self._key, self._until = b"", dt.datetime.min.replace(tzinfo=dt.UTC)
        self._lock = threading.Lock()

    def tag(self, address: str, now: dt.datetime) -> str:
        with self._lock:
            if now >= self._until:
                self._key, self._until = secrets.token_bytes(32), now + DAY
            return hmac.new(self._key, address.encode(), hashlib.sha256).hexdigest()


class Limit:
    """At most `each` from one place and `all_` from all of them, within a span of time."""

    def __init__(self, *, each: int, all_: int, within: dt.timedelta) -> None:
        self.each, self.all_, self.within = each, all_, within
        self._lately: deque[tuple[dt.datetime, str]] = deque()
        self._lock = threading.Lock()

    def is_reached(self, tag: str, now: dt.datetime) -> bool:
        with self._lock:
            while self._lately and self._lately[0][0] <= now - self.within:
                self._lately.popleft()
            return len(self._lately) >= self.all_ or sum(one == tag for _at, one in self._lately) >= self.each

    def count(self, tag: str, now: dt.datetime) -> None:
        with self._lock:
            self._lately.append((now, tag))

    def forget(self) -> None:
        with self._lock:
            self._lately.clear()


PLACES = Places()
TELLING = Limit(each=20, all_=200, within=dt.timedelta(hours=1))
# Five codes that are none, in a quarter of an hour (RELIABILITY.md section 2.1).
TRYING = Limit(each=5, all_=200, within=dt.timedelta(minutes=15))
