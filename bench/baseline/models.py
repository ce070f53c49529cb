"""A table like any other."""

from django.conf import settings
from django.db import models


class Row(models.Model):
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    amount = models.IntegerField()

    class Meta:
        app_label = "baseline"
        indexes = [models.Index(fields=["-opened_at"], name="row_newest")]

    def __str__(self) -> str:
        return self.title
