"""Forms about what goes on between bodies: disputes, joint operations, transfers."""

from typing import Any

from django import forms

from tongpan.dispatch.domain.choices import FrontEnd
from tongpan.dispatch.forms.orders import Choices, area
from tongpan.powers.domain.kinds import BoundaryBasis
from tongpan.ui.forms import MomentPicker


class DisputeForm(forms.Form):
    """提出职责争议."""

    claim = forms.CharField(label="主张由谁办理、为什么", max_length=500, widget=area(3))
    basis = forms.ChoiceField(label="依据", choices=BoundaryBasis.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(label="文件名称和条款", max_length=500, widget=area(2))
    new_fact = forms.CharField(
        label="裁定后出现的新情况",
        max_length=500,
        widget=area(2),
        help_text="同一事项已有裁定：没有新情况的，请照裁定办理",
        error_messages={"required": "请写明裁定后出现的新情况；没有新情况的，请照裁定办理"},
    )

    def __init__(self, *args: Any, decided_before: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not decided_before:
            del self.fields["new_fact"]


class SettleForm(forms.Form):
    """裁定."""

    team = forms.ChoiceField(label="责任队伍")
    decision = forms.CharField(label="裁定意见和理由", max_length=500, widget=area(4))
    basis = forms.ChoiceField(label="裁定依据", choices=BoundaryBasis.choices, widget=forms.RadioSelect)
    citation = forms.CharField(
        label="文件名称和条款", max_length=500, widget=area(2), help_text="已填提出方援引的依据；另有依据的请改写"
    )

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "请选择"), *teams]  # type: ignore[attr-defined]


class JointForm(forms.Form):
    """召集联合处置: which bodies, why, where and when to meet."""

    bodies = forms.MultipleChoiceField(
        label="参加机关", widget=forms.CheckboxSelectMultiple, help_text="各机关依自己的职权、以自己的名义办理"
    )
    reason = forms.CharField(label="为什么要联合处置", max_length=500, widget=area(2))
    duty = forms.CharField(label="分工", required=False, max_length=300, widget=area(2))
    meet_at = forms.DateTimeField(label="集合时间", required=False, widget=MomentPicker)
    meet_place = forms.CharField(label="集合地点", required=False, max_length=200)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"].choices = bodies  # type: ignore[attr-defined]


class JointAnswerForm(forms.Form):
    """参加、不参加."""

    answer = forms.CharField(label="说明", required=False, max_length=300, help_text="不参加时请写明理由")


class PartForm(forms.Form):
    """本单位处置结果."""

    result = forms.CharField(label="本单位处置了什么", max_length=500, widget=area(2))


class DropForm(forms.Form):
    """不需要联合处置."""

    reason = forms.CharField(label="理由", max_length=300)


class CloseJointForm(forms.Form):
    """结束联合处置: one result for each body, and a summary."""

    summary = forms.CharField(label="处置小结", max_length=2000, widget=area(3))

    def __init__(self, *args: Any, members: list[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name, known in members:
            self.fields[f"result_{key}"] = forms.CharField(
                label=f"{name}的处置结果", required=False, max_length=500, initial=known, widget=area(2)
            )

    def results(self) -> dict[int, str]:
        """Return the results by member."""
        found = ((name, text) for name, text in self.cleaned_data.items() if name.startswith("result_"))
        return {int(name.removeprefix("result_")): text for name, text in found}


class TransferForm(forms.Form):
    """移送: to whom, what was done before, why; or that it was handed over on paper."""

    to_body = forms.ChoiceField(label="接收单位", required=False)
    to_name = forms.CharField(label="名录外的单位", required=False, max_length=100)
    to_phone = forms.CharField(label="联系电话", required=False, max_length=40)
    front_end_steps = forms.MultipleChoiceField(
        label="移送前已做", choices=FrontEnd.choices, widget=forms.CheckboxSelectMultiple
    )
    front_end = forms.CharField(label="前端处理情况", max_length=2000, widget=area(3))
    reason = forms.CharField(label="移送理由和依据", max_length=500, widget=area(2))
    offline = forms.BooleanField(label="线下已移交", required=False)
    receipt = forms.CharField(label="对方签收人和时间", required=False, max_length=100, help_text="线下已移交时填写")

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_body"].choices = [("", "名录外的单位"), *bodies]  # type: ignore[attr-defined]


class TransferAnswerForm(forms.Form):
    """签收、拒收、反馈结果, by login."""

    reason = forms.CharField(label="拒收理由", required=False, max_length=500, widget=area(2))
    result = forms.CharField(label="办理结果", required=False, max_length=4000, widget=area(3))
    told_by = forms.CharField(label="对方谁告知的", required=False, max_length=100, help_text="代为登记时填写")


class LinkForm(forms.Form):
    """签收、拒收、反馈结果, through the one-time link."""

    name = forms.CharField(label="您的姓名和职务", max_length=100)
    reason = forms.CharField(label="拒收理由", required=False, max_length=500, widget=area(2))
    result = forms.CharField(label="办理结果", required=False, max_length=4000, widget=area(4))
