"""What the guard found is never counted by author or team: no column can hold it but the question somebody asked."""

import re

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


def test_training_gets_its_own_question() -> None:
    finding = check("Retrain the operator on the checklist.").findings[0]
    assert finding.rule == "punitive"
    assert finding.question == "What about the checklist would still trip a trained person?"
    assert "checklist" in str(finding.suggestion)
