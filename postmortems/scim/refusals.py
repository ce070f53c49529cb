"""What a directory is told when something is not done, as SCIM errors say it (RFC 7644, 3.12)."""

from scim2_models import SCIMException


class Refused(SCIMException):
    """It was understood, and something here stands against it: nothing was changed."""

    status = 409
    _default_detail = "Nothing was changed."


class NoSuchScope(SCIMException):
    status = 403
    _default_detail = "This takes a token with the scope “scim” alone, of somebody who administers the organisation."


class TooOften(SCIMException):
    status = 429
    _default_detail = "That was often. Ask again in a minute."
