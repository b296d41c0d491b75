"""The frame's tests need no database; where a page touches one, they fail."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _static_root(settings):
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.FORM_RENDERER = "tongpan.ui.forms.Renderer"
    settings.CSRF_FAILURE_VIEW = "tongpan.ui.views.csrf_failure"
