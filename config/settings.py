"""All settings, read from the environment through typed readers; secure by default when DEBUG is off."""

from datetime import timedelta
from typing import Any

import structlog
from celery.schedules import crontab
from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    BASE_DIR,
    VAR_DIR,
    database,
    env,
    mail_server,
    own_secret_key,
    shaped,
    truth,
    whole,
)

# Site -------------------------------------------------------------------------------------------------------
DEBUG = truth("DEBUG", False)
DEMO = truth("DEMO", DEBUG)  # shows the demonstration accounts on the login page
SECRET_KEY = env.str("SECRET_KEY", "") or own_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "corsheaders",
    "csp",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "common",
    "audit",
    "regions",
    "accounts",
    "plans",
    "indicators",
    "reporting",
    "intake",
    "dashboards",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ApiCompression",
    "corsheaders.middleware.CorsMiddleware",
    "config.middleware.ApiConditions",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audit.middleware.origin_middleware",
    "accounts.middleware.idle_timeout_middleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboards.navigation.navigation",
            ],
            "loaders": ["django.template.loaders.filesystem.Loader"]
            if DEBUG
            else [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
            "builtins": ["django.templatetags.static", "common.templatetags.figures"],
        },
    }
]

# Data -------------------------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]] = {
    "default": database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
}
DATABASES["default"]["CONN_MAX_AGE"] = whole("CONN_MAX_AGE", 60, 0, 3600)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }

# Jobs: in-process where no broker is named -----------------------------------------------------------------
BROKER = r"(rediss?|unix)://\S+"
REDIS_URL = shaped("REDIS_URL", "", BROKER, "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL or None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # tasks are idempotent: a killed worker's task is run again
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "visibility_timeout": 3600,
}
CELERY_TASK_PUBLISH_RETRY = False  # a lost broker must not hold up saving; the sweeper catches what it missed
CELERY_DB_REUSE_MAX = 200
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "indicators.sweep", "schedule": timedelta(seconds=whole("SWEEP_SECONDS", 60, 5, 3600))},
    # Reports whose message the broker lost.
    "reports": {"task": "dashboards.sweep_reports", "schedule": timedelta(minutes=2)},
    # Plan documents likewise.
    "documents": {"task": "intake.sweep_drafts", "schedule": timedelta(minutes=2)},
    # From eight in the morning; the later hours catch up what a stopped beat or worker missed.
    "remind": {"task": "reporting.remind", "schedule": crontab(minute="0", hour="8-18")},
    "answers": {"task": "accounts.forget_answers", "schedule": timedelta(hours=1)},
}

# Mail: none is sent where no server is named ---------------------------------------------------------------
MAIL_SERVER = mail_server("EMAIL_URL")
EMAIL_HOST = MAIL_SERVER.get("EMAIL_HOST", "")
EMAIL_PORT = MAIL_SERVER.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = MAIL_SERVER.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = MAIL_SERVER.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = MAIL_SERVER.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = MAIL_SERVER.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
SENDS_MAIL = bool(MAIL_SERVER)
SENDER = r"[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+"
MAIL_FROM = DEFAULT_FROM_EMAIL = shaped("MAIL_FROM", "", SENDER, "规划指标监测 <plan@example.org>")
if SENDS_MAIL and not MAIL_FROM:
    raise ImproperlyConfigured("MAIL_FROM: with EMAIL_URL, say from which address mail is sent.")
# Where people reach the site, for links in mails; without it they have none.
SITE = r"https?://[^\s/?#]+/?"
SITE_URL = shaped("SITE_URL", "", SITE, "https://plan.example.org").rstrip("/")
if SENDS_MAIL:
    CELERY_BEAT_SCHEDULE["mail"] = {"task": "reporting.send_mail", "schedule": timedelta(minutes=5)}

# People -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "dashboards:home"
LOGOUT_REDIRECT_URL = "accounts:login"
SESSION_IDLE_MINUTES = whole("SESSION_IDLE_MINUTES", 30, 1, 720)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=whole("LOCKOUT_MINUTES", 30, 1, 1440))
AXES_LOCKOUT_PARAMETERS = ["username"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # on purpose: the account is locked from whichever address it is tried
AXES_LOCKOUT_CALLABLE = "accounts.views.door.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or anybody could keep an account locked for ever
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
TRUST_PROXY = truth("TRUST_PROXY", False)  # believe X-Forwarded-* of the TLS proxy in front
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Transport and browser ------------------------------------------------------------------------------------
HTTPS = truth("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # Bootstrap's small pictures; the picture a chart is saved as
        "style-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a form of 1,000 rows
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SHEET_MEGABYTES = whole("SHEET_MEGABYTES", 5, 1, 10)  # an Excel sheet that is sent in
# The head of the printed form, as the statistics authority granted it; empty lines are filled in by hand.
SHEET_FACTS = {
    "表号": env.str("SHEET_NUMBER", "规监 1 表"),
    "制定机关": env.str("SHEET_ISSUER", ""),
    "文号": env.str("SHEET_DOCUMENT", ""),
    "有效期至": env.str("SHEET_VALID_UNTIL", ""),
}
EVIDENCE_MEGABYTES = whole("EVIDENCE_MEGABYTES", 10, 1, 100)  # a file
EVIDENCE_FILES = whole("EVIDENCE_FILES", 10, 1, 100)  # on one figure
DOCUMENT_MEGABYTES = whole("DOCUMENT_MEGABYTES", 50, 1, 100)  # a plan document
LARGEST_FILE = max(EVIDENCE_MEGABYTES, DOCUMENT_MEGABYTES, 10) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "config.uploads.BoundedUploadHandler",
]

# Language, files -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DJANGO_HTMX = {"includeIndicatorStyles": False, "allowEval": False}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# API --------------------------------------------------------------------------------------------------------
# Pages of other origins that may read it with a token, as https://tongji.example.gov.cn; none as it comes.
CORS_ALLOWED_ORIGINS = env.list("CORS_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_EXPOSE_HEADERS = ("ETag", "Retry-After", "Content-Disposition")
ANSWERS_KEPT_HOURS = whole("ANSWERS_KEPT_HOURS", 48, 1, 720)  # to requests with an Idempotency-Key
RATE = r"[1-9][0-9]{0,8}/(s|sec|second|m|min|minute|h|hour|d|day)"
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.SiteSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "accounts.authentication.HasGrant",
        "accounts.authentication.WritesWithReportScope",
    ],
    "DEFAULT_RENDERER_CLASSES": ["config.formats.json.Json"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "config.formats.negotiation.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["config.bodies.JsonBody"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "config.pagination.KeysetPages",
    "DEFAULT_SCHEMA_CLASS": "config.document.schema.ApiSchema",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttling.Calls", "accounts.throttling.Tables"],
    "DEFAULT_THROTTLE_RATES": {
        "calls": shaped("API_RATE", "1200/min", RATE, "1200/min"),
        "tables": shaped("EXPORT_RATE", "60/min", RATE, "60/min"),
        "strangers": shaped("STRANGER_RATE", "60/min", RATE, "60/min"),
    },
    "EXCEPTION_HANDLER": "config.problems.problem_response",
    "URL_FORMAT_OVERRIDE": None,  # Negotiation reads ?format= itself, and says what there is
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
API_TABLES = [  # further forms of the lists
    "config.formats.csv.Csv",
    "config.formats.parquet.Parquet",
    "config.formats.xlsx.Xlsx",
    "config.formats.sdmx.table.SdmxCsv",
]
XLSX_ROWS = whole("XLSX_ROWS", 50_000, 1, 1_000_000)  # a workbook is made before it is sent
SPECTACULAR_SETTINGS = {
    "TITLE": "规划指标监测 接口",
    "DESCRIPTION": "规划、指标、实绩与评价的读取，填报单的读取和办理。"
    "数值以 {op, value, text} 表示，小数为字符串；错误为 RFC 9457 问题文档。",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,  # as the resources stand in config.api
    "COMPONENT_SPLIT_PATCH": False,  # what a PATCH must hold is as strict as the rest
    "ENUM_NAME_OVERRIDES": {
        "LampEnum": "indicators.serializers.progress.LAMP_WORDS",
        "FormStateEnum": "reporting.models.rows.STATES",
        "PlanStateEnum": "plans.models.Plan.State",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.document.complete",
    ],
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES["default"] = {"BACKEND": "config.caching.ForgivingRedisCache", "LOCATION": REDIS_URL}

# Logs: JSON in production -----------------------------------------------------------------------------------
LOG_FORMAT = env.str("LOG_FORMAT", "console" if DEBUG else "json")
if LOG_FORMAT not in ("console", "json"):
    raise ImproperlyConfigured(f"LOG_FORMAT={LOG_FORMAT!r}: use console or json.")
SHARED_LOG_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False)
            if LOG_FORMAT == "json"
            else structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            ),
            "foreign_pre_chain": SHARED_LOG_STEPS,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {
        "handlers": ["console"],
        "level": shaped("LOG_LEVEL", "INFO", "DEBUG|INFO|WARNING|ERROR|CRITICAL", "INFO"),
    },
    "loggers": {"axes": {"level": "WARNING"}, "django.server": {"level": "WARNING" if DEBUG else "INFO"}},
}
structlog.configure(
    processors=[
        *SHARED_LOG_STEPS,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
