"""Development: debug pages, and GET requests that try to write fail loudly."""

from tongpan.config.settings.base import *  # noqa: F403
from tongpan.config.settings.base import MIDDLEWARE

DEBUG = True
MIDDLEWARE = [*MIDDLEWARE, "tongpan.kernel.middleware.ReadOnlyGetMiddleware"]
