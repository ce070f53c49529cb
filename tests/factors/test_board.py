"""The board and the list say the same."""

from django.urls import reverse

from postmortems.wording.disputes import hold
from tests.factories import EventFactory, FactorFactory


def test_every_condition_stands_in_its_column_by_kind_in_constant_queries(signed_in, cast, django_assert_num_queries):
    review = cast.restrict()
    for sign, code in (("possible", "OBS"), ("possible", "DSN"), ("possible", ""), ("held_back", "DEF")):
        FactorFactory(review=review, sign=sign, code=code, sentence=f"A condition {sign} {code}.")
    held = FactorFactory.build(review=review, sign="worse", sentence="", written_by=cast.owner)
    hold(held, field="sentence", words="Sven forgot it.")
    held.save()
    client, address = signed_in(cast.reader), reverse("factor-board", args=[review.ref])
    with django_assert_num_queries(COUNT):
        page = client.get(address).content.decode()
    places = [page.index(f"A condition possible {code}.") for code in ("DSN", "OBS", "")]
    assert places == sorted(places)
    assert page.index('id="column-held_back"') < page.index("A condition held_back DEF.")
    assert "Sven forgot" not in page
    assert "Sven forgot" in signed_in(cast.facilitator).get(address).content.decode()
    for _ in range(8):
        FactorFactory(review=review).events.add(EventFactory(review=review))
    client.force_login(cast.reader)
    with django_assert_num_queries(COUNT):
        client.get(address)


COUNT = 6
