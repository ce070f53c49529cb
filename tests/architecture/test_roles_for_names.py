"""Where a shared review says roles, nobody who took part is named to a reader: on no page that there is, in no copy,
in no file, in no mail. That a keeper of the review finds the names shows that the search works.
"""

import pytest
from django.test import Client
from django.urls import reverse

from postmortems.reviews.models import Participant
from postmortems.shared import clock
from postmortems.timeline.models import Evidence
from postmortems.workspace.services import save_section
from tests.architecture.test_canaries import addresses, restricted  # noqa: F401 - a fixture
from tests.architecture.test_role_matrix import Things

HER, HIM = "Jorid", "Sven"
# A promise goes on in the words in which it was given; and somebody chooses among colleagues by their names.
AS_PROMISED, COLLEAGUES = ("/actions/", "/me/away/"), "/my-account/share/"


@pytest.fixture
def shared(restricted: Things, cast) -> Things:  # noqa: F811
    """Somebody without an account, and somebody with one, named in every kind of words."""
    review = cast.review
    Participant.objects.create(review=review, name=f"{HER} Halvorsen", role=Participant.Role.RESPONDER)
    told = f"{HER} Halvorsen and @sven saw it, {HIM} Kallas pressed it."
    review.depth_reason = review.state_reason = told
    review.names_as_roles = True
    for slot in ("summary", "impact", "lessons"):
        save_section(
            review=review, slot=slot, body=told, base_version=1 if slot == "lessons" else 0, author=cast.involved
        )
    review.incidents.update(noticed=told, impact_who=told, impact_felt=told)
    review.events.update(
        body=told, html=f"<p>{told}</p>", other_view=told, other_view_html=told, written_by=cast.involved
    )
    event = review.events.get()
    Evidence.objects.create(
        event=event, kind="message", quote=told, said_by=f"{HIM} Kallas", added_by=cast.involved, added_at=clock.now()
    )
    review.factors.update(accepted_because=told, written_by=cast.involved)
    review.actions.update(done_when=told, reason=told, effect_note=told, written_by=cast.involved)
    review.questions.update(
        body=told, answer=told, asked_by=cast.involved, answered_by=cast.involved, answered_at=clock.now()
    )
    review.attachments.update(alt=told, uploaded_by=cast.involved)
    review.state, review.published_at = "published", clock.now()
    review.save()
    return restricted


def named_in(client: Client, things: Things) -> dict[str, str]:
    """Where somebody who took part is named, and how."""
    found = {}
    for address in addresses(things):
        answer = client.get(address)
        if answer.streaming and answer.is_async:
            continue
        words = (b"".join(answer) if answer.streaming else answer.content).decode(errors="ignore")
        for name in (HER, HIM):
            if (at := words.find(name)) >= 0:
                found[address.partition("?")[0]] = words[max(at - 60, 0) : at + 30]
    return found


def test_nobody_who_took_part_is_named_to_a_reader(shared, cast):
    reader, keeper = Client(), Client()
    reader.force_login(cast.reader)
    keeper.force_login(cast.owner)
    found = named_in(reader, shared)
    found = {page: words for page, words in found.items() if not page.startswith(AS_PROMISED)}
    assert [*found] == [page for page in found if page.endswith(COLLEAGUES)], sorted(found.items())
    assert reverse("people", args=[shared.ref]) in named_in(keeper, shared)
