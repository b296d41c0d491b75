"""Forms that change the lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from tongpan.powers.domain.criteria import TOP, CriteriaSet, criteria_sets, questions
from tongpan.powers.domain.kinds import AssessmentResult, GrantClass, InHand, Mode, Power, ProposalKind, Source, Stance
from tongpan.ui.forms import DatePicker

Choices = Sequence[tuple[str, str]]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ProposeForm(forms.Form):
    """A new change of the list."""

    kind = forms.ChoiceField(label="调整种类", choices=ProposalKind.choices)
    title = forms.CharField(label="标题", max_length=200)
    criteria_set = forms.ChoiceField(label="遴选标准")
    effective_on = forms.DateField(label="拟生效日期", widget=DatePicker)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, item.label) for key, item in criteria_sets().items()]
        self.fields["criteria_set"].choices = named  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """One matter to be put into a change."""

    matter = forms.CharField(label="事项编码或名称", max_length=200)
    body = forms.ChoiceField(label="承接机关")
    power = forms.ChoiceField(label="职权种类", choices=Power.choices)
    mode = forms.ChoiceField(label="行使方式", choices=[item for item in Mode.choices if item[0] != Mode.OWN])
    grant_class = forms.ChoiceField(label="放权类别", choices=GrantClass.choices, initial=GrantClass.MAY)
    grantor = forms.ChoiceField(label="划出机关", required=False)
    principal = forms.ChoiceField(label="委托或派出机关", required=False)
    source = forms.ChoiceField(label="来源层级", choices=Source.choices, initial=Source.COUNTY)
    basis = forms.CharField(label="依据", required=False, widget=_area(2), help_text="强制、检查权须写明法律法规条款")
    valid_to = forms.DateField(label="失效日期（不含当日）", widget=DatePicker, required=False)

    def __init__(self, *args: Any, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]
        for name in ("grantor", "principal"):
            self.fields[name].choices = [("", "不填"), *bodies]  # type: ignore[attr-defined]


class AnswersForm(forms.Form):
    """The four questions and the chosen criteria about one line."""

    def __init__(
        self, *args: Any, criteria: CriteriaSet, proposed: Mapping[str, int] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for question in questions():
            self.fields[f"yes_{question.key}"] = forms.ChoiceField(
                label=f"{question.label}：{question.ask}", choices=[("yes", "满足"), ("no", "不满足")]
            )
            self.fields[f"opinion_{question.key}"] = forms.CharField(label=f"{question.label}的意见", widget=_area(2))
        for criterion in criteria.criteria:
            hint = (proposed or {}).get(criterion.key)
            self.fields[f"score_{criterion.key}"] = forms.IntegerField(
                label=f"{criterion.label}（0至{TOP}分）",
                min_value=0,
                max_value=TOP,
                initial=hint,
                help_text=f"按数据建议 {hint} 分" if hint is not None else "",
            )

    def answers(self) -> dict[str, tuple[bool, str]]:
        """Return the answers as the action takes them."""
        data = self.cleaned_data
        return {item.key: (data[f"yes_{item.key}"] == "yes", data[f"opinion_{item.key}"]) for item in questions()}

    def scores(self) -> dict[str, tuple[int, str]]:
        """Return the scores as the action takes them."""
        return {item.key: (self.cleaned_data[f"score_{item.key}"], "") for item in self.criteria.criteria}


class OpinionForm(forms.Form):
    """What one body thinks."""

    body = forms.ChoiceField(label="单位")
    stance = forms.ChoiceField(label="意见", choices=Stance.choices)
    text = forms.CharField(label="内容", widget=_area(3), max_length=4000)

    def __init__(self, *args: Any, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    text = forms.CharField(label="论证意见", widget=_area(5), help_text="为什么迫切需要、凭什么能够承接，不少于20个字")
    in_hand = forms.ChoiceField(label="在办案件怎么处理", choices=[("", "不涉及"), *InHand.choices], required=False)
    in_hand_reason = forms.CharField(
        label="在办案件处理的理由", widget=_area(2), required=False, help_text="收回时必填：法律没有统一的过渡规定"
    )


class LegalForm(forms.Form):
    """The legal check."""

    passed = forms.ChoiceField(label="结论", choices=[("yes", "通过"), ("no", "退回")])
    opinion = forms.CharField(label="审核意见", widget=_area(4))


class PublishForm(forms.Form):
    """The document by which a change becomes public."""

    title = forms.CharField(label="文件标题", max_length=200)
    number = forms.CharField(label="文号", max_length=80)
    issuer = forms.CharField(label="发文机关", max_length=120)
    published_on = forms.DateField(label="公布日期", widget=DatePicker)
    url = forms.CharField(label="公布网址", max_length=300, required=False)
    published_by_delegate_on = forms.DateField(
        label="受委托组织公布日期", widget=DatePicker, required=False, help_text="委托时必填"
    )
    assessment_due_on = forms.DateField(label="下次评估日期", widget=DatePicker, required=False)


class AssessmentForm(forms.Form):
    """A periodic assessment."""

    on = forms.DateField(label="评估日期", widget=DatePicker)
    result = forms.ChoiceField(label="结论", choices=AssessmentResult.choices)
    findings = forms.CharField(label="评估意见", widget=_area(4))
    next_due_on = forms.DateField(label="下次评估日期", widget=DatePicker, required=False)


class WithdrawForm(forms.Form):
    """Giving a change up."""

    reason = forms.CharField(label="撤回理由", max_length=500)


class RecallForm(forms.Form):
    """Taking one power back."""

    on = forms.DateField(label="收回日期", widget=DatePicker)
    title = forms.CharField(label="收回文件标题", max_length=200)
    number = forms.CharField(label="文号", max_length=80)
    in_hand = forms.ChoiceField(label="在办案件", choices=[("", "请选择"), *InHand.choices], required=False)
    receiver = forms.ChoiceField(label="接收机关", required=False)
    reason = forms.CharField(label="理由", widget=_area(3), required=False)

    def __init__(self, *args: Any, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [("", "不涉及"), *bodies]  # type: ignore[attr-defined]
