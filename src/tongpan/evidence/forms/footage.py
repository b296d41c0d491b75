"""执法录像: the keeper's filter, holding, disposing, the term."""

from typing import Any

from django import forms

from tongpan.evidence.queries.footage import DUE, GONE, HELD, LOOSE
from tongpan.ui.forms import DatePicker


class FootageFilter(forms.Form):
    """筛选."""

    q = forms.CharField(label="设备编号、文件名、校验值", required=False, max_length=80)
    day = forms.DateField(label="哪一天录的", required=False, widget=DatePicker)
    show = forms.ChoiceField(
        label="哪些", required=False,
        choices=[
            ("", "在保存的"), (LOOSE, "没有关联案件的"), (DUE, "可以处置的"), (HELD, "留存的"), (GONE, "已处置的"),
        ],
    )  # fmt: skip


class HoldForm(forms.Form):
    """留存."""

    why = forms.CharField(
        label="留存原因", max_length=200, required=False, help_text="投诉、复议、信访等；清空就是不再留存"
    )


class TermForm(forms.Form):
    """保存期限."""

    valid_from = forms.DateField(label="施行日期", widget=DatePicker)
    days = forms.IntegerField(label="没有关联案件的录像保存多少天", min_value=1, max_value=36_500)
    instrument = forms.CharField(
        label="依据文件", max_length=120, help_text="国家没有统一规定，按本地或者本机关的文件填写"
    )


class DisposeForm(forms.Form):
    """处置."""

    chosen = forms.MultipleChoiceField(label="处置哪些", widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(label="处置的依据", max_length=300, help_text="写明文件和批准情况；内容删除，校验值保留")

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = rows  # type: ignore[attr-defined]
