from django.urls import path

from postmortems.factors.views import accepting, adding, board, changing, settling

urlpatterns = [
    path("reviews/<ref>/factors/", adding.factors, name="factors"),
    path("reviews/<ref>/factors/board/", board.board, name="factor-board"),
    path("reviews/<ref>/factors/<int:pk>/", changing.factor, name="factor"),
    path("reviews/<ref>/factors/<int:pk>/edit/", changing.edit, name="factor-edit"),
    path("reviews/<ref>/factors/<int:pk>/accept/", accepting.accept, name="factor-accept"),
    path("reviews/<ref>/factors/<int:pk>/remove/", changing.remove, name="factor-remove"),
    path("reviews/<ref>/factors/<int:pk>/restore/", changing.restore, name="factor-restore"),
    path("reviews/<ref>/factors/<int:pk>/settle/", settling.settle, name="factor-settle"),
]
