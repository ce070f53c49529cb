"""What docs/asvs.csv says of the application as it is set up, asked of settings, pages and source, so that
no sentence there becomes untrue unseen.
"""

import ast
import datetime as dt
import io
import json
import logging
import re
from hashlib import sha256
from pathlib import Path

import pytest
from allauth.mfa import app_settings
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core import signing as signed
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.session import Session, SessionStore
from accounts.tokens import make_token
from postmortems.organisation import invitation
from postmortems.shared import sealing, signing
from postmortems.shared.logs import formatter
from tests.factories import UserFactory

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("postmortems", "accounts") for path in sorted((ROOT / folder).rglob("*.py"))]
AS_TEXT = {"system", "popen", "getoutput", "getstatusoutput", "eval", "exec"}  # run words as a program


def calls(*sources):
    """Every call: where it stands, its name, and itself."""
    for path, source in sources or [(path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in SOURCES]:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield f"{path}:{node.lineno}", name, node


def run_as_text(*sources):
    return [
        place
        for place, name, call in calls(*sources)
        if any(word.arg == "shell" for word in call.keywords)
        or (name in AS_TEXT and (isinstance(call.func, ast.Name) or getattr(call.func.value, "id", "") == "os"))
    ]


def put_together(*sources):
    """Statements that are made of words at the place where they are carried out."""
    return [
        place
        for place, name, call in calls(*sources)
        if name == "execute" and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]


def test_no_words_are_run_as_a_program():
    assert run_as_text() == []
    assert len(run_as_text((Path("x"), "os.system(said)\nsubprocess.run(said, shell=True)\neval(said)"))) == 3


def test_statements_take_values_as_parameters():
    """But for our own channel's name, and an expression that the ORM wrote."""
    assert {place.partition(":")[0] for place in put_together()} == {
        "postmortems/live/hub.py",
        "postmortems/library/excerpts.py",
    }
    assert len(put_together((Path("x"), "c.execute(f'SELECT {said}')\nc.execute('SELECT ' + said)"))) == 2


def test_nothing_shows_its_inside_to_visitors():
    assert settings.DEBUG is False
    assert "debug_toolbar" not in settings.INSTALLED_APPS
    assert settings.STORAGES["staticfiles"]["BACKEND"].startswith(("whitenoise.", "django.contrib.staticfiles."))


def test_logs_go_to_the_error_stream_alone():
    assert {one["class"] for one in settings.LOGGING["handlers"].values()} == {"logging.StreamHandler"}


def test_an_address_from_elsewhere_is_no_way_on(client, db):
    person = UserFactory(is_active=True)
    person.set_password("a quiet harbour 7")
    person.save()
    said = {"login": person.email, "password": "a quiet harbour 7", "next": "https://elsewhere.example/"}
    answer = client.post(reverse("account_login"), said)
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))


# Passwords


def test_passwords_are_long_or_refused_and_made_of_anything(db):
    with pytest.raises(ValidationError):
        validate_password("short one")
    for kind in ("ÿ  ÿ  ÿ  ÿ  ÿ", "ababbabbaabab", "7041827364590", "a quiet harbour"):
        validate_password(kind)


def test_passwords_known_from_breaches_are_refused(db):
    with pytest.raises(ValidationError):
        validate_password("1234567890")


def test_passwords_lie_under_a_slow_hash():
    assert settings.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher" or settings.DEMO
    assert make_password("x", hasher="argon2").startswith("argon2$argon2id$")


def test_a_password_is_hidden_may_be_pasted_and_known_to_a_manager(client, db):
    page = client.get(reverse("account_login")).content.decode()
    field = re.search(r'<input type="password"[^>]*>', page)
    assert field
    assert 'autocomplete="current-password"' in field[0]
    assert "paste" not in field[0]
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "static/js").glob("password*.js"))
    assert "paste" not in scripts


def test_nobody_is_asked_for_a_secret_about_their_life_and_passwords_do_not_expire():
    fields = {field.name for field in UserFactory._meta.model._meta.get_fields()}
    assert not {name for name in fields if re.search(r"question|hint|expires|password_changed", name)}


# Second steps


def test_a_code_of_an_app_lives_half_a_minute():
    assert (app_settings.TOTP_PERIOD, app_settings.TOTP_TOLERANCE) == (30, 0)


def test_recovery_codes_are_random_long_and_lie_sealed(db):
    codes, others = RecoveryCodes.activate(UserFactory()), RecoveryCodes.activate(UserFactory())
    assert not set(codes.get_unused_codes()) & set(others.get_unused_codes())
    assert {len(code) for code in codes.get_unused_codes()} == {8}  # digits, 26 bits
    assert codes.get_unused_codes()[0] not in str(codes.instance.data)
    assert sealing.unseal(codes.instance.data["seed"].encode(), purpose="second-factor")


# Sessions


def test_a_session_is_a_row_of_the_server_under_a_random_key(db):
    session = SessionStore()
    session["said"] = "words"
    session.create()
    assert len(session.session_key) == 32  # of 36 signs: 165 bits
    row = Session.objects.get(session_key=session.session_key)
    row.delete()
    assert SessionStore(session.session_key).load() == {}


def test_signing_out_stands_on_every_page(client, db):
    client.force_login(UserFactory())
    for address in (reverse("home"), reverse("library"), reverse("me")):
        assert reverse("account_logout") in client.get(address).content.decode()


# Links and keys


def test_a_link_for_one_purpose_opens_no_other(db):
    person = UserFactory()
    token = signed.dumps([person.pk, "mark"], salt="second-story.something-else")
    assert invitation.invited_by_link(token) is None


def test_what_is_sealed_for_one_purpose_or_changed_is_not_read():
    sealed = sealing.seal("words", purpose="one")
    assert sealing.unseal(sealed, purpose="one") == "words"
    assert sealing.unseal(sealed, purpose="another") == ""
    assert sealing.unseal(sealed[:-2] + b"xx", purpose="one") == ""


def test_signatures_are_made_with_sha_256():
    assert len(signing.digest(b"key", b"body")) == 32


def test_tokens_are_random_and_long(db):
    ends = dt.date(2099, 1, 1)
    secret = make_token(owner=UserFactory(), name="x", scopes=["read"], expires_on=ends)
    assert len(secret.removeprefix("ss_")) >= 43  # 256 bits


# The organisation's provider


def test_a_sign_in_at_the_provider_is_bound_to_this_browser():
    assert settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["OAUTH_PKCE_ENABLED"] is True


def test_nothing_that_the_provider_gives_opens_anything_later():
    from allauth.socialaccount import app_settings as of_providers

    assert of_providers.STORE_TOKENS is False


def test_an_identity_belongs_to_its_issuer():
    """Another issuer is another provider to allauth, so that the same `sub` there is somebody else."""
    assert f"sso-{sha256(settings.OIDC_ISSUER.encode()).hexdigest()[:12]}" == settings.OIDC_PROVIDER


# Times and files of the server


def test_log_lines_say_their_time_in_utc_and_cannot_be_forged_by_words():
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(formatter(as_json=True))
    record = logging.LogRecord("x", logging.INFO, "", 0, "one\n%s", ("two",), None)
    handler.handle(record)
    (line,) = said.getvalue().splitlines()
    assert json.loads(line)["event"] == "one\ntwo"
    assert json.loads(line)["timestamp"].endswith("Z")
