from django.urls import path

from bench.baseline import views

urlpatterns = [path("rows/", views.rows, name="rows"), path("rows/<int:pk>/", views.rows, name="row")]
