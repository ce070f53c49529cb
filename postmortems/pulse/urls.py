from django.urls import path

from postmortems.pulse.views import asking

urlpatterns = [
    path("teams/<int:pk>/pulse/", asking.pulse, name="pulse"),
    path("teams/<int:pk>/pulse/away/", asking.away, name="pulse-away"),
]
