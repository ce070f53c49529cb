"""The product's settings with the baseline beside it."""

from postmortems.settings import *  # noqa: F403
from postmortems.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.baseline"]
ROOT_URLCONF = "bench.baseline.urls"
