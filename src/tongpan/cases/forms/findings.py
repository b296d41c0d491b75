"""认定: three answers to everything that is yes or no, because what nobody looked at is not a no."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from tongpan.cases.forms.fields import Answer, area
from tongpan.law.facts.words import Duty
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.law_in_force import Comparison
from tongpan.law.penalty.no_penalty import Harm
from tongpan.ui.forms import DatePicker

HARMS = [
    ("", "没有查明"),
    (Harm.NONE.value, "没有危害后果"),
    (Harm.SLIGHT.value, "危害后果轻微"),
    (Harm.CONSIDERABLE.value, "有较大危害后果"),
]


REGIMES = [("", "只适用处罚法和本省规定"), *((one.value, one.label) for one in Regime)]
COMPARISONS = [("", "没有变化，或者没有比较"), *((one.value, one.label) for one in Comparison)]
DAYS = ("act_on", "act_until", "discovered_on")
WORDS = ("regime", "consequences", "comparison")
ANSWERS = (
    "proven", "five_years", "complex", "weighty", "crime", "minor", "corrected", "first", "no_fault", "asks_on_spot",
    "hard_later",
)  # fmt: skip
SUMS = ("fine", "income", "goods")


def _sum(label: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=14, decimal_places=2)


class ClueForm(forms.Form):
    """立案条件 (处罚法 54 and the rules of the fields)."""

    evidence = Answer("有违法事实的初步证据")
    deserves_penalty = Answer("依法应当给予行政处罚")
    own_jurisdiction = Answer("属于本机关管辖")
    within_limitation = Answer("在给予处罚的法定期限内")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PartyForm(forms.Form):
    """当事人: what the law asks of a person."""

    name = forms.CharField(label="姓名或者名称", max_length=120)
    identity = forms.CharField(
        label="身份证号或者统一社会信用代码", required=False, max_length=30, help_text="不填就不改"
    )
    phone = forms.CharField(label="电话", required=False, max_length=20, help_text="不填就不改")
    address = forms.CharField(label="住址", required=False, max_length=200, help_text="不填就不改")
    born_on = forms.DateField(label="出生日期", required=False, widget=DatePicker)
    lucid = Answer("违法时能够辨认和控制自己的行为", "处罚法 31 条；精神、智力正常的选“是”")
    electronic = Answer("书面同意电子送达", "处罚法 61 条：要有确认书")
    untraceable = Answer("下落不明，其他方式都送不到")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ChargeForm(forms.Form):
    """违法行为: when, under which rules, how grave, and what is proposed."""

    act_on = forms.DateField(label="违法行为发生日", required=False, widget=DatePicker)
    act_until = forms.DateField(label="违法行为终了日", required=False, widget=DatePicker, help_text="一次完成的不填")
    continuing = forms.BooleanField(label="违法行为还在继续", required=False)
    discovered_on = forms.DateField(label="发现日", required=False, widget=DatePicker)
    regime = forms.ChoiceField(label="适用哪部程序规定", required=False, choices=REGIMES)
    law = forms.CharField(label="处罚依据的法律法规", required=False, max_length=120)
    comparison = forms.ChoiceField(label="新旧规定比较", required=False, choices=COMPARISONS)
    duty = forms.ChoiceField(label="决定要当事人做什么", choices=[(d.value, d.label) for d in Duty])
    proven = Answer("违法事实清楚，证据充分")
    five_years = Answer("涉及生命健康安全、金融安全且有危害后果", "处罚法 36 条：时效五年")
    complex = Answer("案情复杂")
    weighty = Answer("涉及重大公共利益，或者重大违法行为")
    crime = Answer("涉嫌犯罪")
    minor = Answer("违法行为轻微")
    corrected = Answer("已经及时改正")
    consequences = forms.ChoiceField(label="危害后果", required=False, choices=HARMS)
    first = Answer("初次违法")
    no_fault = Answer("有证据足以证明没有主观过错")
    fines_checked = Answer("已查询，同一违法行为没有被罚过款", "处罚法 29 条")
    asks_on_spot = Answer("当事人要求当场缴纳")
    hard_later = Answer("不当场收缴，事后难以执行")
    lightened = forms.BooleanField(label="依法从轻或者减轻（未成年人等）", required=False)
    kinds = forms.MultipleChoiceField(
        label="拟处罚种类", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(k.value, k.label) for k in PenaltyKind],
    )  # fmt: skip
    fine = _sum("拟罚款（元）")
    income = _sum("拟没收违法所得（元）")
    goods = _sum("拟没收财物价值（元）")
    why = forms.CharField(label="认定的理由", required=False, max_length=1000, widget=area())
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    GROUPS = (
        ("什么时候，按哪部规定", ("act_on", "act_until", "continuing", "discovered_on", "regime", "law", "comparison")),
        ("事实和轻重", ("proven", "complex", "weighty", "crime", "five_years", "consequences", "duty")),
        ("要不要从轻、减轻、不罚", ("minor", "corrected", "first", "no_fault", "lightened")),
        ("拟怎么处罚", ("kinds", "fine", "income", "goods", "fines_checked", "asks_on_spot", "hard_later")),
    )

    def __init__(self, *args: Any, kinds: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kinds:  # what the text of the matter allows
            self.fields["kinds"].choices = [(k.value, k.label) for k in PenaltyKind if k.value in kinds]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return what was found, as the law reads it."""
        data = self.cleaned_data
        found: dict[str, Any] = {name: data[name] for name in ANSWERS}
        found |= {name: data[name].isoformat() if data[name] else None for name in DAYS}
        found |= {name: data[name] or None for name in WORDS}
        found |= {"continuing": data["continuing"], "lightened": data["lightened"], "duty": data["duty"]}
        found["law"] = data["law"]
        if data["fines_checked"] or self.initial.get("fines_checked"):  # fines entered otherwise stay as they are
            found["earlier_fines"] = [] if data["fines_checked"] else None
        sums = {name: str(data[name]) for name in SUMS if data[name] is not None}
        found["proposed"] = {"kinds": data["kinds"], **sums} if data["kinds"] else None
        return found


class ClassForm(forms.Form):
    """区域和对象类别: the classes of the county's policy."""

    zone = forms.ChoiceField(label="区域类别", required=False)
    object_class = forms.ChoiceField(label="对象类别", required=False)

    def __init__(self, *args: Any, classes: tuple[Sequence[str], Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in zip(("zone", "object_class"), classes, strict=True):
            self.fields[name].choices = [("", "不选"), *((word, word) for word in words)]  # type: ignore[attr-defined]
