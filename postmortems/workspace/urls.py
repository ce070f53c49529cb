from django.urls import path

from postmortems.workspace.views import facts, moves, page, people, text

urlpatterns = [
    path("reviews/<str:ref>/", page.review, name="review"),
    path("reviews/<str:ref>/facts/", facts.facts, name="facts"),
    path("reviews/<str:ref>/people/", people.people, name="people"),
    path("reviews/<str:ref>/text/<slug:slot>/", text.text, name="text"),
    path("reviews/<str:ref>/move/", moves.move, name="move"),
]
