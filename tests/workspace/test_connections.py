"""How a review hangs together: the drawing's places, and the page for whoever may see the review."""

from itertools import pairwise

from django.urls import reverse

from postmortems.reviews.models import Review
from postmortems.workspace.graph import ACTION, EVENT, FACTOR, GAP, Node, drawn, wrapped
from tests.factories import ActionFactory, EventFactory, FactorFactory


def test_boxes_of_a_column_never_touch_and_stand_near_what_they_are_linked_to():
    events = [Node(EVENT, pk, f"entry {pk}") for pk in range(1, 6)]
    factors = [Node(FACTOR, pk, "word " * 30) for pk in range(1, 4)]
    actions = [Node(ACTION, 1, "do it"), Node(ACTION, 2, "and this")]
    graph = drawn(events, factors, actions, shown={1: [5], 2: [1], 3: []}, answered={1: [2], 3: [1, 2]})
    boxes = {(box.node.column, box.node.pk): box for box in graph.boxes}
    for column in (EVENT, FACTOR, ACTION):
        below = sorted((box for box in graph.boxes if box.node.column == column), key=lambda box: box.y)
        assert all(one.y + one.height + GAP <= other.y for one, other in pairwise(below))
    assert boxes[FACTOR, 2].y < boxes[FACTOR, 1].y < boxes[FACTOR, 3].y  # the unlinked one stands last
    assert len(graph.links) == 2 + 3
    assert graph.height > max(box.y for box in graph.boxes)


def test_words_that_do_not_fit_are_cut_and_say_so():
    assert wrapped("short") == ["short"]
    assert wrapped("word " * 60)[-1].endswith("…")
    assert wrapped("x" * 500) == ["x" * 36]


def test_the_page_shows_what_is_linked_and_what_is_not_in_constant_queries(signed_in, cast, django_assert_num_queries):
    review = cast.restrict()
    address = reverse("connections", args=[review.ref])
    client = signed_in(cast.reader)
    assert "Nothing to draw yet" in client.get(address).content.decode()
    shown = EventFactory(review=review, body="The pool drains.")
    EventFactory(review=review, body="The page rings at last.", is_starred=True)
    EventFactory(review=review, body="Kept to myself.", is_kept_back=True, is_starred=True, written_by=cast.owner)
    factor = FactorFactory(review=review, sentence="Nothing watches the drain")
    factor.events.add(shown)
    FactorFactory(review=review, sentence="The rota had a gap", accepted_because="It is filled in May.")
    ActionFactory(review=review, sentence="Make a drill", done_when="it ran").factors.add(factor)
    ActionFactory(review=review, sentence="Write a note")
    with django_assert_num_queries(COUNT):
        page = client.get(address).content.decode()
    assert page.count('class="lacks"') == 3  # the starred entry, the second condition's story, the note's condition
    assert page.count('class="link"') == 2
    assert "Starred, and explained by no condition" in page
    assert "Promised, and answering no condition" in page
    assert "Kept to myself" not in page
    for _ in range(10):
        FactorFactory(review=review).events.add(shown)
    with django_assert_num_queries(COUNT):
        client.get(address)
    Review.objects.filter(pk=review.pk).update(names_as_roles=True)
    EventFactory(review=review, body="Sven Kallas restarts it.", is_starred=True)
    assert "Sven" not in client.get(address).content.decode()


COUNT = 9
