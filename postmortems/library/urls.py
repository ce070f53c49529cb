from django.urls import path

from postmortems.library.views import searching

urlpatterns = [
    path("library/", searching.library, name="library"),
]
