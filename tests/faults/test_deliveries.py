"""A small version of tests/prove/deliveries.py: three kills of the real worker while forty mails of two messages
each go out."""

import os

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from postmortems.mail.models import Delivery
from postmortems.mail.nudge import nudge
from tests.prove._filling import fill_outbox
from tests.prove.deliveries import WORKER, under_fire


@pytest.mark.django_db(transaction=True)
def test_killing_the_worker_loses_no_mail():
    fill_outbox(40, each=2)
    address = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])

    def end_leases() -> None:
        """Nobody is left who holds one: the sixty seconds need not be waited for. Then somebody asks for mail again."""
        with psycopg.connect(address, autocommit=True) as session:
            session.execute("UPDATE postmortems_delivery SET leased_until = now() WHERE status = 'waiting'")
        nudge()

    environ = {**os.environ, "DATABASE_URL": address, "LOG_LEVEL": "ERROR"}
    outcome = under_fire(
        environ, kills=3, programs=[WORKER], patience=90, hesitates=(0.01, 0.05), after_kill=end_leases
    )
    assert outcome.is_good, outcome
    assert (outcome.mails, outcome.messages, outcome.kills) == (40, 80, 3)
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}
