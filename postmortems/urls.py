"""Every address, slice by slice. tests/architecture/test_role_matrix.py lists who gets what at each of them."""

from django.conf import settings
from django.urls import include, path

handler500 = "postmortems.shared.errors.broke"

urlpatterns = [
    path("", include("postmortems.actions.urls")),
    path("", include("postmortems.api.urls")),
    path("", include("postmortems.attachments.urls")),
    path("", include("postmortems.exports.urls")),
    path("", include("postmortems.factors.urls")),
    path("", include("postmortems.following.urls")),
    path("", include("postmortems.home.urls")),
    path("", include("postmortems.incoming.urls")),
    path("", include("postmortems.insights.urls")),
    path("", include("postmortems.intake.urls")),
    path("", include("postmortems.library.urls")),
    path("", include("postmortems.mail.urls")),
    path("", include("postmortems.meeting.urls")),
    path("", include("postmortems.reports.urls")),
    path("", include("postmortems.outgoing.urls")),
    path("", include("postmortems.reviews.urls")),
    path("", include("postmortems.operations.urls")),
    path("", include("postmortems.organisation.urls")),
    path("", include("postmortems.preparedness.urls")),
    path("", include("postmortems.pulse.urls")),
    path("", include("postmortems.questions.urls")),
    path("", include("postmortems.reflections.urls")),
    path("", include("postmortems.workspace.urls")),
    path("", include("postmortems.school.urls")),
    path("", include("postmortems.scim.urls")),
    path("", include("postmortems.thanks.urls")),
    path("", include("postmortems.timeline.urls")),
    path("", include("postmortems.wording.urls")),
    path("accounts/", include("accounts.urls")),
]

if settings.DEMO:
    from django.contrib import admin

    urlpatterns += [path("admin/", admin.site.urls), path("", include("postmortems.demo.urls"))]
