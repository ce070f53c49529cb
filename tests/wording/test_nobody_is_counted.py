"""What the guard found is never counted by author or team: no column can hold it but the question somebody asked, and
neither the log nor the figures for Prometheus tell of it.
"""

import logging
import re
import uuid

import pytest
from django.apps import apps

from postmortems.language import check
from postmortems.wording.models import Dispute

TOLD_BY_THE_GUARD = re.compile(r"rule|finding|verdict|blame|hint|coach|hits")


def test_no_table_but_the_question_that_somebody_asked_holds_what_the_guard_found() -> None:
    columns = {
        (model, column.name)
        for model in apps.get_models()
        if model.__module__.startswith("postmortems.")
        for column in model._meta.get_fields()
        if TOLD_BY_THE_GUARD.search(column.name) and not column.is_relation
    }
    assert columns == {(Dispute, "rules")}


@pytest.mark.django_db
def test_neither_the_log_nor_the_figures_tell_of_a_refusal(cast, signed_in, client, settings, caplog):
    settings.METRICS_TOKEN = "a-long-token-of-prometheus"
    with caplog.at_level(logging.DEBUG, logger="postmortems"):
        answer = signed_in(cast.owner).post(
            f"/reviews/{cast.review.ref}/factors/",
            {"slot": "factor", "form_key": uuid.uuid4(), "sentence": "Priya forgot to check the drain list."},
        )
    assert answer.status_code == 422
    figures = client.get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"}).content.decode()
    assert "second_story_" in figures
    assert not TOLD_BY_THE_GUARD.search(figures)
    assert not TOLD_BY_THE_GUARD.search(caplog.text)
    assert "Priya" not in caplog.text


def test_training_gets_its_own_question() -> None:
    finding = check("Retrain the operator on the checklist.").findings[0]
    assert finding.rule == "punitive"
    assert finding.question == "What about the checklist would still trip a trained person?"
    assert "checklist" in str(finding.suggestion)
