from django.urls import path

from postmortems.exports.views import bringing, schema, taking

urlpatterns = [
    path("schemas/review-1.json", schema.schema, name="review-schema"),
    path("reviews/import/", bringing.bring, name="review-import"),
    path("reviews/<str:ref>/export/", taking.doors, name="export"),
    path("reviews/<str:ref>/export/<slug:form>/", taking.take, name="export-file"),
    path("reviews/<str:ref>/document.md", taking.markdown, name="review-markdown"),
]
