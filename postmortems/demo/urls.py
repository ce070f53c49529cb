from django.urls import path

from postmortems.demo import views

urlpatterns = [
    path("demo/mail/", views.demo_mail, name="demo-mail"),
    path("demo/mail/<str:name>/", views.demo_message, name="demo-message"),
    path("demo/mail/<str:name>/letter/", views.demo_letter, name="demo-letter"),
    path("demo/jump/", views.demo_jump, name="demo-jump"),
]
