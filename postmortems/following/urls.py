from django.urls import path

from postmortems.following import views

urlpatterns = [
    path("following/", views.following, name="following"),
    path("reviews/<str:ref>/follow/", views.review, name="follow-review"),
    path("services/<int:pk>/follow/", views.service, name="follow-service"),
]
