from django.urls import path

from postmortems.reviews import views

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/copy/<path:asked>/", views.copied, name="reviews-copy"),
    path("record/", views.record, name="record"),
    path("record/<str:ref>/", views.recorded, name="recorded"),
]
