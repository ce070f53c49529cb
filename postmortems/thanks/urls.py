from django.urls import path

from postmortems.thanks.views import saying

urlpatterns = [
    path("reviews/<str:ref>/thanks/", saying.thanks, name="thanks"),
    path("thanks/<int:pk>/between/", saying.between, name="thanks-between"),
]
