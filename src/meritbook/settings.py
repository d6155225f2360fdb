"""Settings, all from the environment.

`docs/reference/settings.md` lists them, and a test holds that none is missing.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csp.constants import NONCE, NONE, SELF

from meritbook.core.errors import MeritbookError
from meritbook.core.results.licences import LICENCES
from meritbook.records import database_url
from meritbook.records.home import prepare_home, secret_key
from meritbook.records.storage_setting import storage


class SettingError(MeritbookError):
    """A setting that cannot be understood."""

    code = "settings.invalid"
    remedy = "See docs/reference/settings.md for what the setting may say."
    http_status = 500


def _flag(name: str) -> bool:
    said = os.environ.get(name, "").strip().lower()
    if said in ("", "0", "false", "no", "off"):
        return False
    if said in ("1", "true", "yes", "on"):
        return True
    raise SettingError(f"{name} must be 1 or 0, not {said!r}.", where=name)


def _list(name: str, default: list[str]) -> list[str]:
    said = [part.strip() for part in os.environ.get(name, "").split(",")]
    return [part for part in said if part] or default


def _day(name: str) -> date | None:
    said = os.environ.get(name, "").strip()
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as problem:
        raise SettingError(f"{name} must be a date such as 2026-07-01, not {said!r}.", where=name) from problem


def _address(name: str) -> str:
    said = os.environ.get(name, "").strip().rstrip("/")
    found = urlsplit(said)
    if said and (found.scheme not in ("http", "https") or not found.hostname or found.query or found.fragment):
        raise SettingError(f"{name} must be an address such as https://meritbook.agency.example.", where=name)
    return said


def _time_zone(name: str, default: str) -> str:
    said = os.environ.get(name, "").strip() or default
    try:
        ZoneInfo(said)
    except (ZoneInfoNotFoundError, ValueError) as problem:
        raise SettingError(f"{name} names no time zone: {said!r}.", where=name) from problem
    return said


def _number(name: str, default: int) -> int:
    said = os.environ.get(name, "").strip()
    if said and not (said.isascii() and said.isdigit() and len(said) < 6):
        raise SettingError(f"{name} must be a whole number, 0 or more, not {said!r}.", where=name)
    return int(said) if said else default


# --- Meritbook's own ---------------------------------------------------------------------------------------

MERITBOOK_HOME: Path = prepare_home(os.environ)
MERITBOOK_ON: date | None = _day("MERITBOOK_ON")
# What `meritbook demo` leaves in its folder marks a demonstration, whichever command opens the folder later.
MERITBOOK_DEMO: bool = _flag("MERITBOOK_DEMO") or (MERITBOOK_HOME / "demo-password").exists()
MERITBOOK_HTTPS: bool = _flag("MERITBOOK_HTTPS")
# Whether a shell, to which nobody signs in, tells what is one person's alone: reports, development plans, answers.
MERITBOOK_SHELL_READS_CONFIDENTIAL: bool = _flag("MERITBOOK_SHELL_READS_CONFIDENTIAL") or MERITBOOK_DEMO
MERITBOOK_GOVERNMENT: str = os.environ.get("MERITBOOK_GOVERNMENT", "").strip()
MERITBOOK_ADDRESS: str = _address("MERITBOOK_ADDRESS")
MERITBOOK_OFFICE: str = os.environ.get("MERITBOOK_OFFICE", "").strip() or "Classification office"
MERITBOOK_REVIEW: str = os.environ.get("MERITBOOK_REVIEW", "").strip()
MERITBOOK_ANSWER: str = os.environ.get("MERITBOOK_ANSWER", "").strip()
MERITBOOK_SERVICE_LAW: str = os.environ.get("MERITBOOK_SERVICE_LAW", "").strip() or "colorado-ses"
MERITBOOK_CONTRACT_POLICY: str = os.environ.get("MERITBOOK_CONTRACT_POLICY", "").strip() or "standard"
MERITBOOK_COMPETENCY_POLICY: str = os.environ.get("MERITBOOK_COMPETENCY_POLICY", "").strip() or "standard"
MERITBOOK_DEVELOPMENT_POLICY: str = os.environ.get("MERITBOOK_DEVELOPMENT_POLICY", "").strip() or "standard"
MERITBOOK_RISK_POLICY: str = os.environ.get("MERITBOOK_RISK_POLICY", "").strip() or "standard"
MERITBOOK_AUDIT_POLICY: str = os.environ.get("MERITBOOK_AUDIT_POLICY", "").strip() or "standard"
MERITBOOK_EMPOWERMENT_POLICY: str = os.environ.get("MERITBOOK_EMPOWERMENT_POLICY", "").strip() or "standard"
MERITBOOK_RETURN_POLICY: str = os.environ.get("MERITBOOK_RETURN_POLICY", "").strip() or "standard"
# A TOML file with the connections by which measures ask other systems for their values; it holds passwords.
MERITBOOK_QUERIES: str = os.environ.get("MERITBOOK_QUERIES", "").strip()
# The first month of the fiscal year, by which annual reports are counted, and the licence of their open data.
MERITBOOK_FISCAL_YEAR_MONTH: int = _number("MERITBOOK_FISCAL_YEAR_MONTH", 7)
if not 1 <= MERITBOOK_FISCAL_YEAR_MONTH <= 12:
    raise SettingError("MERITBOOK_FISCAL_YEAR_MONTH must be a month from 1 to 12.", where="MERITBOOK_FISCAL_YEAR_MONTH")
MERITBOOK_DATA_LICENCE: str = os.environ.get("MERITBOOK_DATA_LICENCE", "").strip() or "CC0-1.0"
if MERITBOOK_DATA_LICENCE not in LICENCES:
    raise SettingError(
        f"MERITBOOK_DATA_LICENCE must be one of {', '.join(LICENCES)}, not {MERITBOOK_DATA_LICENCE!r}.",
        where="MERITBOOK_DATA_LICENCE",
    )
MERITBOOK_LEAN_POLICY: str = os.environ.get("MERITBOOK_LEAN_POLICY", "").strip() or "standard"
# The certificate that seals contracts and packets (PKCS#12); without one an office cannot sign in the browser, but a
# demonstration makes a test authority of its own in its folder.
MERITBOOK_CERTIFICATE: str = os.environ.get("MERITBOOK_CERTIFICATE", "").strip()
MERITBOOK_CERTIFICATE_PASSWORD: str = os.environ.get("MERITBOOK_CERTIFICATE_PASSWORD", "")
# A command that looks into every attached file before it is kept: the office's own virus scanner. 0 is clean.
MERITBOOK_SCANNER: str = os.environ.get("MERITBOOK_SCANNER", "").strip()
# How many pages of evidence the paper of a packet shows at most, and how large they may be together.
MERITBOOK_PACKET_PAGES: int = _number("MERITBOOK_PACKET_PAGES", 200)
MERITBOOK_PACKET_MEGABYTES: int = _number("MERITBOOK_PACKET_MEGABYTES", 60)
# Whether a test authority may seal where the office has no certificate of its own: never in a real office.
MERITBOOK_TEST_AUTHORITY: bool = MERITBOOK_DEMO
MERITBOOK_DOCUMENTS: Path = MERITBOOK_HOME / "documents"

# --- Django ------------------------------------------------------------------------------------------------

SECRET_KEY = secret_key(MERITBOOK_HOME, os.environ)
DEBUG = _flag("MERITBOOK_DEBUG")
ALLOWED_HOSTS = _list("MERITBOOK_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
_scheme = "https" if MERITBOOK_HTTPS else "http"
CSRF_TRUSTED_ORIGINS = [f"{_scheme}://{host}" for host in ALLOWED_HOSTS if host != "*"] if MERITBOOK_HTTPS else []

INSTALLED_APPS = [
    # First, so that its pages stand before those that allauth brings.
    "meritbook.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "meritbook.records",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Last, so that it can answer for a locked-out sign-in whatever view handled it.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "meritbook.urls"
CSRF_FAILURE_VIEW = "meritbook.web.errors.csrf_failure"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

_database_url = os.environ.get("MERITBOOK_DATABASE_URL", "").strip()
DATABASES: dict[str, dict[str, Any]] = {
    "default": database_url.parse(_database_url)
    if _database_url
    else database_url.sqlite(MERITBOOK_HOME / "meritbook.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES: dict[str, dict[str, Any]] = {
    "default": storage(os.environ, MERITBOOK_DOCUMENTS),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_URL = "/static/"
# Static files are served from the installed package itself: there is no collecting step to forget.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True
TIME_ZONE = _time_zone("MERITBOOK_TIME_ZONE", "UTC")

# An upload larger than this is spooled to disk; the readers have their own limit and refuse what is larger. What comes
# after that limit is dropped while it arrives: neither memory nor disk ever holds a file of two gigabytes.
FILE_UPLOAD_HANDLERS = [
    "meritbook.web.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- sign-in -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "records.User"
# Usernames are unique without regard to case, by the functional constraint `user_username_unique`; the check looks for
# a plain unique column only.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# People are entered by a system administrator, with a username and no address: there is no sign-up.
ACCOUNT_ADAPTER = "meritbook.web.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_DISPLAY = "meritbook.records.sign_in.display_name"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
# A signature and a decision ask for the password, and ask no more for this long (seconds). Signing in does not count:
# the password given for an act is the consent to it.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Axes counts failed sign-ins, in the database, so that all server processes see the same count.
ACCOUNT_RATE_LIMITS = {"login_failed": None}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# By name and address together: nobody can lock a colleague out from another machine.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "meritbook.records.sign_in.username_of"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "meritbook.web.errors.locked_out"

# --- protection in the browser -----------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = MERITBOOK_HTTPS
CSRF_COOKIE_SECURE = MERITBOOK_HTTPS
SECURE_SSL_REDIRECT = MERITBOOK_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if MERITBOOK_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("MERITBOOK_BEHIND_PROXY") else None

# --- mail --------------------------------------------------------------------------------------------------

# The digest of the service's dates, and messages that something waits. Without a server they show on the console.
_mail_host = os.environ.get("MERITBOOK_MAIL_HOST", "").strip()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail_host else 'console'}.EmailBackend"
EMAIL_HOST = _mail_host
EMAIL_HOST_USER = os.environ.get("MERITBOOK_MAIL_USER", "").strip()
EMAIL_HOST_PASSWORD = os.environ.get("MERITBOOK_MAIL_PASSWORD", "")
_mail_security = os.environ.get("MERITBOOK_MAIL_SECURITY", "").strip().lower() or "starttls"
if _mail_security not in ("starttls", "tls", "none"):
    raise SettingError(
        f"MERITBOOK_MAIL_SECURITY must be starttls, tls or none, not {_mail_security!r}.",
        where="MERITBOOK_MAIL_SECURITY",
    )
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail_security == "starttls", _mail_security == "tls"
_mail_port = os.environ.get("MERITBOOK_MAIL_PORT", "").strip() or {"starttls": "587", "tls": "465"}.get(
    _mail_security, "25"
)
if not (_mail_port.isascii() and _mail_port.isdigit() and 0 < int(_mail_port) < 65536):
    raise SettingError(f"MERITBOOK_MAIL_PORT must be a port, not {_mail_port!r}.", where="MERITBOOK_MAIL_PORT")
EMAIL_PORT = int(_mail_port)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("MERITBOOK_MAIL_FROM", "").strip() or "meritbook@localhost"

# --- log ---------------------------------------------------------------------------------------------------

_log_level = os.environ.get("MERITBOOK_LOG_LEVEL", "").strip().upper() or "WARNING"
if _log_level not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    raise SettingError(f"MERITBOOK_LOG_LEVEL names no level: {_log_level!r}.", where="MERITBOOK_LOG_LEVEL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"private": {"()": "meritbook.web.logs.PrivateAddresses"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private"]}},
    "root": {"handlers": ["stderr"], "level": _log_level},
    "loggers": {"django": {"handlers": ["stderr"], "level": _log_level, "propagate": False}},
}
