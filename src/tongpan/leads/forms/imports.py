"""批量导入: the file, then which column is which."""

from typing import Any

from django import forms

from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.mapping import FIELDS

CHOICES = [(c.value, c.label) for c in Channel]


class UploadForm(forms.Form):
    """Choose a file."""

    file = forms.FileField(
        label="文件", error_messages={"required": "请选择文件", "empty": "文件是空的，请检查后重新选择"},
        help_text="CSV（UTF-8 或 GBK 都可以）、Excel（xlsx）或 JSONL，20 MB 以内；第一行是列名",
    )  # fmt: skip
    channel = forms.ChoiceField(label="来源", choices=CHOICES, initial=Channel.HOTLINE)
    system = forms.CharField(
        label="来源系统", required=False, max_length=40, help_text="同一系统的编号不会重复登记；不填按来源区分"
    )


class MappingForm(forms.Form):
    """Say which column feeds which field."""

    def __init__(self, *args: Any, columns: list[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices = [("", "不导入"), *((name, name) for name in columns)]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    def clean(self) -> dict[str, Any]:
        """Something has to be the content."""
        data = super().clean() or self.cleaned_data
        if not data.get("text") and not data.get("title"):
            self.add_error("text", "请指明哪一列是“内容”")
        return data

    def columns(self) -> dict[str, str]:
        """Return field → column."""
        return {name: column for name, column in self.cleaned_data.items() if column}
