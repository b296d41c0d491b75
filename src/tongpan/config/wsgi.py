"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from tongpan.kernel import orphans

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.base")
application = get_wsgi_application()
orphans.end_with_parent()
# What was loaded at the start stays; a request makes thousands of short-lived objects, few of them in cycles.
gc.freeze()
gc.set_threshold(20_000, 20, 50)
