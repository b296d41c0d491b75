"""Forms of what is done with a case as a whole, and between bodies."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from tongpan.cases.actions import Request
from tongpan.cases.domain.acts import ACT_ENTRIES, CaseAct
from tongpan.cases.domain.choices import AssistanceKind, Difficulty, HelpWay
from tongpan.cases.domain.entry import Kind
from tongpan.cases.forms.fields import NO_CHOICES, Choices, area, field_of, plain
from tongpan.cases.forms.stepping import LevelFields
from tongpan.ui.forms import DatePicker, MomentPicker


class ActForm(LevelFields):
    """What an act needs, and why a derived rule is passed over."""

    override = forms.CharField(
        label="仍要办理的理由", required=False, max_length=500, widget=area(2),
        help_text="规定是由条文推导的，由负责人写明理由才能继续，理由记入案卷",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        act: CaseAct,
        may_override: bool,
        offered: Mapping[str, Choices] = NO_CHOICES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own = {
            entry.name: field_of(entry, offered.get(entry.name, ()))
            for entry in ACT_ENTRIES[act]
            if entry.required or entry.kind is not Kind.SEVERAL or offered.get(entry.name)
        }
        rest = dict(self.fields)
        if not may_override:
            rest.pop("override")
        self.fields = own | rest
        self._own = tuple(own)

    def entered(self) -> dict[str, Any]:
        """Return what was entered, as actions take it."""
        return {name: plain(self.cleaned_data.get(name)) for name in self._own}


class TransferForm(forms.Form):
    """移送的答复."""

    answer = forms.CharField(label="回执，或者不接收的理由", max_length=500, widget=area(2))


class HelpForm(forms.Form):
    """请求协助."""

    kind = forms.ChoiceField(label="请求什么", choices=AssistanceKind.choices)
    difficulty = forms.ChoiceField(
        label="难在哪里",
        choices=[("", "请选择"), *Difficulty.choices],
        required=False,
        help_text="按领域汇总，供区县研究，不用来考核个人",
    )
    party = forms.ChoiceField(label="关于哪个当事人", required=False)
    to_body = forms.ChoiceField(label="向哪个机关请求", required=False, help_text="名单里没有的，写在下面")
    to_name = forms.CharField(
        label="名单以外的机关", max_length=120, required=False, help_text="例如：柯城区公安分局航埠派出所"
    )
    way = forms.ChoiceField(
        label="怎么送", choices=HelpWay.choices, widget=forms.RadioSelect, initial=HelpWay.PAPER, required=False
    )
    contact_name = forms.CharField(label="对方联系人", max_length=40, required=False)
    contact_phone = forms.CharField(label="对方电话", max_length=20, required=False, help_text="有电话的，系统发通知")
    what = forms.CharField(label="请求的事项", max_length=500, widget=area())
    number = forms.CharField(label="协助函文号", max_length=80, required=False)
    due_on = forms.DateField(label="请在哪一日前答复", widget=DatePicker)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, parties: Choices, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", "不限"), *parties]  # type: ignore[attr-defined]
        self.fields["to_body"].choices = [("", "名单以外的机关"), *bodies]  # type: ignore[attr-defined]

    def request(self) -> Request:
        """Return what was entered."""
        data = dict(self.cleaned_data)
        data.pop("version")
        body = data.pop("to_body")
        return Request(
            **(
                data
                | {
                    "kind": AssistanceKind(data["kind"]),
                    "difficulty": Difficulty(data["difficulty"] or Difficulty.NONE),
                    "way": HelpWay(data["way"] or HelpWay.PAPER),
                    "to_body_id": UUID(body) if body else None,
                }
            )
        )


class HelpedForm(forms.Form):
    """协助的答复."""

    helped = forms.TypedChoiceField(
        label="结果", choices=[("yes", "已经协助"), ("no", "没有协助")], widget=forms.RadioSelect,
        coerce=lambda word: word == "yes",
    )  # fmt: skip
    answer = forms.CharField(label="对方的答复", max_length=500, widget=area())


class OwnHelpForm(HelpedForm):
    """协助的答复, by the one who was asked."""

    answer = forms.CharField(label="您的答复", max_length=500, widget=area(), help_text="不能协助的，请写明理由")


class QuestionForm(forms.Form):
    """答复法律问题."""

    option = forms.ChoiceField(label="怎么办", widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=500, widget=area())
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, options: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = options  # type: ignore[attr-defined]


class PaperMomentForm(forms.Form):
    """补录到哪一刻."""

    at = forms.DateTimeField(label="下一步是什么时候办的（看纸质文书上的日期）", widget=MomentPicker)
