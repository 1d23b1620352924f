"""Settings of the site. Everything a machine may decide comes from the environment; the table is in README.

With nothing set, the site serves this machine alone: SQLite and keys in var/, one process, no Redis, mail as files.
"""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from consult.environment import (
    LOOPBACK,
    database,
    flag,
    hour_of_day,
    hourly,
    kept_secret,
    listing,
    public_address,
    text,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(text("DOHODA_VAR", str(BASE_DIR / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True, mode=0o700)
KEYS = VAR / "keys"

# Who may reach the site, and under which address. Debugging and the demo's one-click sign-in open every door:
# both are refused as soon as the site answers to a name that others can reach.
_address = text("DOHODA_URL", f"http://127.0.0.1:{text('PORT', '8000')}")
SCHEME, HOST = public_address("DOHODA_URL", _address)
# What stands in front of every link that leaves the site; never what a request says about itself.
PUBLIC_URL = _address.rstrip("/")
ALLOWED_HOSTS = list(dict.fromkeys([*LOOPBACK, HOST, *listing("DOHODA_HOSTS")]))
DEBUG = flag("DEBUG")
DEMO = flag("DOHODA_DEMO")
if (DEBUG or DEMO) and (strangers := [host for host in ALLOWED_HOSTS if host not in LOOPBACK]):
    raise ImproperlyConfigured(
        f"{'DEBUG' if DEBUG else 'DOHODA_DEMO'}=1 is for this machine alone, but the site also answers to "
        f"{', '.join(strangers)}; unset it, or unset DOHODA_URL and DOHODA_HOSTS."
    )

SECRET_KEY = text("DOHODA_SECRET_KEY") or kept_secret(KEYS / "django.key")

INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "workflow",
    "django_comments_xtd",
    "django_comments",
    "consult",  # behind the comment library, whose handlers it takes off
    "allauth",
    "allauth.account",
    "channels",
    "csp",
    "django_altcha",
    "django_htmx",
    "django_linear_migrations",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "consult.personal.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "consult.unwritable.RefuseUnwritable",
]

ROOT_URLCONF = "consult.urls"
ASGI_APPLICATION = "consult.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "consult.who.surroundings",
            ],
        },
    },
]

# The site's role may not change the tables it is guarded by: only `migrate` runs as their owner.
_migrating = sys.argv[1:2] == ["migrate"]
_database_url = text("DATABASE_URL")
DATABASES = {
    "default": database((_migrating and text("MIGRATE_DATABASE_URL")) or _database_url, folder=VAR),
}
# The name every record book of this installation carries in its checkpoints; it never changes once a book has begun.
WORKFLOW_ORIGIN = text("DOHODA_ORIGIN", f"{HOST}/dohoda")
WORKFLOW_KEYS = KEYS
# The role the site connects as, where the tables have another owner: it is granted rows, never the power over the book.
WORKFLOW_APP_ROLE = (urlsplit(_database_url).username or "") if text("MIGRATE_DATABASE_URL") else ""

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Without Redis everything live happens inside one process; with it, several processes share doorbells and rate limits.
CHANNEL_LAYERS: dict[str, Any] = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
# Counts of who spoke how often live there; forgetting them early would lift the limits.
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
}
if REDIS_URL := text("REDIS_URL"):
    CHANNEL_LAYERS["default"] = {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "dohoda"},
    }
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "dohoda",
    }

# What pages can make again at any time: apart, so that many readers crowd out nothing that has to be remembered.
CACHES["pages"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "OPTIONS": {"MAX_ENTRIES": 400},
}

LANGUAGE_CODE = "cs"
LANGUAGES = [("cs", "Čeština"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "consult" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Europe/Prague"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = VAR / "media"

# People sign in with a code sent by mail; what they may do comes from their seats, never from the account.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SCHEME
LOGIN_REDIRECT_URL = "/"
SITE_ID = 1

CSRF_FAILURE_VIEW = "consult.pages.csrf_failure.view"

COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "consult.models.Comment"
COMMENTS_XTD_MAX_THREAD_LEVEL = 1
# A thread per letter loses the letter when the process ends: letters are queued instead.
COMMENTS_XTD_THREADED_EMAILS = False
COMMENTS_XTD_SEND_HTML_EMAIL = False
# A key for this use alone: a confirmation link that leaks must not sign anything else.
COMMENTS_XTD_SALT = kept_secret(KEYS / "comments.key").encode("ascii")
# The six words of a slip are kept as digests under this key: a copy of the database alone cannot try words out.
PHONE_WORDS_KEY = kept_secret(KEYS / "words.key").encode("ascii")

DEFAULT_FROM_EMAIL = text("DOHODA_MAIL_FROM", f"dohoda@{HOST}")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
if EMAIL_HOST := text("DOHODA_MAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = int(text("DOHODA_MAIL_PORT", "587"))
    EMAIL_HOST_USER = text("DOHODA_MAIL_USER")
    EMAIL_HOST_PASSWORD = text("DOHODA_MAIL_PASSWORD")
    EMAIL_USE_TLS = flag("DOHODA_MAIL_TLS", default=True)
    EMAIL_TIMEOUT = 20
# Letters are queued in the same transaction as what they tell of; `manage.py post` sends them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# News goes out once a day, from this hour on (Prague); the demo does not make anybody wait.
LETTERS_HOUR = 0 if DEMO else hour_of_day("DOHODA_MAIL_HOUR", 17)

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["consult.api.parsing.ShortJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "consult.api.problems.answer",
    # How many proxies of ours stand in front: what a visitor writes into X-Forwarded-For is not believed.
    "NUM_PROXIES": int(text("DOHODA_PROXIES", "0")),
}
# The account library counts tries at signing in by address, too: the same proxies are believed, and no others.
ALLAUTH_TRUSTED_PROXY_COUNT = REST_FRAMEWORK["NUM_PROXIES"]
# Above it nobody is silenced: the form asks for a small proof, an address or the office's look (consult/limits.py).
SPEAKING_RATE = hourly("DOHODA_SPEAKING_RATE", "60/hour")
ALTCHA_HMAC_KEY = kept_secret(KEYS / "challenge.key")
SPECTACULAR_SETTINGS = {
    "TITLE": "Dohoda",
    "DESCRIPTION": _("Plans in the making, their comments and their record."),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SCHEME == "https"
if SCHEME == "https":
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # The proxy in front ends TLS and sets this header itself, whatever a visitor sends.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Whoever scans the internet for hosts fills no log here; the visitor gets a 400.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {"handlers": ["stderr"], "level": text("DOHODA_LOG_LEVEL", "WARNING")},
}
