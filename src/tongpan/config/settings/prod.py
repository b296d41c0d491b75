"""Production: every secret comes from the environment; nothing here has a default for one."""

from tongpan.config import env

# Asked for before base is read, so that base never falls back to the demo's files.
for _name in (
    "TONGPAN_SECRET_KEY",
    "TONGPAN_DATA_KEYS",
    "TONGPAN_INDEX_KEY",
    "TONGPAN_DATABASE_URL",
    "TONGPAN_ALLOWED_HOSTS",
):
    env.text(_name)

from tongpan.config.settings.base import *  # noqa: E402, F403

TONGPAN_DEMO = False
TONGPAN_TEST_SEALS = False
TONGPAN_DIVISION = env.text("TONGPAN_DIVISION", "")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.flag("TONGPAN_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
WHITENOISE_USE_FINDERS = False
