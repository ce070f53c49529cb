"""Every variable of the environment: its name, what holds without it, and what it means. docs/settings.md shows them.

Read they are by `settings.py` through `env.py`, and by `embedded/`; tests/operations/test_variables.py compares.
"""

VARIABLES = (
    ("PORT", "8000", "where `make run` listens"),
    ("DATA_DIR", "`.data`", "database, queue, mail, secret key; for its owner only"),
    (
        "STATIC_ROOT",
        "`DATA_DIR/static` for `make run`, else `.static`",
        "where style sheets and scripts lie once they are collected",
    ),
    (
        "BASE_URL",
        "`http://localhost:PORT`",
        "the address that people use and mails link to; `https://…` switches on secure cookies, HSTS and redirects",
    ),
    ("ALLOWED_HOSTS", "the host of `BASE_URL`", "further names, with commas"),
    (
        "DEMO",
        "1 for `make run`, else 0",
        "demo people and reviews, the mailbox page, the clock that jumps, Django's admin",
    ),
    ("DATABASE_URL", "embedded", "the application's role, PostgreSQL 15 or newer"),
    (
        "DATABASE_OWNER_URL",
        "embedded",
        "the role that migrates; without it the application's role does, and a fence is missing",
    ),
    ("DATABASE_BACKUP_URL", "embedded", "the role that makes backups"),
    ("CONN_MAX_AGE", "0", "seconds that a database connection is kept; 60 or more for gunicorn's workers"),
    ("REDIS_URL", "a folder in `DATA_DIR`", "the broker; no promise depends on it (decisions/0003)"),
    ("SMTP_URL", "the mail catcher", "`smtp://`, `smtp+starttls://` or `smtps://`, with user and password"),
    ("MAIL_FROM", "second-story@host", "the sender"),
    ("SECRET_KEY", "made once, kept in `DATA_DIR/secret_key`", "protects sessions and links"),
    ("SECRET_KEY_FALLBACKS", "", "older keys during a change, with commas"),
    ("OIDC_ISSUER", "", "the organisation's own sign-in (OpenID Connect); its address as the provider names it"),
    ("OIDC_CLIENT_ID", "", "how the provider knows this installation; needed with `OIDC_ISSUER`"),
    ("OIDC_CLIENT_SECRET", "", "what the provider gave this installation; needed with `OIDC_ISSUER`"),
    ("OIDC_NAME", "your organisation", 'how the button calls it: "Sign in with …"'),
    ("OIDC_GROUPS_CLAIM", "groups", "where the provider puts the ids of somebody's groups"),
    ("OIDC_SCOPES", "", "further scopes, with commas, if groups need one"),
    ("OIDC_SESSION_HOURS", "12", "how long somebody who came by the provider stays signed in"),
    ("BACKUP_KEY", "", "seals backups, and opens them where it is the secret half (`make backup-key`)"),
    ("BACKUP_KEEP", "14", "how many of the nightly backups stay"),
    ("BACKUP_THEN", "", "the command that takes a nightly backup off the machine; `{}` is its path"),
    ("METRICS_TOKEN", "", "what Prometheus brings to `/metrics`; without it that address is not there"),
    (
        "OUTGOING_NETWORKS",
        "none",
        'networks of your own that may be told what happens ("What goes out"), as 10.20.0.0/16, separated by commas',
    ),
    (
        "FILE_LIMIT_MB",
        "20",
        "how large a picture or a file of a review may be; "
        "`max_size` for files in docker/Caddyfile is five times that and a little",
    ),
    ("LOG_LEVEL", "INFO, WARNING in demo", "how much is logged: DEBUG, INFO, WARNING or ERROR"),
)
HEAD = """# Settings

Each may stand in `.env`, in the environment, or in a file that `NAME_FILE` names. An odd value is refused at
the start, with its name. This page is printed by `manage.py variables`.

| Variable | Without it | Means |
|---|---|---|
"""


def as_page() -> str:
    """docs/settings.md, whole."""
    return HEAD + "".join(f"| `{name}` | {default} | {means} |\n" for name, default, means in VARIABLES)
