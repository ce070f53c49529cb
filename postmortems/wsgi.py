"""The synchronous door, for pages in production."""

import os

from django.core.wsgi import get_wsgi_application

from postmortems.shared.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postmortems.settings")
application = get_wsgi_application()
settle()
