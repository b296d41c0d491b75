"""Complete settings: run on SQLite with no environment at all (the demo)."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from tongpan.config import env

SOURCE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("TONGPAN_DATA_DIR", "var")).resolve()

DEBUG = False
SECRET_KEY = env.secret("TONGPAN_SECRET_KEY", DATA_DIR, "django")
# Personal data and ledger payloads are sealed under these keys: {key id: 64 hex digits}; the first one seals.
TONGPAN_DATA_KEYS = env.keyring(env.secret("TONGPAN_DATA_KEYS", DATA_DIR, "data-key"))
TONGPAN_INDEX_KEY = env.secret("TONGPAN_INDEX_KEY", DATA_DIR, "index-key")
# How many proxies of ours stand before the site, so that the brakes on public forms count callers, not the proxy.
TONGPAN_PROXIES = env.number("TONGPAN_PROXIES", 0)
ALLOWED_HOSTS = env.words("TONGPAN_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("TONGPAN_TRUSTED_ORIGINS")
TONGPAN_DEMO = env.flag("TONGPAN_DEMO", default=True)
# The county this installation serves (six digits); the demo is at home in 柯城区.
TONGPAN_DIVISION = env.text("TONGPAN_DIVISION", "330802" if TONGPAN_DEMO else "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "tongpan.kernel",
    "tongpan.ui",
    "tongpan.places",
    "tongpan.agencies",
    "tongpan.powers",
    "tongpan.documents",
    "tongpan.evidence",
    "tongpan.leads",
    "tongpan.dispatch",
    "tongpan.cases",
    "tongpan.command",
    "tongpan.config",
    # after ours, so that our Chinese pages stand before its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "tongpan.kernel.middleware.RequestLogMiddleware",
    "tongpan.kernel.middleware.CallerAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongpan.kernel.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tongpan.kernel.accounts.OneTimePasswordMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tongpan.agencies.middleware.ActorMiddleware",
    "tongpan.kernel.middleware.RefusalMiddleware",
]

FORM_RENDERER = "tongpan.ui.forms.Renderer"
CSRF_FAILURE_VIEW = "tongpan.ui.views.csrf_failure"
ROOT_URLCONF = "tongpan.config.urls"
WSGI_APPLICATION = "tongpan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tongpan.ui.context.shell",
            ],
            "builtins": ["tongpan.ui.templatetags.tongpan"],
        },
    }
]

DATABASES = {
    "default": env.database(env.text("TONGPAN_DATABASE_URL", f"sqlite:///{DATA_DIR / 'tongpan.sqlite3'}")),
}
# Where a pooler gives each transaction another connection (pgbouncer before 1.21), nothing can be prepared on one.
TONGPAN_PREPARED_STATEMENTS = env.flag("TONGPAN_PREPARED_STATEMENTS", default=True)
# How long a process trusts its copy of places, lists and responsibilities before it asks whether they changed.
TONGPAN_STAMP_SECONDS = 1.0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tongpan.kernel.accounts.ClosedAccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_LOGOUT_ON_GET = False
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A raster tile address such as https://tiles.example.gov.cn/{z}/{x}/{y}.png; empty: outlines only, nothing is fetched.
TONGPAN_MAP_TILES = env.text("TONGPAN_MAP_TILES", "")
_TILES = ["https://" + urlsplit(TONGPAN_MAP_TILES).netloc] if TONGPAN_MAP_TILES else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, "'unsafe-inline'"],  # MapLibre and ECharts set style attributes
        "img-src": [SELF, "data:", "blob:", *_TILES],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "connect-src": [SELF, *_TILES],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "tongpan.ui.formats"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
TONGPAN_FILES_DIR = DATA_DIR / "files"
# Empty: in that folder. Else an S3-compatible store: s3://KEY:SECRET@host[:port]/bucket?region=…&tls=0
TONGPAN_FILES_STORE = env.text("TONGPAN_FILES_STORE", "")
TONGPAN_HEADS_DIR = DATA_DIR / "ledger-heads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
TONGPAN_UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024
# Evidence in one form, and evidence that comes piece by piece and may be resumed (tus).
TONGPAN_EVIDENCE_FORM_BYTES = 200 * 1024 * 1024
TONGPAN_EVIDENCE_BYTES = env.number("TONGPAN_EVIDENCE_GIB", 16) * 1024**3


# 文书: the fonts that documents are set in (first choice first), and where the certificates of seals lie.
TONGPAN_FONT_DIRS = [
    *(Path(one) for one in env.words("TONGPAN_FONT_DIRS")), Path(__file__).resolve().parents[2] / "documents" / "fonts",
]  # fmt: skip
# where the public reaches this site: it stands in the QR of every paper; empty: as the maker's browser names it
TONGPAN_PUBLIC_ADDRESS = env.text("TONGPAN_PUBLIC_ADDRESS", "").rstrip("/")
TONGPAN_DOCUMENT_FONTS = env.words("TONGPAN_DOCUMENT_FONTS", "Noto Serif SC")
TONGPAN_SEAL_DIR = Path(env.text("TONGPAN_SEAL_DIR", str(DATA_DIR / "seals")))
TONGPAN_SEAL_PASSPHRASE = env.text("TONGPAN_SEAL_PASSPHRASE", "")
TONGPAN_TEST_SEALS = env.flag("TONGPAN_TEST_SEALS", default=TONGPAN_DEMO)

TONGPAN_NOTIFY = env.words("TONGPAN_NOTIFY", "log")
EMAIL_HOST = env.text("TONGPAN_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("TONGPAN_SMTP_PORT", 25)
DEFAULT_FROM_EMAIL = env.text("TONGPAN_MAIL_FROM", "tongpan@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tongpan.kernel.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("TONGPAN_LOG_LEVEL", "INFO")},
}
