"""How Django forms are drawn, and the controls that Django lacks: native date pickers, several files at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import DjangoTemplates

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class Renderer(DjangoTemplates):
    """Draws ``{{ form }}`` and ``{{ form.x.as_field_group }}`` with our templates (``FORM_RENDERER``)."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"


class DatePicker(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentPicker(forms.DateTimeInput):
    """The browser's own picker of a date and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class FilesInput(forms.ClearableFileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its cleaned value is a list, empty when none was chosen."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Return every file, each checked as Django checks one."""
        chosen: Sequence[Any] = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not chosen:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(one, initial) for one in chosen]
