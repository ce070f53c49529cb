from django.urls import path

from postmortems.school.views import learning

urlpatterns = [
    path("desk/school/", learning.school, name="school"),
    path("desk/school/<slug:slug>/", learning.lesson, name="lesson"),
]
