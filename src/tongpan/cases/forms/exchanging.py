"""公检法往来: entering, answering, filtering."""

from typing import Any
from uuid import UUID

from django import forms

from tongpan.cases.domain.counterparts import Counterpart, Direction, Exchange, Exchanged
from tongpan.cases.forms.fields import area
from tongpan.cases.queries.exchanging import ExchangeFilters
from tongpan.ui.forms import DatePicker, MomentPicker


class ExchangeForm(forms.Form):
    """登记往来."""

    counterpart = forms.ChoiceField(label="对方", choices=Counterpart.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="对方机关名称", max_length=120, help_text="例如：柯城区人民检察院")
    direction = forms.ChoiceField(label="方向", choices=Direction.choices, widget=forms.RadioSelect)
    exchange = forms.ChoiceField(label="事项", choices=Exchange.choices)
    summary = forms.CharField(label="内容", max_length=1000, widget=area())
    number = forms.CharField(label="文号", max_length=120, required=False)
    at = forms.DateTimeField(label="什么时候", widget=MomentPicker)
    reply_by = forms.DateField(
        label="请在哪一日前答复", required=False, widget=DatePicker, help_text="填了的列入期限，到期提醒"
    )

    def exchanged(self, case_id: UUID | None) -> Exchanged:
        """Return what was entered."""
        data: dict[str, Any] = dict(self.cleaned_data)
        return Exchanged(
            case_id=case_id,
            **(
                data
                | {
                    "counterpart": Counterpart(data["counterpart"]),
                    "direction": Direction(data["direction"]),
                    "exchange": Exchange(data["exchange"]),
                }
            ),
        )


class ExchangeReplyForm(forms.Form):
    """登记答复."""

    reply = forms.CharField(label="答复的内容", max_length=1000, widget=area())


class ExchangeFilterForm(forms.Form):
    """筛选."""

    counterpart = forms.ChoiceField(label="对方", required=False, choices=[("", "全部"), *Counterpart.choices])
    waiting = forms.BooleanField(label="只看等答复的", required=False)
    q = forms.CharField(label="对方名称或者案件编号", required=False, max_length=120)
    since = forms.DateField(label="从哪天起", required=False, widget=DatePicker)

    def filters(self) -> ExchangeFilters:
        """Return what is chosen and understood."""
        self.is_valid()
        data = self.cleaned_data
        return ExchangeFilters(
            counterpart=data.get("counterpart") or "", waiting=bool(data.get("waiting")), words=data.get("q") or "",
            since=data.get("since"),
        )  # fmt: skip
