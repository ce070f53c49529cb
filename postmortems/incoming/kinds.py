"""What may be heard from outside, and who makes its secret. Pure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ALERTMANAGER = "alertmanager", "Alertmanager"
    GRAFANA = "grafana", "Grafana"
    PAGERDUTY = "pagerduty", "PagerDuty"
    OPSGENIE = "opsgenie", "Opsgenie"
    GITHUB = "github", "GitHub"
    JSON = "json", _("anything that sends JSON")
    COMMAND = "command", _("slash command (Slack, Mattermost)")
    MAIL = "mail", _("mail")


class Outcome(models.TextChoices):
    """What became of a message that was believed."""

    OPENED = "opened", _("put an incident on record")
    ADDED = "added", _("told the story more")
    NOTHING_NEW = "nothing_new", _("nothing new")
    NOTHING_OPEN = "nothing_open", _("no incident was going on")
    TEST = "test", _("a test, understood")
    NOT_UNDERSTOOD = "odd", _("not understood")


# How the sender shows that it knows the secret, for the page that makes it.
HOW = {
    Kind.ALERTMANAGER: _("webhook_configs: url, and http_config.authorization.credentials is the secret."),
    Kind.GRAFANA: _(
        "Contact point, webhook: the secret as HMAC secret, or as credentials of the Authorization header. "
        "A timestamp header is understood as X-Grafana-Alerting-Timestamp."
    ),
    Kind.PAGERDUTY: _("Generic webhooks (v3). PagerDuty shows a secret when the webhook is made: set it here then."),
    Kind.OPSGENIE: _("Webhook integration, with the header Authorization: Bearer and the secret."),
    Kind.GITHUB: _("Webhook with content type application/json; events: deployment statuses, pull requests, pushes."),
    Kind.JSON: _("Authorization: Bearer and the secret, X-Hub-Signature-256, or the headers of Standard Webhooks."),
    Kind.COMMAND: _(
        "The request address of the command. Slack shows a signing secret, Mattermost a token: set it here."
    ),
    Kind.MAIL: _("The mail server hands the whole message on, with Authorization: Bearer (docs/operations.md)."),
}
