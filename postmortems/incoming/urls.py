from django.urls import path

from postmortems.incoming.views import hooks

urlpatterns = [path("hooks/incidents/<uuid:key>/", hooks.hook, name="incoming")]
