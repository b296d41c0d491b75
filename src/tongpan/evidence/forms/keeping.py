"""涉案财物: the keeper's filter, and what becomes of a line."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms

from tongpan.evidence.domain.choices import OUT, Move
from tongpan.evidence.steps.holding import Going
from tongpan.ui.forms import MomentPicker


class KeeperFilter(forms.Form):
    """筛选."""

    q = forms.CharField(label="名称、案件编号、存放地点", required=False, max_length=80)
    town = forms.ChoiceField(label="镇街", required=False)
    show = forms.ChoiceField(
        label="哪些",
        required=False,
        choices=[("", "在库的"), ("all", "全部，含已出库"), ("untied", "在库、没有对应措施的")],
    )

    def __init__(self, *args: Any, towns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = [("", "全部"), *towns]  # type: ignore[attr-defined]


THREE: Final = [("", "没有查明"), ("yes", "是"), ("no", "否")]
SIGNED: Final = ("given_by", "taken_by")
LAST: Final = ("note", "done_at")
OF_ACT: Final[Mapping[Move, tuple[str, ...]]] = {
    Move.MOVED: ("place_text", "keeper", *SIGNED),
    Move.RETURNED: ("quantity", "whom", "document", *SIGNED),
    Move.DESTROYED: ("quantity", "document", *SIGNED),
    Move.AUCTIONED: ("quantity", "whom", "document", "price", "place_text", *SIGNED),
    Move.FINANCE: ("quantity", "whom", "document", *SIGNED),
    Move.HANDED_ON: ("quantity", "whom", "document", "party_told", *SIGNED),
    Move.SOLD: (
        "quantity", "whom", "document", "price", "place_text", "perishable", "approved", "recorded", "agreed", *SIGNED,
    ),
}  # fmt: skip
"""what is asked of each way; of a price that is given back also how it was made"""
OF_A_PRICE: Final = ("below_market", "compensated")
NEEDED: Final = frozenset({"act", "quantity", "whom", "document", "price", "place_text", *SIGNED})
"""what must be entered wherever it is asked"""
LABELS: Final[Mapping[tuple[Move, str], str]] = {
    (Move.RETURNED, "document"): "解除决定和退还清单的文号",
    (Move.RETURNED, "whom"): "退还给谁",
    (Move.RETURNED, "taken_by"): "领取人签名",
    (Move.DESTROYED, "document"): "依据哪部法律、法规的规定，哪份决定",
    (Move.DESTROYED, "given_by"): "执行销毁的人",
    (Move.DESTROYED, "taken_by"): "监督销毁的人",
    (Move.AUCTIONED, "whom"): "拍卖机构、买受人",
    (Move.AUCTIONED, "document"): "拍卖成交确认书",
    (Move.AUCTIONED, "place_text"): "价款存在哪个账户",
    (Move.SOLD, "place_text"): "价款存在哪个账户",
    (Move.SOLD, "document"): "批准先行变卖的文书",
    (Move.FINANCE, "document"): "缴款书或者移交清单的文号",
    (Move.HANDED_ON, "document"): "移送书、交接单的文号",
}


def _answer(label: str, help_text: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=help_text, required=False, choices=THREE, coerce=lambda word: word == "yes",
        empty_value=None,
    )  # fmt: skip


class MoveForm(forms.Form):
    """移库、出库: of one way what it needs."""

    act = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Move if one is not Move.IN], widget=forms.HiddenInput
    )
    quantity = forms.DecimalField(
        label="数量", required=False, min_value=Decimal("0.001"), max_digits=14, decimal_places=3
    )
    whom = forms.CharField(label="交给谁", required=False, max_length=120)
    document = forms.CharField(label="依据的文书或者票据", required=False, max_length=120)
    price = forms.DecimalField(
        label="价款（元）", required=False, min_value=Decimal("0.01"), max_digits=13, decimal_places=2,
        help_text="价款另起一行在库，退还或者上缴时再出库",
    )  # fmt: skip
    place_text = forms.CharField(label="移到哪里", required=False, max_length=120)
    keeper = forms.CharField(label="新的保管人", required=False, max_length=60, help_text="不填的，就是接收人")
    perishable = _answer("鲜活或者其他不易保管", "强制法 28 条：只有这样的财物可以先行变卖")
    approved = _answer("经负责人批准")
    recorded = _answer("变卖前已拍照、录像留存证据")
    agreed = _answer("权利人同意或者申请，或者公告期满")
    below_market = _answer("变卖价格明显低于市场价格", "强制法 28 条：造成损失的应当补偿")
    compensated = forms.BooleanField(label="已经补偿差额", required=False)
    party_told = forms.BooleanField(
        label="已书面告知当事人", required=False, help_text="强制法 21 条：随案移送司法机关的，要书面告知"
    )
    given_by = forms.CharField(label="交出人签名", required=False, max_length=60)
    taken_by = forms.CharField(label="接收人签名", required=False, max_length=60)
    note = forms.CharField(label="说明", required=False, max_length=300)
    done_at = forms.DateTimeField(label="什么时候", required=False, widget=MomentPicker, help_text="刚刚的不用填")
    override = forms.CharField(label="有推定的规定不支持时，负责人继续办理的理由", required=False, max_length=300)

    def __init__(self, *args: Any, act: Move, money: bool = False, heads: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = ["act", *OF_ACT[act], *(OF_A_PRICE if money and act is Move.RETURNED else ()), *LAST]
        wanted += ["override"] if heads and act in OUT else []
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]
        self.order_fields(wanted)
        for name, field in self.fields.items():
            field.label = LABELS.get((act, name), field.label)
            field.required = name in NEEDED

    def going(self) -> Going:
        """Return what was entered."""
        data = dict(self.cleaned_data)
        return Going(act=Move(data.pop("act")), **data)
