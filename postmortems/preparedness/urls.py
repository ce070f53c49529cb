from django.urls import path

from postmortems.preparedness.views import asking

urlpatterns = [path("reviews/<str:ref>/prepared/", asking.prepared, name="prepared")]
