from django.urls import path

from postmortems.workspace.views import facts, live, moves, page, people, text

urlpatterns = [
    path("live/reviews/<str:ref>/", live.stream, name="live-review"),
    path("live/reviews/<str:ref>/since/<int:version>/", live.since, name="live-review-since"),
    path("reviews/<str:ref>/", page.review, name="review"),
    path("reviews/<str:ref>/facts/", facts.facts, name="facts"),
    path("reviews/<str:ref>/people/", people.people, name="people"),
    path("reviews/<str:ref>/text/<slug:slot>/", text.text, name="text"),
    path("reviews/<str:ref>/move/", moves.move, name="move"),
]
