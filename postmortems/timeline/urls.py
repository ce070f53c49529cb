from django.urls import path

from postmortems.timeline.views import entry, evidence, kept_back, picture, sources, story

urlpatterns = [
    path("reviews/<str:ref>/timeline/", story.timeline, name="timeline"),
    path("reviews/<str:ref>/timeline/share/", kept_back.share, name="timeline-share"),
    path("reviews/<str:ref>/timeline/picture/", picture.picture, name="timeline-picture"),
    path("reviews/<str:ref>/timeline/sources/", sources.sources, name="timeline-sources"),
    path("reviews/<str:ref>/timeline/sources/<int:pk>/", sources.source, name="timeline-source"),
    path("reviews/<str:ref>/timeline/<int:pk>/", story.event, name="timeline-event"),
    path("reviews/<str:ref>/timeline/<int:pk>/edit/", story.edit, name="timeline-event-edit"),
    path("reviews/<str:ref>/timeline/<int:pk>/remove/", story.remove, name="timeline-event-remove"),
    path("reviews/<str:ref>/timeline/<int:pk>/restore/", story.restore, name="timeline-event-restore"),
    path("reviews/<str:ref>/timeline/<int:pk>/menu/", entry.menu, name="timeline-event-menu"),
    path("reviews/<str:ref>/timeline/<int:pk>/mark/", entry.marked, name="timeline-event-mark"),
    path("reviews/<str:ref>/timeline/<int:pk>/evidence/", evidence.evidence, name="timeline-evidence"),
    path("reviews/<str:ref>/timeline/<int:pk>/evidence/files/", evidence.bring, name="timeline-evidence-file"),
    path(
        "reviews/<str:ref>/timeline/<int:pk>/evidence/<int:piece>/remove/",
        evidence.remove,
        name="timeline-evidence-remove",
    ),
    path(
        "reviews/<str:ref>/timeline/<int:pk>/evidence/<int:piece>/restore/",
        evidence.restore,
        name="timeline-evidence-restore",
    ),
    path("reviews/<str:ref>/timeline/<int:pk>/merge/", entry.merge, name="timeline-event-merge"),
    path("reviews/<str:ref>/timeline/<int:pk>/part/", entry.part, name="timeline-event-part"),
    path("reviews/<str:ref>/timeline/<int:pk>/split/", entry.split, name="timeline-event-split"),
    path("reviews/<str:ref>/timeline/<int:pk>/whole/", entry.whole, name="timeline-event-whole"),
]
