from django.urls import path

from postmortems.wording.views import hint, preview

urlpatterns = [
    path("hint/", hint.hint, name="hint"),
    path("preview/", preview.preview, name="preview"),
    path("referred/", preview.referred, name="referred"),
]
