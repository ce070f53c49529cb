from django.urls import path

from postmortems.wording.views import hint

urlpatterns = [path("hint/", hint.hint, name="hint")]
