from django.urls import path

from postmortems.reviews import views

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("record/", views.record, name="record"),
    path("record/<str:ref>/", views.recorded, name="recorded"),
]
