"""scim2-tester, a client that knows RFC 7643 and 7644, against our own addresses. What the server says of itself, and
making and reading people and groups; everything with SCIM_WHOLE=1, as `make prove ARGS=scim_conformance` asks.
"""

import os

import pytest
from django.test.client import ClientHandler
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server, filling
from scim2_tester.checkers import patch_add, patch_replace

WHOLE = "SCIM_WHOLE" in os.environ
QUICK = {"discovery", "crud:create", "crud:read"}
pytestmark = pytest.mark.django_db


def application(environ, start_response):
    """Ours with every middleware, in the transaction of this test."""
    answer = ClientHandler()(environ)
    start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.content]


@pytest.fixture
def _as_a_directory_speaks(monkeypatch):
    """People are called by an address, and their one address is the primary one; the tester would say anything."""
    random_value = filling.generate_random_value

    def value_of(context, path, *args, **kwargs):
        found = random_value(context, path, *args, **kwargs)
        if found is not None and str(path).endswith("primary"):
            return True
        return f"{found}@example.org" if found and str(path).endswith("userName") else found

    for module in (filling, patch_add, patch_replace):
        monkeypatch.setattr(module, "generate_random_value", value_of)


@pytest.mark.usefixtures("_as_a_directory_speaks")
def test_a_client_that_knows_the_standard_finds_nothing_against_it(secret, settings):
    settings.BASE_URL = "http://localhost"
    headers = {"Authorization": f"Bearer {secret}"}
    client = WSGISCIMClient(application, base_url="http://localhost/scim/v2", headers=headers)
    results = check_server(client, include_tags=None if WHOLE else QUICK)
    found = [(one.title, one.resource_type, one.reason) for one in results if one.status is Status.ERROR]
    passed = sum(one.status is Status.SUCCESS for one in results)
    print(f"\nFIGURE {passed} checks passed, {len(found)} did not")
    # Somebody may sign in, or may not: there is no third state to go back to.
    assert found == [("check_remove_attribute", "User", "Attribute 'active' was not removed")] * WHOLE
    assert passed > (40 if WHOLE else 10)
