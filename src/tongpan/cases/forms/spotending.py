"""当场处罚，后半程: how much, what was told and heard, who confirms, the paper handed over."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms

from tongpan.cases.domain.spot import Answered, Spot
from tongpan.cases.domain.spotweighing import Range, Weighed
from tongpan.cases.forms.fields import word_of
from tongpan.cases.forms.summary import Ask, Choices, one_of, words
from tongpan.law.money import Money, yuan
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.responsibility import Responsibility

WARN, FINE, BOTH = "WARN", "FINE", "BOTH"
KINDS: Final = {
    WARN: (PenaltyKind.WARNING,),
    FINE: (PenaltyKind.FINE,),
    BOTH: (PenaltyKind.WARNING, PenaltyKind.FINE),
}
KIND_NAMES: Final = {WARN: "警告", FINE: "罚款", BOTH: "警告并罚款"}
UNTOLD: Final = "告知了才能往下办；没有告知的不得处罚（处罚法 62 条）"


def _sum(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_digits=12, decimal_places=2
    )


class PenaltyForm(forms.Form):
    """拟处罚: kind, sum, correction, reasons."""

    range_no = one_of("适用哪一档", [], required=False)
    range_basis = forms.CharField(
        label="罚款幅度的依据", max_length=200, required=False,
        help_text="国家规定没有写数额的，写本省、本市规定的名称和条款；没有的不能罚款",
    )  # fmt: skip
    lowest = _sum("最低（元）")
    highest = _sum("最高（元）")
    kinds = one_of("给什么处罚", [])
    suggested = one_of("罚多少（区间内的参考数）", [], required=False)
    fine = _sum("罚款（元）", "上面没有合适的，在这里填")
    lightened = Ask("已经从轻或者减轻了吗", "有应当从轻、减轻的情形，处罚法 30、32 条", required=False)
    correcting = one_of("责令改正（处罚法 28 条）", [("NOW", "责令立即改正"), ("DONE", "已经当场改正")])
    why = words("为什么这样处罚", "写进决定书；偏高偏低的更要写")
    hard_later = Ask(
        "不当场收缴，事后难以执行吗", "要当场收钱、罚款又超过 100 元的才答（处罚法 68 条）", required=False
    )
    asks_on_spot = Ask(
        "边远、水上、交通不便地区，当事人提出当场缴吗", "处罚法 69 条；不是这种地区的不用答", required=False
    )

    def __init__(self, *args: Any, kinds: Choices, ranges: Sequence[Range], weighed: Weighed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]
        known = [(str(no), str(one)) for no, one in enumerate(ranges) if one.highest is not None]
        self.fields["range_no"].choices = known  # type: ignore[attr-defined]
        if len(known) < 2:
            del self.fields["range_no"]
        if known or not any(FINE in word or word == BOTH for word, _ in kinds):
            for name in ("range_basis", "lowest", "highest"):
                del self.fields[name]
        sums = [(_plain(one), str(one)) for one in weighed.suggestions]
        self.fields["suggested"].choices = sums  # type: ignore[attr-defined]
        if not sums:
            del self.fields["suggested"]
        must = weighed.responsibility in (Responsibility.MUST_LIGHTEN, Responsibility.MAY_LIGHTEN)
        if not must and not kwargs.get("initial", {}).get("mitigating"):
            del self.fields["lightened"]

    def clean(self) -> dict[str, Any]:
        """Ask for the sum where there is a fine."""
        data = super().clean() or {}
        given: Decimal | None = data.get("fine")
        data["money"] = None
        if data.get("kinds") in (FINE, BOTH):
            text = f"{given:f}" if given else data.get("suggested", "")
            if text:
                data["money"] = yuan(text)
            else:
                self.add_error("fine", "请选或者填罚款数额")
            lowest, highest = data.get("lowest"), data.get("highest")
            if highest is not None and (not highest or (lowest or 0) > highest):
                self.add_error("highest", "最高数额应当大于零，并且不低于最低数额")
            if "range_basis" in self.fields and not (data.get("range_basis") and data.get("highest")):
                self.add_error("range_basis", "目录里没有罚款幅度：请写明依据和最高数额，没有依据的不能罚款")
        return data


def _plain(money: Money) -> str:
    whole, cents = divmod(money.fen, 100)
    return f"{whole}.{cents:02d}" if cents else str(whole)


def kinds_word(kinds: Sequence[PenaltyKind]) -> str:
    """Return the choice that stands for some kinds."""
    return next((word for word, each in KINDS.items() if tuple(kinds) == each), "")


def penalty_initial(spot: Spot, weighed: Weighed) -> dict[str, Any]:
    """Return what was typed of the penalty."""
    offered = spot.fine is not None and spot.fine in weighed.suggestions
    return {
        "range_no": "" if spot.range_no is None else str(spot.range_no),
        "range_basis": spot.range_basis,
        "lowest": _plain(spot.lowest) if spot.lowest is not None else "",
        "highest": _plain(spot.highest) if spot.highest is not None else "",
        "kinds": kinds_word(spot.kinds),
        "suggested": _plain(spot.fine) if offered and spot.fine is not None else "",
        "fine": "" if offered or spot.fine is None else _plain(spot.fine),
        "lightened": word_of(spot.lightened),
        "correcting": spot.correcting,
        "why": spot.why,
        "hard_later": word_of(spot.hard_later),
        "asks_on_spot": word_of(spot.asks_on_spot),
        "mitigating": spot.mitigating,
    }


class ToldForm(forms.Form):
    """告知和听取: what was said to the party, and what came back."""

    content_told = forms.BooleanField(
        label="已经把上面的内容、事实、理由、依据告知当事人（处罚法 44 条）", error_messages={"required": UNTOLD}
    )
    rights_told = forms.BooleanField(
        label="已经告知当事人有权陈述、申辩（处罚法 44、45 条）", error_messages={"required": UNTOLD}
    )
    answered = one_of("当事人怎么说", [(each.value, each.label) for each in Answered])
    said = words("当事人说了什么", "照他的话记", rows=3)
    considered = words("怎么考虑的", "采纳哪些、不采纳的为什么；不得因申辩加重处罚（处罚法 45 条）", rows=3)

    def clean(self) -> dict[str, Any]:
        """Ask for the words of who spoke, and what was made of them."""
        data = super().clean() or {}
        if data.get("answered") == Answered.STATED.value:
            for name, text in (("said", "请记下当事人说了什么"), ("considered", "请写明怎么考虑的：这是复核意见")):
                if not data.get(name, "").strip():
                    self.add_error(name, text)
        return data


def told_initial(spot: Spot) -> dict[str, Any]:
    """Return what was recorded of the telling, as long as it still is what stands here."""
    told = spot.told_at is not None
    return {
        "content_told": told, "rights_told": told, "answered": spot.answered, "said": spot.said,
        "considered": spot.considered,
    }  # fmt: skip


class ConfirmForm(forms.Form):
    """另一名执法人员: proves who it is, by the own password."""

    password = forms.CharField(
        label="密码", required=False, max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False),
    )  # fmt: skip
    code = forms.CharField(
        label="动态码", required=False, max_length=12, help_text="账号开了两步验证的才填",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip


class HandForm(forms.Form):
    """当场交付."""

    signed = Ask("当事人签收了吗")
    note = words("拒绝签收的：怎么注明的", "处罚法 52 条：应当在决定书上注明")
    sealed = forms.BooleanField(label="决定书上盖有本机关印章", required=False)

    def __init__(self, *args: Any, seal_due: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not seal_due:
            del self.fields["sealed"]


class TermsForm(forms.Form):
    """决定书载明事项."""

    mark = forms.CharField(
        label="机关代字", max_length=30, help_text="文号里用的，例如“航埠执”：航埠执当罚〔2026〕12号"
    )
    court = forms.CharField(
        label="不服复议决定向哪个人民法院起诉", max_length=80, help_text="写全称；集中管辖的写集中管辖的法院"
    )
    payment = words("缴款途径", "指定银行、账户，或者电子支付的办法", required=True)


class NumbersForm(forms.Form):
    """接续纸质文号."""

    sign = forms.ChoiceField(label="哪一类文号")
    year = forms.TypedChoiceField(label="年份", coerce=int)
    last = forms.IntegerField(
        label="纸质文书已经用到几号", min_value=1, help_text="只填序号；系统从下一个号开始编，登记以后不能改小"
    )
    shown_by = forms.CharField(
        label="依据",
        max_length=200,
        help_text="哪本登记簿、最后一份是哪份文书，例如：文号登记簿第 3 页",
    )

    def __init__(self, *args: Any, signs: Choices, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sign"].choices = signs  # type: ignore[attr-defined]
        self.fields["year"].choices = [(str(year), f"{year}年") for year in years]  # type: ignore[attr-defined]
