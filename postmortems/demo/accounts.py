"""The people of the demonstration. They are made up; so is the place where they work."""

import datetime as dt
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Demo mode only: shown on the sign-in page and printed by `make run`.
PASSWORD = "second-story-demo"  # noqa: S105  # nosec B105


class Account(NamedTuple):
    """Somebody to try the application as."""

    name: str
    email: str
    role: str | Promise
    zone: str
    starts: dt.time
    ends: dt.time
    team: str = ""
    leads: bool = False
    facilitates: bool = False
    administers: bool = False
    audits: bool = False

    @property
    def key(self) -> str:
        """How the stories name this person: `priya`."""
        return self.name.split()[0].lower()


ACCOUNTS = (
    Account(
        name="Priya Raman",
        email="priya.raman@example.org",
        role=_("engineer, Payments"),
        zone="Europe/Berlin",
        starts=dt.time(9, 0),
        ends=dt.time(17, 30),
        team="Payments",
    ),
    Account(
        name="Mina Okafor",
        email="mina.okafor@example.org",
        role=_("facilitates reviews"),
        zone="Europe/London",
        starts=dt.time(9, 0),
        ends=dt.time(17, 0),
        facilitates=True,
    ),
    Account(
        name="Sven Kallas",
        email="sven.kallas@example.org",
        role=_("leads Payments"),
        zone="Europe/Tallinn",
        starts=dt.time(8, 30),
        ends=dt.time(16, 30),
        team="Payments",
        leads=True,
    ),
    Account(
        name="Lea Brandt",
        email="lea.brandt@example.org",
        role=_("engineer, Platform"),
        zone="Europe/Berlin",
        starts=dt.time(10, 0),
        ends=dt.time(18, 0),
        team="Platform",
    ),
    Account(
        name="Tomas Reyes",
        email="tomas.reyes@example.org",
        role=_("administrator, reads along"),
        zone="America/New_York",
        starts=dt.time(9, 0),
        ends=dt.time(17, 0),
        administers=True,
    ),
    Account(
        name="Ines Duarte",
        email="ines.duarte@example.org",
        role=_("auditor, reads the register"),
        zone="Europe/Lisbon",
        starts=dt.time(9, 0),
        ends=dt.time(17, 0),
        audits=True,
    ),
)

# They work with Sven and answered the team pulse. Nobody signs in as one of them.
COLLEAGUES = tuple(
    Account(
        name=name,
        email=f"{name.lower().replace(' ', '.')}@example.org",
        role=_("engineer, Payments"),
        zone="Europe/Berlin",
        starts=dt.time(9, 0),
        ends=dt.time(17, 0),
        team="Payments",
    )
    for name in ("Noor Haddad", "Jonas Weber", "Aiko Tanabe")
)
EVERYBODY = (*ACCOUNTS, *COLLEAGUES)
