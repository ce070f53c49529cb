from django.urls import path

from postmortems.insights.views import first, one

urlpatterns = [
    path("insights/", first.insights, name="insights"),
    path("insights/all/", first.everything, name="insights-all"),
    path("insights/not-shown/", first.not_shown, name="insights-not-shown"),
    path("insights/<slug:slug>/", one.figure, name="insights-figure"),
]
