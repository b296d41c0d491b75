"""涉案财物: the keeper's filter, and what becomes of a line."""

from decimal import Decimal
from typing import Any

from django import forms

from tongpan.evidence.domain.choices import Move
from tongpan.evidence.steps.holding import Going
from tongpan.ui.forms import MomentPicker


class KeeperFilter(forms.Form):
    """筛选."""

    q = forms.CharField(label="名称、案件编号、存放地点", required=False, max_length=80)
    town = forms.ChoiceField(label="镇街", required=False)
    show = forms.ChoiceField(label="哪些", required=False, choices=[("", "在库的"), ("all", "全部，含已出库")])

    def __init__(self, *args: Any, towns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = [("", "全部"), *towns]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """移库、出库."""

    act = forms.ChoiceField(label="怎么处理", choices=[(one.value, one.label) for one in Move if one is not Move.IN])
    quantity = forms.DecimalField(
        label="数量", required=False, min_value=Decimal("0.001"), max_digits=14, decimal_places=3,
        help_text="移库的不填：全部移走",
    )  # fmt: skip
    whom = forms.CharField(label="交给谁", required=False, max_length=120, help_text="返还、移交的必填")
    document = forms.CharField(
        label="依据的文书或者票据", required=False, max_length=120, help_text="解除决定、处罚决定、交接单、缴款书的文号"
    )
    place_text = forms.CharField(label="移到哪里", required=False, max_length=120)
    keeper = forms.CharField(label="新的保管人", required=False, max_length=60)
    note = forms.CharField(label="说明", required=False, max_length=300)
    done_at = forms.DateTimeField(label="什么时候", required=False, widget=MomentPicker, help_text="刚刚的不用填")

    def going(self) -> Going:
        """Return what was entered."""
        data = dict(self.cleaned_data)
        return Going(act=Move(data.pop("act")), **data)
