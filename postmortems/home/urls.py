from django.urls import path

from postmortems.home import views

urlpatterns = [path("", views.home, name="home")]
