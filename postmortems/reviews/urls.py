from django.urls import path

from postmortems.reviews.views import listing, moving, recording

urlpatterns = [
    path("reviews/", listing.reviews, name="reviews"),
    path("reviews/copy/<path:asked>/", listing.copied, name="reviews-copy"),
    path("record/", recording.record, name="record"),
    path("record/twin/", recording.twin, name="record-twin"),
    path("record/<str:ref>/", recording.recorded, name="recorded"),
    path("record/<str:ref>/same/", moving.same, name="same"),
    path("record/<str:ref>/joined/", moving.joined, name="joined"),
    path("record/<str:ref>/withdraw/", moving.withdrawing, name="withdraw"),
    path("withdrawn/<str:ref>/", moving.withdrawn, name="withdrawn"),
]
