from django.urls import path

from postmortems.library.views import letters, register, searching, similar, tags, themes

urlpatterns = [
    path("library/", searching.library, name="library"),
    path("library/themes/", themes.themes, name="themes"),
    path("library/themes/start/", themes.start, name="theme-start"),
    path("library/letter/", letters.of_month, name="letter"),
    path("library/letter/<str:name>/", letters.of_month, name="letter-of"),
    path("library/look-back/", letters.of_quarter, name="look-back"),
    path("library/look-back/<str:name>/", letters.of_quarter, name="look-back-of"),
    path("library/tags/", tags.tags, name="tags"),
    path("library/tags/<int:pk>/", tags.tag, name="tag"),
    path("reviews/<str:ref>/tags/", tags.of_review, name="review-tags"),
    path("register/", register.register, name="register"),
    path("reviews/<str:ref>/similar/", similar.of_review, name="similar"),
    path("reviews/<str:ref>/similar/conditions/", similar.of_condition, name="similar-conditions"),
]
