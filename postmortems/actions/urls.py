from django.urls import path

from postmortems.actions.views import (
    answer,
    board,
    bulk,
    calendar,
    comments,
    page,
    saved_views,
    section,
    tickets,
    tried,
)

urlpatterns = [
    path("actions/", board.actions, name="actions"),
    path("actions/copy/<str:show>/<str:by>/", board.copy, name="actions-copy"),
    path("actions/bulk/", bulk.bulk, name="actions-bulk"),
    path("actions/bulk/<int:pk>/undo/", bulk.bulk_undo, name="actions-bulk-undo"),
    path("actions/table/<str:show>/actions.csv", board.table, name="actions-csv"),
    path("actions/views/", saved_views.views, name="actions-views"),
    path("actions/views/<int:pk>/remove/", saved_views.remove, name="actions-view-remove"),
    path("actions/calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar-feed"),
    path("actions/<int:pk>/", page.action, name="action"),
    path("actions/<int:pk>/answer/", answer.action_answer, name="action-answer"),
    path("actions/<int:pk>/comments/", comments.comments, name="comments"),
    path("actions/<int:pk>/comments/<int:comment>/remove/", comments.comment_remove, name="comment-remove"),
    path("actions/<int:pk>/comments/<int:comment>/restore/", comments.comment_restore, name="comment-restore"),
    path("actions/<int:pk>/ticket/", tickets.action_ticket, name="action-ticket"),
    path("hooks/tickets/<slug:tracker>/", tickets.hook, name="ticket-hook"),
    path("actions/<int:pk>/edit/", section.action_edit, name="action-edit"),
    path("actions/<int:pk>/remove/", section.action_remove, name="action-remove"),
    path("actions/<int:pk>/restore/", section.action_restore, name="action-restore"),
    path("actions/<int:pk>/settle/", page.action_settle, name="action-settle"),
    path("reviews/<str:ref>/tried/", tried.tried, name="review-tried"),
    path("reviews/<str:ref>/actions/", section.review_actions, name="review-actions"),
]
