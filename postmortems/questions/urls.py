from django.urls import path

from postmortems.questions.views import asking, one

urlpatterns = [
    path("reviews/<str:ref>/questions/", asking.questions, name="questions"),
    path("reviews/<str:ref>/questions/<int:pk>/", one.question, name="question"),
    path("reviews/<str:ref>/questions/<int:pk>/remove/", one.remove, name="question-remove"),
    path("reviews/<str:ref>/questions/<int:pk>/restore/", one.restore, name="question-restore"),
]
