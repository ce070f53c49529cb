"""`manage.py deliver` sends without a broker."""

from django.core.management import call_command

from postmortems.mail.models import Delivery
from tests.factories import UserFactory
from tests.mail.sink import Sink, serving


def test_deliver_once_sends_what_is_due(db, smtp, waiting):
    with serving(sink := Sink()) as port:
        smtp(port)
        waiting(UserFactory(), UserFactory())
        call_command("deliver", once=True)
    assert len(sink.taken) == 2
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}
