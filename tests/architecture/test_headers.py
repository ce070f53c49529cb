"""Every response of a production installation carries every header, errors included (RELIABILITY bar 15)."""

import json
import os
import subprocess
import sys

import pytest

YEAR = 365 * 24 * 3600  # seconds
EXPECTED = {
    "X-Content-Type-Options": lambda said: said == "nosniff",
    "Referrer-Policy": lambda said: said == "same-origin",
    "Cross-Origin-Opener-Policy": lambda said: said == "same-origin",
    "X-Frame-Options": lambda said: said == "DENY",
    "Content-Security-Policy": lambda said: (
        "default-src 'self'" in said and "frame-ancestors 'none'" in said and "unsafe" not in said
    ),
    "Permissions-Policy": lambda said: "camera=()" in said,
    "Cache-Control": lambda said: "no-store" in said,
    "Strict-Transport-Security": lambda said: int(said.partition("max-age=")[2].split(";")[0] or 0) >= YEAR,
}
FOR_EVER = "immutable"  # what a file says instead whose name changes with its content


def missing(answer, *, static=False):
    """The headers that the answer has not, or not as they have to be."""
    headers = answer["headers"]
    wrong = {name for name, is_right in EXPECTED.items() if not is_right(headers.get(name, ""))}
    if static and FOR_EVER in headers.get("Cache-Control", ""):
        wrong.remove("Cache-Control")
    return wrong


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
    asked = [sys.executable, "-m", "tests.architecture.production", *EXPECTED]
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
    "refused": 403,
    "too large": 413,
    "live": 200,
    "live, not signed in": 302,
    "nothing static": 404,
}


@pytest.mark.parametrize(("name", "status"), NAMES.items())
def test_every_answer_carries_every_header(answers, name, status):
    assert (answers[name]["status"], missing(answers[name])) == (status, set())


def test_a_file_that_is_kept_for_ever_carries_the_other_headers(answers):
    assert (answers["static"]["status"], missing(answers["static"], static=True)) == (200, set())


@pytest.mark.parametrize("header", EXPECTED)
def test_a_header_that_somebody_loses_is_missed(answers, header):
    assert missing(answers[f"lost {header}"]) == {header}


def test_a_header_that_somebody_weakens_is_missed(answers):
    weak = {name.removeprefix("weak "): missing(answers[name]) for name in answers if name.startswith("weak ")}
    assert weak == {header: {header} for header in weak}
    assert len(weak) == 4


def test_cookies_are_bound_to_the_host_and_closed_to_scripts(answers):
    cookies = [cookie for name in NAMES for cookie in answers[name]["cookies"]]
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_plain_http_goes_to_https_and_nowhere_else(answers):
    answer = answers["plain http"]
    assert (answer["status"], answer["headers"]["Location"]) == (301, "https://review.example.org/")
    assert missing(answer) == {"Strict-Transport-Security"}  # which counts by https alone


def test_a_host_that_is_not_ours_is_refused_by_plain_http_with_the_other_headers(answers):
    answer = answers["bad host, plain http"]
    assert (answer["status"], missing(answer)) == (400, {"Strict-Transport-Security"})


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
