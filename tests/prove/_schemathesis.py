"""Ask the API so many times. As a program: `python -m tests.prove._schemathesis 5000 0 2` asks the first of two shares
of these and says as JSON how many answers of each kind there were, and what broke.
"""

import datetime as dt
import itertools
import json
import logging
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

SEEDED = 4_412
EXISTING = 3  # of four requests three are about things that are there


def prepared(share: int) -> tuple[list[str], dict[str, Any]]:
    """Tokens of an administrator and of somebody who is none, and one of each thing that addresses are about."""
    from accounts.models import User
    from accounts.tokens import make_token
    from postmortems.reviews.models import Service
    from postmortems.shared import clock
    from tests import factories

    owner = User.objects.create_user(f"prove{share}@example.org", display_name="Priya Raman", is_administrator=True)
    other = User.objects.create_user(f"other{share}@example.org", display_name="Sven Holm")
    review = factories.ReviewFactory(
        owner=owner, facilitator=owner, team=factories.TeamFactory(name=f"Payments {share}")
    )
    things = {
        "/timeline/": factories.EventFactory(review=review).pk,
        "/factors/": factories.FactorFactory(review=review).pk,
        "/incidents/": factories.IncidentFactory(review=review).pk,
        "/actions/": factories.ActionFactory(review=review, owner=owner).pk,
        "/services/": Service.objects.create(name=f"Checkout {share}").pk,
        "/teams/": review.team.pk,
        "ref": review.ref,
    }
    ends = clock.today("UTC") + dt.timedelta(days=9)
    speakers = (owner, other)
    return [make_token(owner=one, name="prove", scopes=["write"], expires_on=ends) for one in speakers], things


class Round:
    """One look at everything: how many requests, which answers, and what broke."""

    def __init__(self, schema: Any, token: str, things: dict[str, Any]) -> None:
        self.schema, self.token, self.things = schema, token, things
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []
        self.turn = itertools.count()

    def ask(self, cases: int, share: int = 0, shares: int = 1) -> None:
        """Divide the cases between all operations, half of them right, half wrong; ask one share of these."""
        from schemathesis import GenerationMode

        operations = [found.ok() for found in self.schema.get_all_operations()]
        each = max(1, -(-cases // (2 * len(operations))))
        for operation in operations[share::shares]:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                self._ask(operation.as_strategy(generation_mode=mode), each)

    def _ask(self, strategy: Any, many: int) -> None:
        from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

        @seed(SEEDED)
        @settings(
            max_examples=many, deadline=None, database=None, phases=[Phase.generate], verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(strategy)
        def one(case: Any) -> None:
            self._one(case)

        one()

    def _one(self, case: Any) -> None:
        from django.db import transaction
        from schemathesis.checks import not_a_server_error
        from schemathesis.core.failures import Failure, FailureGroup
        from schemathesis.specs.openapi.checks import (
            content_type_conformance,
            response_schema_conformance,
            status_code_conformance,
        )

        checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
        self._about_what_is_there(case)
        with transaction.atomic():
            answer = case.call(headers={"Authorization": f"Bearer {self.token}"})
            transaction.set_rollback(True)
        self.statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=checks)
        except (Failure, FailureGroup) as fault:
            self.faults.append(f"{case.method} {case.path}: {answer.status_code} {str(fault)[:300]}")

    def _about_what_is_there(self, case: Any) -> None:
        if next(self.turn) % 4 >= EXISTING:
            return
        if "ref" in (case.path_parameters or {}):
            case.path_parameters["ref"] = self.things["ref"]
        kind = next((name for name in self.things if f"{name}{{pk}}" in case.path), None)
        if kind:
            case.path_parameters["pk"] = self.things[kind]
        if "{slot}" in case.path:
            case.path_parameters["slot"] = "lessons"
        if case.headers is not None and "If-Match" in case.headers:
            case.headers["If-Match"] = "*"


@contextmanager
def planted() -> Iterator[None]:
    """A fault as somebody makes it: a list that breaks for the names that nobody here has."""
    from postmortems.api.views import teams

    whole: Callable[..., Any] = teams.teams_called

    def broken(name: str, **more: Any) -> Any:
        found = whole(name, **more)
        return found[0] if name and not found else found

    teams.teams_called = broken
    try:
        yield
    finally:
        teams.teams_called = whole


def main(cases: int, share: int, shares: int) -> dict[str, Any]:
    import schemathesis
    from django.core import signals
    from django.db import close_old_connections

    from postmortems.wsgi import application

    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    logging.disable(logging.CRITICAL)
    tokens, things = prepared(share)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    ill = Round(schema.include(path="/api/v1/teams"), tokens[0], things)
    rounds = [Round(schema, token, things) for token in tokens]
    for healthy in rounds:
        healthy.ask(cases // len(rounds), share, shares)
    with planted():
        ill.ask(40)
    return {
        "statuses": sum((healthy.statuses for healthy in rounds), Counter[int]()),
        "faults": [fault for healthy in rounds for fault in healthy.faults],
        "found": any(" 500 " in fault for fault in ill.faults),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    django.setup()
    print(json.dumps(main(*map(int, sys.argv[1:]))))
