"""研判 and closing: what the desk fills in about one lead."""

from typing import Any

from django import forms

from tongpan.leads.actions.feedback import WAYS
from tongpan.leads.actions.reveal import PURPOSES
from tongpan.leads.domain.choices import NOT_ENFORCEMENT, Outcome
from tongpan.leads.forms.places import PlaceFields

DESK_OUTCOMES = [
    ("不是执法事项", [(o.value, o.label) for o in Outcome if o in NOT_ENFORCEMENT]),
    ("要别的机关办", [(Outcome.TRANSFERRED.value, Outcome.TRANSFERRED.label)]),
    ("没有机关有权", [(Outcome.NO_COMPETENT_BODY.value, Outcome.NO_COMPETENT_BODY.label)]),
]


def _area(label: str, rows: int, **rest: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **rest)


class MatterForm(forms.Form):
    """确定事项."""

    matter = forms.UUIDField(
        label="事项", error_messages={"required": "请选一个事项，或在下面按几个字查找", "invalid": "请重新选择事项"}
    )
    reason = forms.CharField(
        label="理由", required=False, max_length=200, help_text="与系统建议不同的，写一句，以后会判断得更准"
    )


class PlaceForm(PlaceFields):
    """补地点."""

    reason = forms.CharField(label="怎么问清的", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """A town or a point: something must be said."""
        data = super().clean()
        if not data.get("town") and data.get("lon") is None and not self.errors:
            self.add_error("town", "请选择镇街，或在图上点出位置")
        return data


class SettleForm(forms.Form):
    """在值守台办结."""

    outcome = forms.ChoiceField(
        label="办理结果", choices=[("", "请选择"), *DESK_OUTCOMES], error_messages={"required": "请选择办理结果"}
    )
    note = _area("答复内容或理由", 4, required=False, help_text="反映人会看到，至少四个字")
    receiver = forms.CharField(
        label="接收单位和电话",
        required=False,
        max_length=200,
        help_text="转办、移送、非本级的必填，例如：区人社局 0570-1234567",
    )
    forwarded = forms.BooleanField(label="已替反映人转交过去", required=False)


class AnswerForm(forms.Form):
    """答复反映人."""

    way = forms.ChoiceField(label="怎么答复的", choices=list(WAYS.items()), widget=forms.RadioSelect)
    answer = _area("答复内容", 4, required=False, help_text="网上查进度的人看到的就是这一段")


class NobodyForm(forms.Form):
    """无需答复."""

    reason = forms.CharField(label="理由", required=False, max_length=200, help_text="例如：巡查发现，没有反映人")


class ReopenForm(forms.Form):
    """重新打开."""

    reason = _area("为什么重新打开", 3, required=False, help_text="原来的办理经过都会保留")


class RevealForm(forms.Form):
    """查看反映人."""

    purpose = forms.ChoiceField(label="用途", choices=[("", "请选择用途"), *PURPOSES.items()], required=False)


class MergeForm(forms.Form):
    """并案."""

    into = forms.CharField(label="主件编号", max_length=32, error_messages={"required": "请填主件的编号"})
    reason = forms.CharField(label="理由", required=False, max_length=200)
