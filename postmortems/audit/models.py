"""Who did what, when: an append-only record that never holds anybody's words."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One thing that happened. The application's database role may add and read entries, nothing else.

    Entries about one thing form a chain: `digest` covers the entry and the digest before it, so that a change or a
    gap shows.
    """

    chain = models.CharField(max_length=40, help_text="what the entry is about, as in review:12")
    position = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    target = models.CharField(max_length=40, blank=True, help_text="the part that changed, as in factor:7")
    fields = models.JSONField(default=list, help_text="names of what changed; never the words")
    happened_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    token_name = ""  # no column: what the token is called that was used, beside an entry that is shown

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="audit_chain_in_order")]
        indexes = [models.Index(fields=["happened_at"])]

    def __str__(self) -> str:
        return f"{self.chain} #{self.position} {self.verb}"
