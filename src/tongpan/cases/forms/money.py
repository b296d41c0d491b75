"""缴款和对账: filters of the desk, codes, statements, cash, what goes back."""

from typing import Any

from django import forms

from tongpan.cases.domain.money import CodeSource, DueState, LineState
from tongpan.cases.forms.fields import area
from tongpan.cases.queries.money import DueFilters
from tongpan.ui.forms import DatePicker, MomentPicker


class DueFilterForm(forms.Form):
    """筛选."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *DueState.choices])
    overdue = forms.BooleanField(label="只看过了缴款期限的", required=False)
    q = forms.CharField(label="缴款码或者案件编号", required=False, max_length=60)

    def filters(self) -> DueFilters:
        """Return what is chosen and understood."""
        self.is_valid()
        data = self.cleaned_data
        return DueFilters(state=data.get("state") or "", overdue=bool(data.get("overdue")), words=data.get("q") or "")


class LineFilterForm(forms.Form):
    """筛选."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "等我处理的"), *LineState.choices])

    def state_chosen(self) -> str:
        """Return what is chosen and understood."""
        self.is_valid()
        return self.cleaned_data.get("state") or ""


class StatementForm(forms.Form):
    """导入对账单."""

    file = forms.FileField(
        label="对账单文件", error_messages={"required": "请选择文件", "empty": "文件是空的，请检查后重新选择"},
        help_text="银行或者非税系统导出的 CSV、Excel；第一行是列名：流水号、缴款码、票据号、金额、缴款时间、缴款人",
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """确认一条对账明细."""

    due = forms.ChoiceField(label="缴的是哪一笔", widget=forms.RadioSelect)
    why = forms.CharField(
        label="凭什么确认", max_length=200, help_text="例如：电话核实由其配偶代缴；缴款人抄错一位缴款码"
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["due"].initial = choices[0][0]


class ReturnForm(forms.Form):
    """退给缴款人."""

    voucher = forms.CharField(label="退付凭证号", max_length=80)
    why = forms.CharField(label="说明", required=False, max_length=200)


class AsideForm(forms.Form):
    """不是罚没款."""

    why = forms.CharField(label="这是什么款", max_length=200)


class RefundForm(forms.Form):
    """退还当事人."""

    amount = forms.DecimalField(label="退还多少元", min_value=0, max_digits=14, decimal_places=2)
    voucher = forms.CharField(label="退付凭证号", max_length=80, help_text="财政退付的凭证或者银行回单的编号")
    at = forms.DateTimeField(label="什么时候退的", widget=MomentPicker)
    why = forms.CharField(
        label="依据和去向", required=False, max_length=300, widget=area(2),
        help_text="依据哪份撤销、变更的文书，退给谁，退到哪个账户",
    )  # fmt: skip


class RuleForm(forms.Form):
    """缴款码规则."""

    source = forms.ChoiceField(label="用哪一种缴款码", choices=CodeSource.choices, widget=forms.RadioSelect)
    digits = forms.CharField(
        label="前缀", required=False, max_length=12, help_text="本机关自编的填，例如行政区划代码 330802；省级系统的不填"
    )
    width = forms.IntegerField(
        label="序号位数", required=False, initial=6, help_text="自编的：前缀＋两位年份＋序号＋一位校验码"
    )
    instrument = forms.CharField(label="依据的文件", max_length=200, help_text="例如：省财政厅、本区县财政局的通知")
    valid_from = forms.DateField(label="从哪一日起", widget=DatePicker)

    def rule(self) -> dict[str, Any]:
        """Return what was entered, as the action takes it."""
        data = self.cleaned_data
        return {
            "source": CodeSource(data["source"]), "prefix": data["digits"], "width": data["width"] or 0,
            "instrument": data["instrument"], "valid_from": data["valid_from"],
        }  # fmt: skip


class CodeForm(forms.Form):
    """登记缴款码."""

    code = forms.CharField(label="缴款码", max_length=60, help_text="省级非税系统给出的，照缴款通知书填写；空格不用管")


class VoidForm(forms.Form):
    """作废缴款码."""

    reason = forms.CharField(label="为什么作废", max_length=200)


class ChargesForm(forms.Form):
    """选择几笔现金."""

    charges = forms.MultipleChoiceField(label="哪几笔", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["charges"].choices = choices  # type: ignore[attr-defined]
        self.fields["charges"].initial = [key for key, _ in choices]


class BankForm(ChargesForm):
    """缴付银行."""

    number = forms.CharField(label="银行缴款单号", max_length=80)
    at = forms.DateTimeField(label="什么时候缴的", widget=MomentPicker)


class ReceiveForm(forms.Form):
    """收下现金."""

    counted = forms.DecimalField(label="当面清点多少元", min_value=0, max_digits=14, decimal_places=2)
