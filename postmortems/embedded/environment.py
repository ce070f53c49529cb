"""The environment that the application's processes get; `postmortems/settings.py` is its one reader."""

from postmortems.embedded import roles
from postmortems.embedded.cluster import Cluster


def database_urls(cluster: Cluster) -> dict[str, str]:
    """The addresses of the three roles."""
    return {
        "DATABASE_URL": cluster.url(roles.APP),
        "DATABASE_OWNER_URL": cluster.url(roles.OWNER),
        "DATABASE_BACKUP_URL": cluster.url(roles.SUPERUSER),
    }
