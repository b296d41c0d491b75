"""执法记录仪: the register's forms."""

from datetime import datetime
from typing import Any

from django import forms

from tongpan.agencies.forms.manager import ChoosingForm, words
from tongpan.ui.forms import MomentPicker


class RecorderFilter(forms.Form):
    """筛选."""

    q = forms.CharField(label="设备编号或者佩戴人", required=False, max_length=60)
    show = forms.ChoiceField(label="哪些", required=False, choices=[("", "在用的"), ("all", "全部，含停用")])


class RecorderForm(ChoosingForm):
    """登记一台记录仪."""

    number = words("设备编号", 60, required=True, help_text="与采集站、录像文件上的编号一致")
    kind = words("型号", 60)
    team = forms.ChoiceField(label="所属队伍")


class IssueForm(ChoosingForm):
    """领用."""

    officer = forms.ChoiceField(label="谁佩戴")
    from_at = forms.DateTimeField(label="从什么时候起", widget=MomentPicker, required=False, help_text="刚刚的不用填")
    until_at = forms.DateTimeField(
        label="到什么时候", widget=MomentPicker, required=False, help_text="补登记已经归还的才填"
    )


class ReturnForm(forms.Form):
    """归还."""

    until_at = forms.DateTimeField(label="什么时候归还", widget=MomentPicker, required=False, help_text="刚刚的不用填")


class ClockForm(forms.Form):
    """校时."""

    shown = forms.DateTimeField(
        label="设备上显示的时间", widget=forms.DateTimeInput({"type": "datetime-local", "step": 1}, "%Y-%m-%dT%H:%M:%S")
    )
    true = forms.DateTimeField(
        label="标准时间", required=False, help_text="空着就是按下“记下”的时候",
        widget=forms.DateTimeInput({"type": "datetime-local", "step": 1}, "%Y-%m-%dT%H:%M:%S"),
    )  # fmt: skip

    def read(self, now: datetime) -> dict[str, Any]:
        """Return when it was checked, and by how many seconds the device is ahead."""
        at = self.cleaned_data["true"] or now
        return {"checked_at": at, "ahead_seconds": round((self.cleaned_data["shown"] - at).total_seconds())}


class RetireForm(forms.Form):
    """停用."""

    why = forms.CharField(label="停用原因", max_length=200, help_text="损坏、报废、交回；录像不受影响")
