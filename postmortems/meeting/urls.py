from django.urls import path

from postmortems.meeting.views import cockpit, desk, heard, live, plan, plan_session, screen, seat

urlpatterns = [
    path("reviews/<str:ref>/meeting/", plan.meeting, name="meeting"),
    path("reviews/<str:ref>/meeting/room/", plan.of_review, name="meeting-of-review"),
    path("reviews/<str:ref>/heard/", heard.heard, name="heard"),
    path("reviews/<str:ref>/plan-session/", plan_session.plan_session, name="plan-session"),
    path("desk/", desk.desk, name="desk"),
    path("desk/practice/", desk.practise, name="desk-practice"),
    path("desk/<str:ref>/take/", desk.take_review, name="desk-take"),
    path("meetings/<int:pk>/agenda/", desk.agenda, name="meeting-agenda"),
    path("meetings/<int:pk>/hand/", desk.hand, name="meeting-hand"),
    path("meetings/<int:pk>/watch/", desk.watch, name="meeting-watch"),
    path("meetings/<int:pk>/copy/", desk.copy, name="meeting-copy"),
    path("meetings/<int:pk>/", plan.page, name="meeting-page"),
    path("meetings/<int:pk>/prepare/", plan.prepare, name="meeting-prepare"),
    path("meetings/<int:pk>/guests/", plan.guests, name="meeting-guests"),
    path("meetings/<int:pk>/start/", cockpit.start, name="meeting-start"),
    path("meetings/<int:pk>/cockpit/", cockpit.cockpit, name="cockpit"),
    path("meetings/<int:pk>/screen/", screen.of_meeting, name="screen-of-meeting"),
    path("m/", seat.door, name="door"),
    path("m/screen/<str:key>/", screen.screen, name="screen"),
    path("m/<str:code>/screen/", screen.of_code, name="screen-of-code"),
    path("m/<str:key>/", seat.seat, name="seat"),
    path("m/<str:key>/mine/", seat.mine, name="seat-mine"),
    path("live/meetings/<int:pk>/", live.cockpit, name="live-cockpit"),
    path("live/meetings/<int:pk>/since/<int:version>/", live.cockpit_since, name="live-cockpit-since"),
    path("live/screen/<str:key>/", live.screen, name="live-screen"),
    path("live/screen/<str:key>/since/<int:version>/", live.screen_since, name="live-screen-since"),
    path("live/m/<str:key>/", live.seat, name="live-seat"),
    path("live/m/<str:key>/since/<int:version>/", live.seat_since, name="live-seat-since"),
]
