"""Settings: safe by default; what differs between installations is read from the environment or from .env."""

from pathlib import Path
from typing import Any

import bootstrap_wrapper
import environ
import fontpkg_sarabun
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# What an installation decides. SECRET_KEY has no default: without it nothing starts, and the message names it.
env = environ.Env()
env.read_env(BASE_DIR / ".env")

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=True)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
# What was redacted is noted outside the database, so that a restored backup does not bring it back.
REDACTION_LOG = Path(env.str("REDACTION_LOG", default=str(VAR_DIR / "redactions.jsonl")))
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
# Where the public pages are written as files; empty where Django is to answer each of them.
SITE_ROOT = env.str("SITE_ROOT", default=str(VAR_DIR / "site"))
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
# Where mails, documents and their QR codes lead to for an agency without a host name of its own.
BASE_ADDRESS = env.str("BASE_ADDRESS", default="")
# Evidence: bytes of a file and of all files of an agency, pixels of an uploaded picture, longest side of a kept one.
EVIDENCE_MAX_FILE_SIZE = env.int("EVIDENCE_MAX_FILE_SIZE", default=20 * 2**20)
EVIDENCE_QUOTA = env.int("EVIDENCE_QUOTA", default=5 * 2**30)
EVIDENCE_MAX_PIXELS = env.int("EVIDENCE_MAX_PIXELS", default=60_000_000)
EVIDENCE_PICTURE_SIDE = env.int("EVIDENCE_PICTURE_SIDE", default=2400)
# Uploads lie in MEDIA_ROOT, or in an S3-compatible store; its keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
MEDIA_S3_BUCKET = env.str("MEDIA_S3_BUCKET", default="")
MEDIA_S3_ENDPOINT = env.str("MEDIA_S3_ENDPOINT", default="") or None
MEDIA_S3_REGION = env.str("MEDIA_S3_REGION", default="") or None

# Rooms, from the ground floor upward.
INSTALLED_APPS = [
    "thai",
    "jobs",
    "agencies",
    "staff",
    "assessments",
    "measures",
    "publications",
    "ita_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "ita_portal.apps.ServedFilesConfig",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "publications.site.serving.SiteFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ita_portal.language.LanguageOfAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "staff.language.StaffLanguageMiddleware",
    "staff.signing_in.EndedSessionMiddleware",
    "staff.first_password.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Knows who is signed in when something recorded is changed (audit/history.py), and asks for nobody before.
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "ita_portal.urls"
WSGI_APPLICATION = "ita_portal.wsgi.application"

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
            ],
        },
    },
]

# One file is enough for one agency: write-ahead log, and a writer takes its lock when its transaction begins,
# so that two publishers queue up instead of failing half-way.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# To open a connection costs more than to answer from it.
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

# Rendered pages, kept in each process until something is published or withdrawn (publications/public/pages.py).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}

# What outlives an answer is queued in the database, in the same transaction (jobs/).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Who may come in.
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["ita_portal.roles.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "staff.signing_in.form_out_of_date"

# Thai first: at the root of the site, and every other language below its code (/en/). Bangkok time, Buddhist-era dates.
LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale_libraries"]
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Everything a page needs comes from ourselves; Bootstrap and Sarabun lie in their packages.
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", bootstrap_wrapper.get_bootstrap_dir()),
    ("sarabun", fontpkg_sarabun.ROOT / "files"),
]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
if MEDIA_S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_S3_BUCKET,
            "endpoint_url": MEDIA_S3_ENDPOINT,
            "region_name": MEDIA_S3_REGION,
            "default_acl": None,  # the bucket's own, which is private; an address is signed and soon ends
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# More than a report takes (measures/reporting/storing.py), so that what is too much is refused in words.
DATA_UPLOAD_MAX_NUMBER_FILES = 300
# A file beyond the first is spooled to the disk while it comes in; all else of a form stays within the second.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "measures.reporting.uploads.SpoolingUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20

# What a browser is told.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
