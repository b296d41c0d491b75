"""录像: linking, marking, explaining; and the period of the three systems."""

from django import forms

from tongpan.cases.forms.evidence import MarkForm
from tongpan.evidence.domain.choices import Unfilmed
from tongpan.ui.forms import DatePicker


class ExplainForm(forms.Form):
    """为什么没有录像、为什么中断."""

    kind = forms.ChoiceField(label="情况", choices=Unfilmed.choices, widget=forms.HiddenInput)
    why = forms.CharField(label="原因", max_length=300, help_text="例如：设备故障；文字记录已能全面反映")


class UnlinkForm(forms.Form):
    """解除关联."""

    why = forms.CharField(label="为什么解除", max_length=200, help_text="关联过的记录保留")


class NoteForm(MarkForm):
    """标记这一刻."""

    file = None  # type: ignore[assignment]  # there is one recording


class LookForm(forms.Form):
    """另找录像."""

    device = forms.CharField(label="设备编号", required=False, max_length=60)
    day = forms.DateField(label="哪一天", required=False, widget=DatePicker)


class PeriodForm(forms.Form):
    """统计期间."""

    start = forms.DateField(label="决定日期自", required=False, widget=DatePicker)
    end = forms.DateField(label="至", required=False, widget=DatePicker)
