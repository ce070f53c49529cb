"""Another SECRET_KEY: what was sealed with the one before is read, sealed anew, and then needs it no more."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from accounts.mfa_adapter import MfaAdapter
from postmortems.organisation.sealed import renew_all
from postmortems.shared.sealing import unseal
from postmortems.tickets.models import Source
from postmortems.tickets.sources import set_source
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_sealed_secrets_move_to_the_new_key(settings, capsys):
    person = UserFactory()
    set_source(tracker="github", secret="of the tracker", actor=person)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    old, new = settings.SECRET_KEY, "another-" + "k" * 50
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new, []
    with pytest.raises(CommandError, match="2 could not be read"):
        call_command("renew_secrets")
    settings.SECRET_KEY_FALLBACKS = [old]
    call_command("renew_secrets")
    assert "2 secrets are sealed" in capsys.readouterr().out
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(bytes(Source.objects.get().sealed), purpose="tickets") == "of the tracker"
    assert MfaAdapter().decrypt(Authenticator.objects.get().data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert unseal(bytes(Source.objects.get().sealed), purpose="second-factor") == ""
    assert (renew_all().renewed, renew_all().unread) == (2, 0)
