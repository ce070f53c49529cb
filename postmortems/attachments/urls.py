from django.urls import path

from postmortems.attachments.views import files, kept

urlpatterns = [
    path("reviews/<str:ref>/files/", kept.attachments, name="attachments"),
    path("reviews/<str:ref>/files/<int:pk>/", files.attachment, name="attachment"),
    path("reviews/<str:ref>/files/<int:pk>/small/", files.small, name="attachment-small"),
    path("reviews/<str:ref>/files/<int:pk>/describe/", kept.describe, name="attachment-describe"),
    path("reviews/<str:ref>/files/<int:pk>/remove/", kept.remove, name="attachment-remove"),
    path("reviews/<str:ref>/files/<int:pk>/restore/", kept.restore, name="attachment-restore"),
]
