from django.urls import path

from postmortems.timeline import views

urlpatterns = [
    path("reviews/<str:ref>/timeline/", views.timeline, name="timeline"),
    path("reviews/<str:ref>/timeline/<int:pk>/", views.event, name="timeline-event"),
    path("reviews/<str:ref>/timeline/<int:pk>/edit/", views.edit, name="timeline-event-edit"),
    path("reviews/<str:ref>/timeline/<int:pk>/remove/", views.remove, name="timeline-event-remove"),
    path("reviews/<str:ref>/timeline/<int:pk>/restore/", views.restore, name="timeline-event-restore"),
]
