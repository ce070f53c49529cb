from django.urls import path

from postmortems.reports.views import anonymous, deciding, desk, telling

urlpatterns = [
    path("report/", telling.doors, name="report"),
    path("report/as/<str:way>/", telling.tell_as, name="report-as"),
    path("report/mine/", telling.mine, name="my-reports"),
    path("report/mine/<uuid:key>/", telling.own, name="my-report"),
    path("report/anonymous/", anonymous.tell, name="report-anonymous"),
    path("report/anonymous/answer/", anonymous.come_back, name="report-return"),
    path("reports/", desk.reports, name="reports"),
    path("reports/theme/", deciding.theme, name="report-theme"),
    path("reports/<uuid:key>/", desk.report, name="report-page"),
    path("reports/<uuid:key>/take/", desk.take, name="report-take"),
    path("reports/<uuid:key>/redact/", desk.redacting, name="report-redact"),
    path("reports/<uuid:key>/redact/<uuid:message>/", desk.redacting_message, name="report-redact-message"),
    path("reports/<uuid:key>/review/", deciding.become, name="report-become"),
    path("reports/<uuid:key>/join/", deciding.joining, name="report-join"),
]
