"""The four ways a report is written: at the telephone, in the field, settled on the spot, and by a citizen."""

from typing import Any
from uuid import UUID

from django import forms

from tongpan.leads.domain.choices import Channel, Nature, Outcome, Priority
from tongpan.leads.domain.report import TEXT_LIMIT
from tongpan.leads.forms.places import PlaceFields
from tongpan.ui.forms import FilesField, MomentPicker

DESK_CHANNELS = (
    Channel.HOTLINE, Channel.TIP_LINE, Channel.PUBLIC, Channel.MAILBOX, Channel.DIGITAL_CITY, Channel.WOODPECKER,
    Channel.PETITION, Channel.DEPARTMENT, Channel.SUPERIOR, Channel.VIDEO,
)  # fmt: skip
PHONE = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "maxlength": 20})
RESULTS = [
    (Outcome.SETTLED_ON_SPOT, "现场处置好了"),
    (Outcome.CORRECTED, "责令改正，已改正"),
    (Outcome.NO_VIOLATION, "看过，不构成违法"),
]


class OnceForm(forms.Form):
    """A form that bears a key, so that sending it twice makes one lead."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


def _text(rows: int, placeholder: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "placeholder": placeholder, "maxlength": TEXT_LIMIT})


class RegisterForm(OnceForm, PlaceFields):
    """接电话登记: caller first, then what is said."""

    phone = forms.CharField(label="来电号码", required=False, max_length=20, widget=PHONE)
    name = forms.CharField(label="怎么称呼", required=False, max_length=40)
    channel = forms.ChoiceField(label="来源", choices=[(c.value, c.label) for c in DESK_CHANNELS])
    external_id = forms.CharField(label="工单号", required=False, max_length=80, help_text="上级或平台派来的编号")
    nature = forms.ChoiceField(
        label="诉求性质", required=False,
        choices=[("", "系统判断"), *((n.value, n.label) for n in Nature if n != Nature.FOUND)],
    )  # fmt: skip
    text = forms.CharField(label="说了什么", widget=_text(5, "什么事、在哪里、什么时候、有没有危险"), required=False)
    occurred_at = forms.DateTimeField(label="什么时候的事", required=False, widget=MomentPicker)
    priority = forms.ChoiceField(
        label="紧急程度", choices=Priority.choices, initial=Priority.NORMAL, widget=forms.RadioSelect
    )
    emergency_note = forms.CharField(
        label="已联系谁", required=False, max_length=200,
        help_text="突发的先打电话：已拨 119 / 110 / 120、已报应急或党政办，写明几点、谁接的",
    )  # fmt: skip
    matter = forms.UUIDField(label="事项", required=False)
    wants_answer = forms.BooleanField(label="要求答复", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        """An emergency says whom we called before it is a form."""
        data = super().clean()
        if data.get("priority") == Priority.EMERGENCY and not data.get("emergency_note"):
            self.add_error("emergency_note", "突发情形请先打电话，再在这里写明已拨哪个号码、几点、谁接的")
        return data


class QuickForm(OnceForm, PlaceFields):
    """一键上报: a box, photographs, a voice, a place."""

    text = forms.CharField(
        label="看到了什么", required=False, widget=_text(5, "说清什么事就行，例如：桥头有人倒建筑垃圾")
    )
    photos = FilesField(label="拍照或选照片", required=False, help_text="可以多张；照片里的定位读取后即删除")
    audio = FilesField(label="语音", required=False)
    urgent = forms.BooleanField(label="有危险，要马上处理", required=False)


class FastForm(OnceForm, PlaceFields):
    """自查自结: matter, place, result; a photograph if one likes."""

    matter = forms.UUIDField(label="什么事", error_messages={"required": "请选一个事项", "invalid": "请重新选择事项"})
    outcome = forms.ChoiceField(
        label="结果", choices=RESULTS, widget=forms.RadioSelect, error_messages={"required": "请选结果"}
    )
    note = forms.CharField(label="补一句", required=False, max_length=500)
    photos = FilesField(label="拍照", required=False)


class PublicForm(OnceForm, PlaceFields):
    """我要反映: no registration, no name needed."""

    county = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label="什么事", required=False, widget=_text(6, "看到了什么、在哪里、什么时候"))
    photos = FilesField(label="照片", required=False, help_text="最多 9 张；照片里的定位和手机信息会删掉，不公开")
    name = forms.CharField(label="怎么称呼您", required=False, max_length=40)
    phone = forms.CharField(label="联系电话", required=False, max_length=20, widget=PHONE)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    field_order = ("text", "town", "village", "place_text", "photos", "name", "phone")

    def clean(self) -> dict[str, Any]:
        """A town is what we need most, a point will do as well; whoever fills in what nobody sees is a program."""
        data = super().clean()
        if data.get("website"):
            self.add_error(None, "请把“网址”一栏清空后再提交；也可以打电话反映")
        if not data.get("town") and data.get("lon") is None and "town" not in self.errors:
            self.add_error("town", "请选择镇街；说不清的，选最近的一个，再写明地点")
        return data


class ProgressForm(forms.Form):
    """查进度: number and code."""

    number = forms.CharField(label="编号", max_length=32, error_messages={"required": "请填回执上的编号"})
    code = forms.CharField(
        label="查询码", max_length=12, error_messages={"required": "请填回执上的查询码"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


def key_text(key: UUID | None) -> str | None:
    """Return the form's key as the lead's outside number."""
    return key.hex if key else None
