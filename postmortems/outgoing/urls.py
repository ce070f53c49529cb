from django.urls import path

from postmortems.outgoing.views import feed

urlpatterns = [
    path("feed/", feed.feed, name="feed"),
    path("feed/<str:token>/", feed.shared, name="shared-feed"),
]
