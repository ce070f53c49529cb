from django.urls import path

from postmortems.intake.views import bringing, document, lines, page, taking

urlpatterns = [
    path("documents/", document.document, name="document"),
    path("reviews/<str:ref>/intake/", bringing.intake, name="intake"),
    path("reviews/<str:ref>/intake/<int:pk>/", page.batch, name="intake-batch"),
    path("reviews/<str:ref>/intake/<int:pk>/choose/", page.choose, name="intake-choose"),
    path("reviews/<str:ref>/intake/<int:pk>/clock/", page.clock, name="intake-clock"),
    path("reviews/<str:ref>/intake/<int:pk>/people/", page.people, name="intake-people"),
    path("reviews/<str:ref>/intake/<int:pk>/noise/", page.noise, name="intake-noise"),
    path("reviews/<str:ref>/intake/<int:pk>/lines/", lines.lines, name="intake-lines"),
    path("reviews/<str:ref>/intake/<int:pk>/lines/<int:line>/", lines.line, name="intake-line"),
    path("reviews/<str:ref>/intake/<int:pk>/accept/", taking.accept, name="intake-accept"),
    path("reviews/<str:ref>/intake/<int:pk>/undo/", taking.undo, name="intake-undo"),
    path("reviews/<str:ref>/intake/<int:pk>/away/", taking.away, name="intake-away"),
]
