"""WSGI entry point."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

from tongpan.kernel import orphans

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.base")
application = get_wsgi_application()
orphans.end_with_parent()
# What was loaded at the start stays; a request makes thousands of short-lived objects, few of them in cycles.
gc.freeze()
gc.set_threshold(20_000, 20, 50)
# Threads share one interpreter. Whoever writes gives it up at every statement while all others wait for SQLite's one
# writer; it should not wait 5 ms each time for a thread that weighs words.
sys.setswitchinterval(0.0005)
