"""Settings: everything from the environment, everything listed in docs/settings.md."""

import os
from datetime import timedelta
from pathlib import Path

from pult.config import environment, secret, structured
from pult.config.database import database_settings

ROOT = Path(__file__).resolve().parents[2]
PULT_VAR = Path(os.environ.get("PULT_VAR", ROOT / "var")).resolve()
environment.folder("PULT_VAR", PULT_VAR)
PULT_DEMO = os.environ.get("PULT_DEMO", "1") == "1"
PULT_HOST = os.environ.get("PULT_HOST", "127.0.0.1")
PULT_PORT = environment.number("PULT_PORT", os.environ.get("PULT_PORT", "8000"))
PULT_LIVE_PORT = environment.number("PULT_LIVE_PORT", os.environ.get("PULT_LIVE_PORT", "8001"))
PULT_WORKERS = environment.number("PULT_WORKERS", os.environ.get("PULT_WORKERS", "2"))
PULT_THREADS = environment.number("PULT_THREADS", os.environ.get("PULT_THREADS", "8"))
PULT_URL = os.environ.get("PULT_URL", f"http://localhost:{PULT_PORT}").rstrip("/")
# Behind a proxy the hub stands on a path of the same origin; without one it has its own port.
PULT_LIVE_URL = os.environ.get("PULT_LIVE_URL", f"http://localhost:{PULT_LIVE_PORT}").rstrip("/")

DEBUG = os.environ.get("PULT_DEBUG", "0") == "1"
SECRET_KEY, *SECRET_KEY_FALLBACKS = secret.load("PULT_SECRET_KEY", PULT_VAR)
PULT_DATA_KEYS = secret.load("PULT_DATA_KEYS", PULT_VAR)
ALLOWED_HOSTS = os.environ.get("PULT_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [PULT_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "leaflet",
    "procrastinate.contrib.django",
    "pult.journal",
    "pult.calendar",
    "pult.notifications",
    "pult.documents",
    "pult.people",
    "pult.reference",
    "pult.clinics",
    "pult.programmes",
    "pult.guide",
    "pult.contracts",
    "pult.limits",
    "pult.coverage",
    "pult.guarantees",
    "pult.cases",
    "pult.api",
    "pult.enrolment",
    "pult.ui",
    "pult.workspaces.casework",
    "pult.workspaces.cabinet",
    "pult.workspaces.desk",
    "pult.workspaces.curator",
    "pult.workspaces.employer",
    "pult.workspaces.clinic",
    "pult.workspaces.office",
    "pult.jobs",
    "pult.demo",
    "pult.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pult.config.middleware.RequestLog",
    "pult.config.middleware.Headers",
    "csp.middleware.CSPMiddleware",
    "pult.config.middleware.NoNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pult.enrolment.known_devices.KnownDevice",
    "pult.enrolment.middleware.SessionAge",
    "pult.enrolment.middleware.Language",
    "pult.enrolment.middleware.SecondFactor",
    "pult.config.middleware.Refusals",
]

ROOT_URLCONF = "pult.config.urls"
WSGI_APPLICATION = "pult.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "pult.guide.context.insurer",
                "pult.ui.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": database_settings(PULT_VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "pult.enrolment.passwords.ContextWordsValidator"},
]
LOGIN_URL = "enrolment:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "enrolment:sign-in"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_ADAPTER = "pult.enrolment.adapters.AccountAdapter"
# Limits go by account and purpose, since a round-the-clock desk shares one address; they are
# counted in the database (enrolment/limits.py), not in allauth's cache of one process.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pult"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "pult.enrolment.factors.CodeForm",
    "reauthenticate": "pult.enrolment.factors.RepeatedCodeForm",
    "authenticate_webauthn": "pult.enrolment.factors.KeyForm",
    "login_webauthn": "pult.enrolment.factors.SignInKeyForm",
    "reauthenticate_webauthn": "pult.enrolment.factors.RepeatedKeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PULT_URL.startswith("http://localhost")
MFA_ADAPTER = "pult.enrolment.adapters.MfaAdapter"
USERSESSIONS_TRACK_ACTIVITY = False

# From this birthday on a child acts alone, and a parent no longer for them (323-FZ, art. 20, 54).
PULT_CHILD_AGE = environment.number("PULT_CHILD_AGE", os.environ.get("PULT_CHILD_AGE", "15"))

# Letters of guarantee: the beginning of their numbers by kind, how long they serve, who signs.
PULT_LETTER_PREFIXES = environment.pairs(
    "PULT_LETTER_PREFIXES",
    os.environ.get("PULT_LETTER_PREFIXES", ""),
    {"guarantee": "ГП", "supplementary": "ДГП", "refusal": "ОТК"}
    | {"attach": "ПРК", "detach": "ОТКР", "annul": "АНН"},
)
PULT_LETTER_DAYS = environment.number("PULT_LETTER_DAYS", os.environ.get("PULT_LETTER_DAYS", "30"))
PULT_SIGNING_KEY = os.environ.get("PULT_SIGNING_KEY", "")
PULT_SIGNING_PASSWORD = os.environ.get("PULT_SIGNING_PASSWORD", "")

# How many calls of the API one token may make in a minute.
PULT_API_RATE = environment.number("PULT_API_RATE", os.environ.get("PULT_API_RATE", "6000"))

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Moscow"
FORMAT_MODULE_PATH = ["pult.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = PULT_VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pult.config.static.Storage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = PULT_VAR / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

HTTPS = PULT_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "pult_session"
# Tells a browser that has signed in before from strangers (enrolment/known_devices.py).
PULT_DEVICE_COOKIE = "__Host-device" if HTTPS else "pult_device"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "pult_csrf"
SESSION_COOKIE_AGE = 12 * 60 * 60
# How long a session may lie idle, and how long it may last in all.
PULT_STAFF_SESSION = (timedelta(hours=1), timedelta(hours=12))
PULT_MEMBER_SESSION = (timedelta(days=3), timedelta(days=14))
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

PULT_TILES = os.environ.get("PULT_TILES", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"] + ([PULT_TILES.split("/{")[0]] if PULT_TILES else []),
        "connect-src": ["'self'", PULT_LIVE_URL],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Letters leave by SMTP when a host is given; in demo mode they also stand on the outbox page.
PULT_SMTP_URL = os.environ.get("PULT_SMTP_URL", "")
PULT_MAIL_FROM = os.environ.get("PULT_MAIL_FROM", "pult@example.ru")
# An apprise URL of an SMS gateway, with {to} where the number stands.
PULT_SMS_URL = os.environ.get("PULT_SMS_URL", "")

LOGGING_CONFIG = None
structured.configure(os.environ.get("PULT_LOG_LEVEL", "INFO"))
