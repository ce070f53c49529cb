from django.urls import path

from postmortems.wording.views import hint, names, preview

urlpatterns = [
    path("hint/", hint.hint, name="hint"),
    path("names/", names.names, name="names"),
    path("preview/", preview.preview, name="preview"),
    path("referred/", preview.referred, name="referred"),
]
