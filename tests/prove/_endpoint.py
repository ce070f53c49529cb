"""An endpoint for Alertmanager and who answers for it. As a program: prints its key and its secret."""

import uuid

import django

if __name__ == "__main__":
    django.setup()
    from accounts.models import User
    from postmortems.incoming.endpoints import make

    owner = User.objects.create(email="harbour@example.org", display_name="Mina Okafor")
    said = {"kind": "alertmanager", "name": "Harbour", "owner": owner, "service": None, "paths": {}}
    endpoint, secret = make(**said, actor=owner, form_key=uuid.uuid4())
    print(endpoint.key, secret)
