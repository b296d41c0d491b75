"""The floor alone on a database of its own, with the connection settings of every day."""

from tests.kernel.settings import *  # noqa: F403

from tongpan.config import env

DATABASES = {"default": env.database(env.text("TONGPAN_DATABASE_URL"))}
