"""Every setting, in one file. The environment is read through `env.py` only; docs/settings.md lists its variables."""

from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from postmortems import env
from postmortems.shared.logs import without_path

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / ".data")))
DEMO = env.flag("DEMO")
BASE_URL = env.url("BASE_URL", ("http", "https"), default="http://localhost:8000").rstrip("/")
SECURE = BASE_URL.startswith("https://")

# --- what is installed
INSTALLED_APPS = [
    "accounts",
    "postmortems.apps.PostmortemsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
if DEMO:
    INSTALLED_APPS.append("django.contrib.admin")

MIDDLEWARE = [
    "postmortems.shared.middleware.database_given_back",
    "postmortems.reports.middleware.from_nobody",
    "postmortems.shared.middleware.request_log",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "postmortems.shared.middleware.permissions_policy",
    "postmortems.shared.middleware.private_by_default",
    "postmortems.shared.middleware.the_same_on_a_refusal",
    "django.middleware.security.SecurityMiddleware",
    # What answers by itself stands below what gives every answer its headers.
    "postmortems.shared.bodies.not_too_large",
    "postmortems.shared.middleware.programs_come_by_https",
    "postmortems.shared.middleware.without_nul",
    "postmortems.shared.middleware.whole_files",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "postmortems.organisation.access.first_things_first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "postmortems.shared.middleware.in_the_readers_form",
    "postmortems.workspace.middleware.words_held",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "postmortems.wording.middleware.references_resolved",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "postmortems.shared.middleware.htmx_redirect",
    "postmortems.reviews.moved.moved_reviews",
]

ROOT_URLCONF = "postmortems.urls"
WSGI_APPLICATION = "postmortems.wsgi.application"
ASGI_APPLICATION = "postmortems.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "postmortems.shared.context.frame",
            ],
            "builtins": ["postmortems.templatetags.dates"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- the database: three roles, see docs/decisions/0002
# A statement that hangs must not hold a worker for ever (RELIABILITY rule 23).
TIMEOUTS = "-c statement_timeout=30000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"


def _database(name: str) -> dict[str, object] | None:
    found = env.database(name)
    if found:
        found["OPTIONS"] = {"options": TIMEOUTS, **found["OPTIONS"]}  # type: ignore[dict-item]
        found |= {"CONN_MAX_AGE": env.number("CONN_MAX_AGE", 0), "CONN_HEALTH_CHECKS": True}
    return found


DATABASES = {"default": _database("DATABASE_URL")}
if DATABASES["default"] is None:
    raise ImproperlyConfigured("DATABASE_URL is not set. `make run` starts a database of its own and sets it.")
# Kept apart from DATABASES, whose credentials change while the owner is at work.
DATABASE_APP_ROLE = str(DATABASES["default"].get("USER", ""))
# Who may change the schema; unset, the application's own role does it and the fence between the two is missing.
DATABASE_OWNER = _database("DATABASE_OWNER_URL")

# --- background work: the database remembers, Celery only says "look" (docs/decisions/0003)
REDIS_URL = env.url("REDIS_URL", ("redis", "rediss", "unix"))
CELERY_BROKER_URL = REDIS_URL or "folder://localhost"  # postmortems/operations/folder_queue.py
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "visibility_timeout": 3600,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 15,
        # A page must not wait six seconds for a broker that is away: one try, and the poll finds what is due.
        "max_retries": 0,
    }
else:
    _queue = DATA_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "tasks"),
        "data_folder_out": str(_queue / "tasks"),
        "control_folder": str(_queue / "control"),
        "store_processed": False,
        "polling_interval": 0.02,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# A look that nobody took up in time is not worth taking up later: the next one finds the same.
LATE = {"expires": 30}
CELERY_BEAT_SCHEDULE = {
    "deliver what is due": {"task": "postmortems.mail.tasks.deliver_due", "schedule": 30.0, "options": LATE},
    "read what was brought": {
        "task": "postmortems.intake.tasks.read_what_waits",
        "schedule": 30.0,
        "options": LATE,
    },
    "learn new words": {"task": "postmortems.library.tasks.learn_new_words", "schedule": 120.0, "options": LATE},
    "ask for what is due": {"task": "postmortems.followup.tasks.remind", "schedule": 60.0, "options": LATE},
    "say that beat lives": {"task": "postmortems.operations.tasks.beat_is_heard", "schedule": 60.0, "options": LATE},
    "mix what was told": {"task": "postmortems.reports.tasks.mix_reports", "schedule": crontab(hour="2", minute="47")},
    "tell others what is new": {
        "task": "postmortems.outgoing.tasks.tell_others",
        "schedule": 10.0,
        "options": LATE,
    },
    "forget what is over": {
        "task": "postmortems.operations.tasks.forget_what_is_over",
        "schedule": crontab(hour="3", minute="23"),
    },
    "forget what is over within the hour": {
        "task": "postmortems.operations.tasks.forget_what_is_over",
        "schedule": crontab(minute="37"),
        "kwargs": {"hourly": True},
    },
}

# --- mail
# Django's own default is to wait for ever for a mail server (RELIABILITY section 0).
MAILERS = {"default": {"OPTIONS": {**env.smtp("SMTP_URL"), "timeout": 10}}}
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"Second Story <second-story@{urlsplit(BASE_URL).hostname}>")

# Networks of our own that may be told what happens, as 10.20.0.0/16; everything else must be on the open internet.
OUTGOING_NETWORKS = env.networks("OUTGOING_NETWORKS")

# --- who may come in
AUTH_USER_MODEL = "accounts.User"
# The address is unique whatever its case, by a constraint on Lower(email), which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["accounts.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # sent by our own outbox (accounts/changes.py)
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangeForm",
    "set_password": "accounts.forms.FirstPasswordForm",
    "reset_password": "accounts.forms.AskForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "reauthenticate": "accounts.forms.AgainForm",
}
# Whoever has just chosen a password by a link from their mail is in.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# allauth's own writes a row when a link is looked at.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 24 * 3600
# How often is too often is counted by address. Behind the proxy that speaks https for us, its own is not it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
# allauth counts in Django's cache. In the database the counts hold for all processes, whether Redis is there or not.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_tally",
        "KEY_FUNCTION": "accounts.counts.counted_under",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
MFA_ADAPTER = "accounts.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.AppForm",
    "add_webauthn": "accounts.forms.PasskeyForm",
    "login_webauthn": "accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "accounts.forms.PasskeySecondForm",
    "reauthenticate_webauthn": "accounts.forms.PasskeyAgainForm",
}
# The organisation's own sign-in. An identity is bound to its issuer: another issuer's ids are other people's.
OIDC_ISSUER = env.url("OIDC_ISSUER", ("http", "https"))
OIDC_PROVIDER = f"sso-{sha256(OIDC_ISSUER.encode()).hexdigest()[:12]}"
OIDC_NAME = env.text("OIDC_NAME", "your organisation")
OIDC_GROUPS_CLAIM = env.text("OIDC_GROUPS_CLAIM", "groups")
OIDC_SESSION_HOURS = env.number("OIDC_SESSION_HOURS", 12)
SOCIALACCOUNT_ADAPTER = "postmortems.organisation.sso_adapter.SsoAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile", "email", *env.words("OIDC_SCOPES")],
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER,
                "name": OIDC_NAME,
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("display_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotTheHouse"},
]

# --- headers and cookies
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
# Whoever brings it reads figures of the installation (operations/metrics.py); without it nobody does.
METRICS_TOKEN = env.secret("METRICS_TOKEN", least=24)
DEBUG = False
# In demo mode phones on the same network may join by address; otherwise only the names that were given.
ALLOWED_HOSTS = ["*"] if DEMO else [str(urlsplit(BASE_URL).hostname), *env.words("ALLOWED_HOSTS")]
# Pressing "Sign in with ..." sends a form here, which leads on to the provider.
_provider = f"{urlsplit(OIDC_ISSUER).scheme}://{urlsplit(OIDC_ISSUER).netloc}"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF, *([_provider] if OIDC_ISSUER else [])],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_ENGINE = "accounts.session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# Plain names over plain http, so that a phone on the network can join a demonstration.
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "postmortems.shared.errors.csrf_failure"
if SECURE:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$", r"^(api|hooks|scim)/"]

# --- files, words, time
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
if DEMO:
    WHITENOISE_USE_FINDERS = True
else:
    STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / ".static")))
    STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
USE_TZ = USE_I18N = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
# 200 kB a field is far more than a section needs; the whole body may hold several.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Pictures and files of reviews: never served as they lie, only through a view that asks the gate.
FILES_DIR = DATA_DIR / "files"
FILE_LIMIT = env.number("FILE_LIMIT_MB", 20) * 1_000_000
# How much one request may send, by the end of a review's address; docker/Caddyfile says the same. Beyond, nothing is
# read (shared/bodies.py). A file that is too large is read and let go up to five times its limit, so that its form
# comes back with its words.
BODY_LIMITS = {
    "/files/": 5 * FILE_LIMIT + DATA_UPLOAD_MAX_MEMORY_SIZE,
    "/intake/": 260_000_000,
    "/import/": 260_000_000,
}
BODY_LIMIT = 10_000_000
FILE_UPLOAD_HANDLERS = ["postmortems.attachments.uploads.ToDisk"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_path": {"()": "django.utils.log.CallbackFilter", "callback": without_path}},
    "formatters": {"line": {"()": "postmortems.shared.logs.formatter", "as_json": not DEMO}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_path"]}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING" if DEMO else "INFO")},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
