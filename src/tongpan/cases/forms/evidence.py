"""Evidence: gathered with files, passed on, noted in, found out about."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from tongpan.cases.domain.choices import HelpWay
from tongpan.cases.forms.acts import HelpedForm
from tongpan.cases.forms.fields import Answer, area
from tongpan.cases.forms.stepping import StepForm
from tongpan.evidence.domain.choices import BY_HAND, Custody, Source
from tongpan.evidence.models import Upload
from tongpan.kernel.errors import Refusal
from tongpan.law.facts import Evidence
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.ui.forms import DatePicker, FilesField, MomentPicker

Choices = Sequence[tuple[str, str]]
OPINION: Final = ("qualified", "none_qualified", "valid_from", "valid_until", "signed", "sealed")
MONITORING: Final = (
    "legally_reviewed", "technically_reviewed", "standard", "reasonable", "marked", "true", "clear", "complete",
    "accurate",
)  # fmt: skip


class UploadsField(forms.MultipleChoiceField):
    """Files that have come already; more may have come since the page was made, so the action asks."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """Take any: whose it is, is asked when it is used."""
        return len(value) <= 36


def _moment(label: str, help_text: str = "") -> forms.DateTimeField:
    return forms.DateTimeField(label=label, required=False, widget=MomentPicker, help_text=help_text)


def _text(label: str, longest: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, help_text=help_text)


class WithFiles(forms.Form):
    """A form whose files stay when it is refused."""

    chosen = FilesField(label="照片、录像、录音、文件", required=False)
    uploads = UploadsField(label="已经传好的文件", required=False)

    def __init__(self, *args: Any, waiting: Sequence[Upload] = (), fault: Refusal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fault = fault
        self.waiting = list(waiting)
        self.fields["uploads"].choices = [(str(one.pk), one.name) for one in waiting]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Say what is wrong with a file beside the file."""
        cleaned = super().clean()
        if self.fault is not None:
            self.add_error("chosen", self.fault.message)
        return cleaned


class Described(forms.Form):
    """What is entered of a piece of evidence beside its kind."""

    source = forms.ChoiceField(label="来源", choices=Source.choices, required=False)
    place_text = _text("取得地点", 200)
    provider = _text("提供人", 80, "当事人或者他人提供的填写")
    device_number = _text("设备编号", 60, "执法记录仪、相机或者监控设备的编号")
    footage_from = _moment("录像起")
    footage_until = _moment("录像止", "先登记设备和时间段，录像以后再调取")
    footage_uri = _text("录像存放位置", 300, "采集站或者平台上的地址")
    footage_digest = _text("录像摘要（SHA-256）", 64)
    perishable = forms.BooleanField(label="不及时固定就会灭失或者变化", required=False)
    lasts_minutes = forms.IntegerField(
        label="能保持多少分钟", required=False, min_value=1, max_value=525_600, help_text="不知道的不填，先问专业部门"
    )
    needs_professionals = forms.BooleanField(label="需要专业部门检测", required=False)
    issuer = _text("出具机构", 120)
    qualification = _text("资质证书编号", 80)

    RECORDER: Final = ("device_number", "footage_from", "footage_until", "footage_uri", "footage_digest")
    PERISHABLE: Final = ("perishable", "lasts_minutes", "needs_professionals")

    def described(self) -> dict[str, Any]:
        """Return the fields of the item of evidence."""
        names = list(Described.base_fields)
        found = {name: self.cleaned_data.get(name) for name in names}
        if not found["source"]:
            found.pop("source")
        found["footage_digest"] = (found["footage_digest"] or "").lower()
        return found


class OpinionFields(forms.Form):
    """出具机构的资质 (M154)."""

    issued_on = forms.DateField(label="出具日期", required=False, widget=DatePicker)
    qualified = Answer("出具机构有相应资质")
    none_qualified = forms.BooleanField(label="没有机构具有这类资质，本机构具备条件", required=False)
    valid_from = forms.DateField(label="资质有效期自", required=False, widget=DatePicker)
    valid_until = forms.DateField(label="资质有效期至", required=False, widget=DatePicker)
    signed = Answer("意见有鉴定、检测人员签名")
    sealed = Answer("意见有机构公章")

    def opinion(self) -> dict[str, Any] | None:
        """Return who gave an opinion, as the law reads it; None where nothing is said."""
        data = self.cleaned_data
        if not data.get("issued_on"):
            return None
        found = {name: _plain(data.get(name)) for name in ("issued_on", *OPINION)}
        return {name: value for name, value in found.items() if value is not None}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


class GatherForm(WithFiles, OpinionFields, Described, StepForm):
    """取证: kind, title, files; the rest is folded away."""

    ISSUER: Final = (
        "issuer", "qualification", "issued_on", "qualified", "valid_from", "valid_until", "none_qualified", "signed",
        "sealed",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = [
            ("设备、执法记录仪", [self[name] for name in ("source", "place_text", "provider", *self.RECORDER)]),
            ("检测、鉴定、勘测机构", [self[name] for name in self.ISSUER]),
            ("有时效、容易灭失", [self[name] for name in self.PERISHABLE]),
        ]
        self.first = [self[name] for name in self._own]
        self.last = [self[name] for name in ("at", "shown_by", "note", "override") if name in self.fields]

    def entered(self) -> dict[str, Any]:
        """Return what was entered, as the law reads it."""
        found = super().entered()
        opinion = self.opinion()
        return found | ({"opinion": opinion} if opinion else {})


class CustodyForm(forms.Form):
    """登记流转."""

    act = forms.ChoiceField(label="事项", choices=[(act.value, act.label) for act in BY_HAND])
    whom = _text("交给谁、给谁看", 120)
    place_text = _text("地点", 120)
    note = _text("用途或者依据", 300)
    done_at = _moment("什么时候", "刚刚的不用填")

    def act_of(self) -> Custody:
        """Return what is entered."""
        return Custody(self.cleaned_data["act"])


class CopyForm(forms.Form):
    """下载原件."""

    file = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.CharField(label="用途", max_length=200, help_text="下载会记入保管记录和案卷")


class MarkForm(forms.Form):
    """标记时间点."""

    file = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.RegexField(
        r"^\d{1,2}:\d{1,2}(:\d{2})?$|^\d{1,6}$", label="时间点", help_text="写成 1:02 或者 1:02:03",
        error_messages={"invalid": "写成 1:02 或者 1:02:03"},
    )  # fmt: skip
    note = forms.CharField(label="发生了什么", max_length=200)

    def seconds(self) -> int:
        """Return the moment in seconds."""
        total = 0
        for part in str(self.cleaned_data["at"]).split(":"):
            total = total * 60 + int(part)
        return total


class SupportForm(forms.Form):
    """请求专业支援."""

    department = forms.ChoiceField(label="请求哪个部门")
    what = forms.CharField(label="请求什么", max_length=500, widget=area(2))
    come_by = forms.DateTimeField(label="请在何时之前到场", widget=MomentPicker)
    way = forms.ChoiceField(
        label="怎么送", choices=HelpWay.choices, widget=forms.RadioSelect, initial=HelpWay.PAPER, required=False
    )
    contact_name = forms.CharField(label="对方联系人", max_length=40, required=False)
    contact_phone = forms.CharField(label="对方电话", max_length=20, required=False, help_text="有电话的，系统发通知")

    def __init__(self, *args: Any, departments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [("", "请选择"), *departments]  # type: ignore[attr-defined]


class SupportAnswerForm(HelpedForm):
    """登记答复."""

    request = forms.UUIDField(widget=forms.HiddenInput)


class FixedForm(forms.Form):
    """已经固定."""

    fixed_at = forms.DateTimeField(label="什么时候固定的", widget=MomentPicker)


class FilesForm(WithFiles):
    """补充文件."""

    note = _text("说明", 200)


class ExamineForm(OpinionFields, Described):
    """审查一份证据: how it was come by, and whether it can be a basis."""

    lawful = Answer("取得的人员、程序和方式合法", "处罚法 46 条：以非法手段取得的不得作为根据")
    statute = _text("依据的法律、行政法规全称", 120, "处罚法 41 条：地方性法规不是使用监控设备的依据")
    article = forms.IntegerField(label="第几条", required=False, min_value=1, max_value=2000)
    legally_reviewed = Answer("设备经过法制审核")
    technically_reviewed = Answer("设备经过技术审核")
    standard = Answer("设备符合标准")
    reasonable = Answer("设置合理")
    marked = Answer("标志明显")
    location_published_on = forms.DateField(label="设置地点公布日", required=False, widget=DatePicker)
    reviewed_on = forms.DateField(label="本机关审核记录的日期", required=False, widget=DatePicker)
    true = Answer("记录真实")
    clear = Answer("记录清晰")
    complete = Answer("记录完整")
    accurate = Answer("记录准确")
    exclude = forms.BooleanField(label="排除这份证据，不作为认定事实的根据", required=False)
    why = forms.CharField(label="理由", required=False, max_length=1000, widget=area(2), help_text="排除的必填")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    MONITOR: Final = (
        "statute", "article", "legally_reviewed", "technically_reviewed", "standard", "reasonable", "marked",
        "location_published_on", "reviewed_on", "true", "clear", "complete", "accurate",
    )  # fmt: skip

    def __init__(self, *args: Any, row: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        monitored = row.monitoring is not None
        opinion = row.opinion is not None or row.kind is EvidenceKind.OPINION
        self.monitored, self.by_opinion = monitored, opinion
        groups: list[tuple[str, Sequence[str]]] = [("取得", ("lawful", "source", "place_text", "provider"))]
        if monitored:
            groups.append(("电子技术监控", self.MONITOR))
        if opinion:
            groups.append(("出具机构和资质", GatherForm.ISSUER))
        groups.append(("设备、执法记录仪", self.RECORDER))
        groups.append(("有时效、容易灭失", self.PERISHABLE))
        groups.append(("用不用", ("exclude", "why")))
        self.groups = [(title, [self[name] for name in names]) for title, names in groups]

    def clean(self) -> dict[str, Any] | None:
        """Want a reason where a device or an expert is said not to be the source after all."""
        data = super().clean() or {}
        source = data.get("source")
        left = (self.monitored and source != Source.MONITOR) or (
            self.row.opinion is not None and self.row.kind is not EvidenceKind.OPINION and source != Source.EXPERT
        )
        if left and not str(data.get("why") or "").strip():
            self.add_error("why", "更改来源的，请写明理由：原来的来源要先经审核才能采信")
        return data

    def values(self) -> dict[str, Any]:
        """Return what was found, as the law reads it; another source brings other questions."""
        data = self.cleaned_data
        found: dict[str, Any] = {"lawful": data["lawful"]}
        if data["source"] != Source.MONITOR:
            found["monitoring"] = None
        elif self.monitored:
            row = {name: _plain(data[name]) for name in self.MONITOR}
            found["monitoring"] = {name: value for name, value in row.items() if value not in (None, "")}
        else:
            found["monitoring"] = {}
        if data["source"] != Source.EXPERT and self.row.kind is not EvidenceKind.OPINION:
            found["opinion"] = None
        elif (opinion := self.opinion()) is not None:
            found["opinion"] = opinion
        elif self.row.opinion is None:
            found["opinion"] = {"issued_on": self.row.at.date().isoformat()}
        return found
