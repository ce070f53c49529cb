from django.urls import path

from postmortems.mail import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/away/", views.notices_away, name="notices-away"),
    path("notices/<int:pk>/away/", views.notice_away, name="notice-away"),
]
