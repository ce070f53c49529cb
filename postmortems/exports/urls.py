from django.urls import path

from postmortems.exports.views import bringing, external, schema, taking

urlpatterns = [
    path("schemas/review-1.json", schema.schema, name="review-schema"),
    path("reviews/import/", bringing.bring, name="review-import"),
    path("reviews/<str:ref>/external/", external.external, name="external"),
    path("reviews/<str:ref>/external/approve/", external.approve, name="external-approve"),
    path("reviews/<str:ref>/external.md", external.markdown, name="external-markdown"),
    path("reviews/<str:ref>/export/", taking.doors, name="export"),
    path("reviews/<str:ref>/export/<slug:form>/", taking.take, name="export-file"),
    path("reviews/<str:ref>/document.md", taking.markdown, name="review-markdown"),
]
