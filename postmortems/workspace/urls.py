from django.urls import path

from postmortems.workspace.views import (
    acknowledgement,
    depth,
    facts,
    incident,
    live,
    meeting,
    moves,
    page,
    people,
    sharing,
    text,
)

urlpatterns = [
    path("live/reviews/<str:ref>/", live.stream, name="live-review"),
    path("live/reviews/<str:ref>/since/<int:version>/", live.since, name="live-review-since"),
    path("reviews/<str:ref>/", page.review, name="review"),
    path("reviews/<str:ref>/acknowledgement/", acknowledgement.acknowledgement, name="acknowledgement"),
    path("reviews/<str:ref>/depth/", depth.depth, name="depth"),
    path("reviews/<str:ref>/facts/", facts.facts, name="facts"),
    path("reviews/<str:ref>/gate/", sharing.gate, name="gate"),
    path("reviews/<str:ref>/gate/names/", sharing.names, name="gate-names"),
    path("reviews/<str:ref>/gate/show/", sharing.show, name="gate-show"),
    path("reviews/<str:ref>/gate/<slug:point>/", sharing.waive, name="gate-waive"),
    path("reviews/<str:ref>/told/", sharing.told, name="told"),
    path("reviews/<str:ref>/join/", people.join_in, name="join"),
    path("reviews/<str:ref>/meeting/", meeting.meeting, name="meeting"),
    path("reviews/<str:ref>/participants/", people.participants, name="participants"),
    path("reviews/<str:ref>/ready/", meeting.ready, name="ready"),
    path("reviews/<str:ref>/stamp/", incident.press, name="incident-stamp"),
    path("reviews/<str:ref>/status/", incident.status, name="incident-status"),
    path("reviews/<str:ref>/people/", people.people, name="people"),
    path("reviews/<str:ref>/text/<slug:slot>/", text.text, name="text"),
    path("reviews/<str:ref>/move/", moves.move, name="move"),
]
