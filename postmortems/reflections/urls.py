from django.urls import path

from postmortems.reflections.views import account, cards, needs, own, sharing, support

urlpatterns = [
    path("reviews/<str:ref>/my-account/", account.account, name="my-account"),
    path("reviews/<str:ref>/my-account/kept/", account.kept, name="my-account-kept"),
    path("reviews/<str:ref>/my-account/share/", sharing.share, name="my-account-share"),
    path("reviews/<str:ref>/my-account/need/", needs.need, name="my-account-need"),
    path("my-accounts/", own.accounts, name="my-accounts"),
    path("my-accounts/<uuid:pk>/", own.account, name="my-account-read"),
    path("my-accounts/<uuid:pk>/delete/", own.delete, name="my-account-delete"),
    path("my-accounts/shown/<uuid:pk>/", sharing.snapshot, name="snapshot"),
    path("reviews/<str:ref>/check-in/<slug:moment>/away/", cards.away, name="check-in-away"),
    path("support/", support.support, name="support"),
    path("needs/", needs.needs, name="needs"),
    path("needs/<uuid:pk>/met/", needs.met, name="need-met"),
]
