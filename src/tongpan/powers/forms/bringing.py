"""Bringing a list as a file."""

from django import forms

KINDS = [("grants", "职权清单：谁在哪里行使哪些事项"), ("matters", "事项目录：事项本身和它的法律依据"),
         ("benchmarks", "裁量基准：一行一个阶次，导入后由另一人核对公布")]  # fmt: skip


class UploadForm(forms.Form):
    """Choose a file, and say what it is."""

    kind = forms.ChoiceField(label="导入什么", choices=KINDS, initial="grants", widget=forms.RadioSelect)
    file = forms.FileField(
        label="文件",
        error_messages={"required": "请选择文件", "empty": "文件是空的，请检查后重新选择"},
        help_text="Excel（xlsx）、CSV（UTF-8 或 GBK 都可以）或 JSONL，20 MB、2 万行以内；第一行是列名",
    )
