from django.urls import path

from postmortems.organisation.views import join, me, people, person, services, settings, severity, teams, welcome, words

urlpatterns = [
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/size/", welcome.size, name="welcome-size"),
    path("welcome/mail/", welcome.mail, name="welcome-mail"),
    path("invitation/<str:token>/", join.join, name="invitation"),
    path("me/", me.me, name="me"),
    path("me/zone/", me.zone, name="me-zone"),
    path("me/sign-out/", me.sign_out_everywhere, name="me-sign-out"),
    path("settings/", settings.organisation, name="settings"),
    path("settings/mail/", settings.mail, name="settings-mail"),
    path("settings/people/", people.listed, name="settings-people"),
    path("settings/people/invite/", people.invite, name="settings-invite"),
    path("settings/people/invite/many/", people.invite_many, name="settings-invite-many"),
    path("settings/people/<int:pk>/", person.person, name="settings-person"),
    path("settings/people/<int:pk>/leave/", person.leave, name="settings-person-leave"),
    path("settings/people/<int:pk>/return/", person.come_back, name="settings-person-return"),
    path("settings/people/<int:pk>/invitation/", person.invitation, name="settings-person-invitation"),
    path("settings/teams/", teams.teams, name="settings-teams"),
    path("settings/teams/<int:pk>/", teams.team, name="settings-team"),
    path("settings/teams/<int:pk>/archive/", teams.archive, name="settings-team-archive"),
    path("settings/teams/<int:pk>/restore/", teams.restore, name="settings-team-restore"),
    path("settings/services/", services.services, name="settings-services"),
    path("settings/services/<int:pk>/", services.service, name="settings-service"),
    path("settings/services/<int:pk>/archive/", services.archive, name="settings-service-archive"),
    path("settings/services/<int:pk>/restore/", services.restore, name="settings-service-restore"),
    path("settings/severity/", severity.severity, name="settings-severity"),
    path("settings/words/", words.words, name="settings-words"),
    path("settings/words/<int:pk>/remove/", words.remove, name="settings-word-remove"),
    path("settings/words/disputed/", words.disputed, name="settings-disputes"),
]
