from django.urls import path

from postmortems.factors import views

urlpatterns = [
    path("reviews/<ref>/factors/", views.factors, name="factors"),
    path("reviews/<ref>/factors/<int:pk>/", views.factor, name="factor"),
    path("reviews/<ref>/factors/<int:pk>/edit/", views.edit, name="factor-edit"),
    path("reviews/<ref>/factors/<int:pk>/remove/", views.remove, name="factor-remove"),
    path("reviews/<ref>/factors/<int:pk>/restore/", views.restore, name="factor-restore"),
    path("reviews/<ref>/factors/<int:pk>/settle/", views.settle, name="factor-settle"),
]
