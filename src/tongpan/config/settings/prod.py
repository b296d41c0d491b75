"""Production: every secret comes from the environment; nothing here has a default for one."""

from tongpan.config import env
from tongpan.config.settings.base import *  # noqa: F403

TONGPAN_DEMO = False
SECRET_KEY = env.text("TONGPAN_SECRET_KEY")
# "id:64hex,id:64hex": the first one seals, the others still open.
TONGPAN_DATA_KEYS = dict(pair.split(":", 1) for pair in env.text("TONGPAN_DATA_KEYS").split(","))
TONGPAN_INDEX_KEY = env.text("TONGPAN_INDEX_KEY")
ALLOWED_HOSTS = env.text("TONGPAN_ALLOWED_HOSTS").split(",")
DATABASES = {"default": env.database(env.text("TONGPAN_DATABASE_URL"))}

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.flag("TONGPAN_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
