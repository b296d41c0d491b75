"""Django's own entry point, for tools that expect it; people use ``tongpan``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.dev")
    execute_from_command_line(sys.argv)
