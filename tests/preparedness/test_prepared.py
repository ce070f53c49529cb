"""Five questions about the system: answered by those who write the review, merged by field, counted one by one."""

from django.urls import reverse

from postmortems.preparedness.models import Preparedness
from tests.factories import ReviewFactory


def test_the_answers_of_two_people_meet_and_become_bars(cast, signed_in):
    client, address = signed_in(cast.owner), reverse("prepared", args=[cast.review.ref])
    assert client.post(address, {"alarm": "yes", "runbook": "no", "roles": "n_a"}).status_code == 302
    assert signed_in(cast.involved).post(address, {"alarm": "no", "read-alarm": "", "runbook": "no"}).status_code == 409
    again = {"alarm": "yes", "read-alarm": "yes", "way_back": "no", "runbook": "no", "read-runbook": "no"}
    assert client.post(address, again | {"roles": "n_a"}).status_code == 302
    said = Preparedness.objects.get()
    assert (said.alarm, said.runbook, said.second_person, said.way_back, said.roles) == ("yes", "no", "", "no", "n_a")
    assert client.post(address, {"alarm": "perhaps"}).status_code == 422
    for number in range(5):
        Preparedness.objects.create(review=ReviewFactory(), alarm="yes" if number else "no", said_at=said.said_at)
    page = client.get(reverse("insights-figure", args=["prepared"])).content.decode()
    assert "An alarm for it existed: 5 of 6 (83 %)" in page
    assert "Who does what was clear within ten minutes:" not in page  # nobody said yes or no
    assert page.count('class="bar ') == 5
