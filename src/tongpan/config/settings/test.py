"""Tests: fast hashing, fixed keys, read-only GETs, undefined template variables fail."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TONGPAN_DATA_DIR", tempfile.mkdtemp(prefix="tongpan-test-"))
os.environ.setdefault("TONGPAN_SECRET_KEY", "test")
os.environ.setdefault("TONGPAN_DATA_KEYS", "test-1:" + "11" * 32)
os.environ.setdefault("TONGPAN_INDEX_KEY", "22" * 32)

from tongpan.config import env
from tongpan.config.settings.base import *  # noqa: F403
from tongpan.config.settings.base import MIDDLEWARE, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = [*MIDDLEWARE, "tongpan.kernel.middleware.ReadOnlyGetMiddleware"]
ALLOWED_HOSTS = ["*"]
ACCOUNT_RATE_LIMITS = {}

DATABASES = {"default": env.database(env.text("TONGPAN_TEST_DATABASE_URL", "sqlite:///:memory:"), keep_seconds=0)}
_suffix = env.text("TONGPAN_TEST_DB_SUFFIX", "")
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["TEST"] = {"NAME": f"test_tongpan{_suffix}"}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
else:
    DATABASES["default"]["OPTIONS"] = {"timeout": 20, "transaction_mode": "IMMEDIATE"}

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "[[undefined: %s]]"  # type: ignore[index]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TONGPAN_DEMO = False
TONGPAN_TEST_SEALS = True  # a test seal says on its face that it is none
TONGPAN_NOTIFY = ["log"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING_CONFIG = None
TONGPAN_STAMP_SECONDS = 0  # a test changes a list and asks at once
(Path(os.environ["TONGPAN_DATA_DIR"]) / "static").mkdir(exist_ok=True)
