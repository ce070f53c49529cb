"""How often something was tried lately: counted in the database, so that the limits hold for all processes together,
and while Redis is away.
"""

import hashlib
import hmac

from django.conf import settings
from django.db import models


def counted_under(key: str, prefix: str, version: int) -> str:
    """The key under which something is counted. Network and mail addresses in it are not readable in the row."""
    told = f"{prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()


class Tally(models.Model):
    """The table of Django's database cache, which allauth counts in. Gone soon after `expires`."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"counted until {self.expires}"
