"""Django's admin, which exists in a demonstration only: the guarded rows as they are, behind the same guard."""

from django.contrib import admin

from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.wording.models import Text

admin.site.register([ActionItem, ContributingFactor, Review, Text])
