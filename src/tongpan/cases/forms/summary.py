"""当场处罚，一屏一问: every legal answer is asked for and none is given beforehand."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django import forms

from tongpan.cases.domain.spot import KIND_OF, TYPICAL, Spot, evidence_of
from tongpan.cases.domain.spotweighing import natural
from tongpan.cases.forms.fields import word_of
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.penalty.no_penalty import Harm
from tongpan.ui.forms import DatePicker, MomentPicker

Choices = Sequence[tuple[str, str]]
NONE: Final = "NONE"
OTHER: Final = "OTHER"
YES_NO: Final = [("yes", "是"), ("no", "否")]
ANSWER_FIRST: Final = {"required": "请选一个；当场答不出的，转普通程序"}


class Ask(forms.TypedChoiceField):
    """One question with yes and no, neither chosen beforehand."""

    def __init__(self, label: str, help_text: str = "", *, required: bool = True, choices: Choices = YES_NO) -> None:
        super().__init__(
            label=label, help_text=help_text, required=required, choices=choices, widget=forms.RadioSelect,
            coerce=lambda word: word == "yes", empty_value=None, error_messages=ANSWER_FIRST,
        )  # fmt: skip


def one_of(label: str, choices: Choices, help_text: str = "", *, required: bool = True) -> forms.ChoiceField:
    """Return a field of large buttons of which one is chosen, none beforehand."""
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=choices, widget=forms.RadioSelect, required=required,
        error_messages=ANSWER_FIRST,
    )  # fmt: skip


def some_of(label: str, choices: Choices, help_text: str = "", *, required: bool = False) -> forms.MultipleChoiceField:
    """Return a field of large buttons of which several may be chosen."""
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, choices=choices, widget=forms.CheckboxSelectMultiple, required=required,
        error_messages={"required": "请至少选一个"},
    )  # fmt: skip


def words(label: str, help_text: str = "", *, rows: int = 2, required: bool = False) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=1000, widget=forms.Textarea({"rows": rows})
    )


def _born_on(identity: str) -> date | None:
    """Return the day of birth that an identity number of 18 digits names."""
    text = identity.strip()
    if len(text) != 18:
        return None
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None


class WhoForm(forms.Form):
    """谁: the party, the two officers, and their cards."""

    kind = one_of("当事人是", [(each.value, each.label) for each in PartyKind])
    identified = Ask("身份当场核实了吗", "看身份证、营业执照，或者当场查询")
    name = forms.CharField(
        label="姓名或者单位名称",
        max_length=120,
        error_messages={"required": "请填写姓名或者名称；核实不了身份的，上面选“否”"},
    )
    identity = forms.CharField(
        label="身份证号或者统一社会信用代码",
        max_length=30,
        required=False,
        help_text="18 位身份证号填了就不用填出生日期",
    )
    born_on = forms.DateField(label="出生日期", required=False, widget=DatePicker)
    lucid = Ask("能辨认和控制自己的行为吗", "处罚法 31 条；公民、个体工商户要答，看不出异常的选“是”", required=False)
    phone = forms.CharField(label="电话", max_length=20, required=False)
    address = forms.CharField(label="住址", max_length=200, required=False)
    described = words("身份核实不了的：体貌、车牌、摊位等", "已经请公安机关协助的，也写在这里")
    second = forms.ChoiceField(label="另一名执法人员", help_text="处罚法 42 条：不得少于两人")
    shown = forms.BooleanField(label="两人都已向当事人出示执法证件（处罚法 52 条）", required=False)

    def __init__(self, *args: Any, officers: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["second"].choices = [("", "请选择"), *officers]  # type: ignore[attr-defined]
        self.fields["name"].required = self.data.get("identified") != "no"

    def clean(self) -> dict[str, Any]:
        """Ask for what follows from the answers."""
        data = super().clean() or {}
        identified = data.get("identified")
        if identified is False and not data.get("described", "").strip():
            self.add_error("described", "请写明体貌特征、车牌、摊位等，好请公安机关协助核实")
        if data.get("kind") and natural(PartyKind(data["kind"])) and identified:
            data["born_on"] = data.get("born_on") or _born_on(data.get("identity", ""))
            if data["born_on"] is None:
                self.add_error(
                    "born_on", "请填出生日期，或者填 18 位身份证号：要看满没满十四、十八周岁（处罚法 30 条）"
                )
            elif data["born_on"] > self.today:
                self.add_error("born_on", "出生日期不能晚于今天，请核对日期或者身份证号")
            if data.get("lucid") is None:
                self.add_error("lucid", ANSWER_FIRST["required"])
        return data


def who_initial(spot: Spot) -> dict[str, Any]:
    """Return what was typed of the party."""
    return {
        "kind": spot.kind, "identified": word_of(spot.identified), "name": spot.name, "identity": spot.identity,
        "born_on": spot.born_on, "lucid": word_of(spot.lucid), "phone": spot.phone, "address": spot.address,
        "described": spot.described, "second": str(spot.second_id or ""), "shown": spot.shown_at is not None,
    }  # fmt: skip


class FactsForm(forms.Form):
    """事实: by tapping."""

    act_at = forms.DateTimeField(label="什么时候", widget=MomentPicker)
    place = forms.CharField(label="具体地点", max_length=200)
    object_class = forms.ChoiceField(
        label="对象类别", required=False, help_text="本地分类分区文件里的类别，只影响建议；不清楚的不选"
    )
    typical = some_of("具体情况（点选）", [])
    extra = words("还要写明的", "数量、面积、次数、当时的情形")
    evidence = some_of("当场取得的证据", [(title, title) for title, _ in TYPICAL])
    other_evidence = forms.CharField(label="其他证据", max_length=100, required=False)
    other_kind = forms.ChoiceField(
        label="其他证据的种类",
        required=False,
        choices=[("", "请选择"), *((one.value, one.label) for one in EvidenceKind)],
    )
    verified = forms.BooleanField(label="以上证据已当场查证属实（处罚法 46 条）", required=False)
    certain = Ask("违法事实确凿，不需要再调查", "处罚法 51 条；选“否”的转普通程序")
    crime = Ask("涉嫌犯罪吗", "处罚法 27 条")
    refused = Ask("责令改正以后，拒不改正吗", "本事项只处罚拒不改正的", required=False)
    harm = one_of(
        "危害后果",
        [(Harm.NONE.value, "没有"), (Harm.SLIGHT.value, "轻微"), (Harm.CONSIDERABLE.value, "较大")],
        "处罚法 33 条，下同",
    )
    minor = Ask("违法行为轻微吗")
    corrected = Ask("及时改正了吗")
    correction = words("怎么改正的，有什么证据", "例如：已当场清理干净，有清理后照片")
    first = Ask("是初次违法吗")
    no_fault = Ask("当事人有证据证明没有主观过错吗")
    fined = Ask("因为同一个违法行为，已经被罚过款吗", "处罚法 29 条：同一违法行为不得两次罚款")
    mitigating = some_of(
        "有没有应当从轻、减轻的情形（处罚法 32 条）",
        [*((one.value, one.label) for one in Circumstance), (NONE, "都没有")],
        required=True,
    )
    vulnerable = Ask("当事人属于弱势群体吗", required=False)
    conditions = some_of("裁量基准列的情形", [])

    def __init__(
        self, *args: Any, typical: Choices, conditions: Choices, refusal: bool, ladder: bool,
        classes: Sequence[str] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["object_class"].choices = [("", "不选"), *((name, name) for name in classes)]  # type: ignore[attr-defined]
        if not classes:
            del self.fields["object_class"]
        for name, choices in (("typical", typical), ("conditions", conditions)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        if not refusal:
            del self.fields["refused"]
        if not ladder:
            del self.fields["vulnerable"]

    def clean(self) -> dict[str, Any]:
        """Ask for what follows from the answers."""
        data = super().clean() or {}
        if data.get("corrected") and not data.get("correction", "").strip():
            self.add_error("correction", "写了及时改正的，请写明怎么改正、有什么证据")
        if data.get("other_evidence", "").strip() and not data.get("other_kind"):
            self.add_error("other_kind", "请选择这份证据的种类")
        shot = bool(self.data.getlist("photos")) if hasattr(self.data, "getlist") else False
        if not data.get("evidence") and not data.get("other_evidence", "").strip() and not shot:
            self.add_error("evidence", "请至少选一项证据（处罚法 40 条：证据不足的不得处罚）")
        if NONE in data.get("mitigating", ()) and len(data["mitigating"]) > 1:
            self.add_error("mitigating", "选了“都没有”的，不要再选其他")
        if data.get("refused") is None and "refused" in self.fields:
            self.add_error("refused", ANSWER_FIRST["required"])
        act_at = data.get("act_at")
        if act_at is not None:
            data["act_at"] = act_at.astimezone(SHANGHAI)
        return data

    def entries(self) -> tuple[str, ...]:
        """Return the evidence as it is kept."""
        data = self.cleaned_data
        other = data.get("other_evidence", "").strip()
        more = [f"{data['other_kind']}:{other}"] if other and data.get("other_kind") else []
        return (*data.get("evidence", ()), *more)


def facts_initial(spot: Spot, now: datetime) -> dict[str, Any]:
    """Return what was typed of the facts; the moment is the present one until another is typed."""
    others = [entry for entry in spot.evidence if entry not in KIND_OF]
    kind, title = evidence_of(others[0]) if others else ("", "")
    looked = spot.mitigating
    found: dict[str, Any] = {
        name: word_of(getattr(spot, name))
        for name in ("certain", "crime", "refused", "minor", "corrected", "first", "no_fault", "fined", "vulnerable")
    }
    return found | {
        "act_at": spot.act_at or now.astimezone(SHANGHAI),
        "place": spot.place,
        "object_class": spot.object_class,
        "typical": spot.typical,
        "extra": spot.extra,
        "evidence": [entry for entry in spot.evidence if entry in KIND_OF],
        "other_evidence": title,
        "other_kind": kind,
        "verified": spot.verified_at is not None,
        "harm": spot.harm,
        "correction": spot.correction,
        "mitigating": None if looked is None else [each.value for each in looked] or [NONE],
        "conditions": spot.conditions,
    }
