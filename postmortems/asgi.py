"""The asynchronous door: `/live/` in production, everything in `make run`."""

import os

from django.core.asgi import get_asgi_application

from postmortems.shared.bodies import bounded
from postmortems.shared.memory import settle
from postmortems.shared.turns import in_turn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postmortems.settings")
application = in_turn(bounded(get_asgi_application()))
settle()
