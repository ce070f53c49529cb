"""Eight lessons, and a sentence in each that the guard looks at as it would in a review."""

import pytest
from django.urls import reverse

from postmortems.language import Level, check
from postmortems.school.lessons import LESSONS
from postmortems.wording.models import Draft


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_the_words_to_try_stand_out_and_one_way_is_one(lesson):
    assert check(str(lesson.words)).level != Level.OK
    assert check(str(lesson.one_way)).level == Level.OK
    assert all(check(str(words)).level != Level.BLAME for words in lesson.says)


def test_a_new_facilitator_walks_from_the_desk_through_a_lesson(cast, signed_in):
    client = signed_in(cast.facilitator)
    assert reverse("school") in client.get(reverse("desk")).content.decode()
    assert client.get(reverse("school")).content.decode().count('href="/desk/school/') == len(LESSONS)
    page = reverse("lesson", args=["would-have"])
    assert "The on-call engineer should have rolled back the release earlier." in client.get(page).content.decode()
    refused = client.post(page, {"sentence": "Priya should have rolled back the release earlier."})
    html = refused.content.decode()
    assert (refused.status_code, "data-refused" in html, "That can stand" in html) == (422, True, False)
    assert "Priya should have rolled back the release earlier." in html
    offer = refused.context["form"].coaching.offers[0].words
    begun = client.post(page, {"sentence": "Priya should have rolled back the release earlier.", "start": offer})
    assert (begun.status_code, begun.context["form"]["sentence"].value()) == (200, offer)
    stands = client.post(page, {"sentence": "Nothing on the dashboard said that a rollback was safe."}).content.decode()
    assert "That can stand" in stands
    assert reverse("lesson", args=["time"]) in stands
    assert client.post(page, {"sentence": " "}).status_code == 422
    assert client.get(reverse("lesson", args=["no-such-lesson"])).status_code == 404
    assert not Draft.objects.exists()


def test_what_is_vague_may_stand_and_is_asked_about(cast, signed_in):
    page = reverse("lesson", args=["closing"])
    answer = signed_in(cast.facilitator).post(page, {"sentence": "Remind everybody to be more careful with the tool."})
    assert (answer.status_code, "It may stand, and could say more." in answer.content.decode()) == (200, True)
