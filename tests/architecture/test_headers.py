"""Every response of a production installation carries every header, errors included (RELIABILITY bar 15)."""

import json
import os
import subprocess
import sys

import pytest

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory, django_db_setup):
    """What a production installation answered, by name; and what it said on its error stream."""
    kept = ("PATH", "HOME", "DATABASE_URL", "PYTHONPATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "postmortems.settings",
        "SECRET_KEY": "a-key-for-this-test-that-is-long-enough-to-be-one-0123456789",
        "BASE_URL": "https://review.example.org",
        "DEMO": "0",
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
    }
    collected = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collected, env=environment, check=True, timeout=60)
    asked = [sys.executable, "-m", "tests.architecture.production"]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"name"')]
    return {one["name"]: one for one in told} | {"log": done.stderr}


NAMES = {
    "page": 200,
    "redirect": 302,
    "not found": 404,
    "not allowed": 405,
    "forged form": 403,
    "bad host": 400,
    "broken": 500,
    "health": 200,
    "trace": 405,
}


@pytest.mark.parametrize(("name", "status"), NAMES.items())
def test_every_answer_carries_every_header(answers, name, status):
    answer = answers[name]
    headers = answer["headers"]
    assert answer["status"] == status
    assert {key: headers.get(key) for key in EXPECTED} == EXPECTED
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]
    assert int(headers["Strict-Transport-Security"].partition("max-age=")[2].split(";")[0]) >= 365 * 24 * 3600


def test_cookies_are_bound_to_the_host_and_closed_to_scripts(answers):
    cookies = [cookie for name in NAMES for cookie in answers[name]["cookies"]]
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_plain_http_goes_to_https(answers):
    assert (answers["plain http"]["status"], answers["plain http"]["headers"]["Location"]) == (
        301,
        "https://review.example.org/",
    )


def test_programs_are_not_led_from_http_to_https(answers):
    """What they send in clear would be led on each time, and nobody would notice."""
    asked = [answers[name] for name in ("program", "hook")]
    assert [(one["status"], "Location" in one["headers"]) for one in asked] == [(403, False)] * 2


def test_an_exception_is_logged_by_its_kind_and_place_without_its_words(answers):
    assert "RuntimeError at tests/architecture/production.py" in answers["log"]
    assert "private reflection" not in answers["log"]


def test_log_lines_name_routes_never_paths(answers):
    lines = [json.loads(line) for line in answers["log"].splitlines() if line.startswith("{")]
    answered = [line for line in lines if line.get("event") == "answered"]
    assert {line["route"] for line in answered} >= {"account_login", "healthz", "home"}
    assert all("path" not in line for line in answered)
    assert "nothing-here" not in answers["log"]
    assert "/broken/" not in answers["log"]
