"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from tongpan.kernel import orphans

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.base")
application = get_wsgi_application()
orphans.end_with_parent()
