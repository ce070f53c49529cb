from django.urls import path

from postmortems.scim import views

urlpatterns = [path("scim/v2/<path:path>", views.scim, name="scim"), path("scim/v2/", views.scim, name="scim-root")]
