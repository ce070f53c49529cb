from django.urls import path

from postmortems.library.views import searching, similar

urlpatterns = [
    path("library/", searching.library, name="library"),
    path("reviews/<str:ref>/similar/", similar.of_review, name="similar"),
    path("reviews/<str:ref>/similar/conditions/", similar.of_condition, name="similar-conditions"),
]
