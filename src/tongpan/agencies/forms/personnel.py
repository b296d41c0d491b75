"""人事事项: planning, a town's opinion, carrying out."""

from django import forms

from tongpan.agencies.domain.personnel import LEADING, PersonnelKind, Stance
from tongpan.agencies.forms.manager import Choices, ChoosingForm, words

POSTS: Choices = [("", "—"), *sorted((one.value, str(one.label)) for one in LEADING)]


class PlanForm(forms.Form):
    """提出人事事项."""

    kind = forms.ChoiceField(label="事项", choices=PersonnelKind.choices, widget=forms.RadioSelect)
    post = forms.ChoiceField(label="拟任岗位", choices=POSTS, required=False, help_text="选拔任用的必填")
    to_what = words("拟任、拟晋升、拟评定什么", 60, required=True, help_text="例如：四级主任科员")
    instrument = words("依据的方案或者文件", required=True)
    reason = forms.CharField(
        label="情况说明", max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="街镇据此提意见；写工作表现，不写罚款和办案数量的排名",
    )  # fmt: skip


class OpinionForm(ChoosingForm):
    """街镇意见."""

    town = forms.ChoiceField(label="街镇")
    stance = forms.ChoiceField(label="意见", choices=Stance.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="理由", max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="不同意、有保留意见的必填",
    )  # fmt: skip


class CarryOutForm(forms.Form):
    """办理或者撤回."""

    answer = forms.CharField(
        label="对街镇意见的答复", max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="有街镇没有同意的，写明怎样采纳或者为什么仍然办理；撤回的写明理由",
    )  # fmt: skip
