"""办案指引: the inquiry walked through question by question; a question to a specialist and the answer."""

from typing import Any

from django import forms

from tongpan.cases.forms.fields import area
from tongpan.powers.domain.script import Script


class InquiryForm(forms.Form):
    """询问: one field a question of the script; what is left empty was not asked."""

    place = forms.CharField(label="询问地点", max_length=200, required=False)
    more = forms.CharField(
        label="其他问答", required=False, max_length=4000, widget=area(4), help_text="提纲以外的，一行问、一行答"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, script: Script, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions: list[tuple[str, str, str]] = []
        own: dict[str, forms.Field] = {"place": self.fields.pop("place")}
        for element in script.elements:
            for number, question in enumerate(element.ask):
                name = f"q_{element.key}_{number}"
                self.questions.append((name, question, element.what))
                own[name] = forms.CharField(label=question, required=False, max_length=1500, widget=area(2))
        self.fields = own | self.fields

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions under what they serve to prove."""
        found: dict[str, list[forms.BoundField]] = {}
        for name, _, what in self.questions:
            found.setdefault(what, []).append(self[name])
        return list(found.items())

    def answers(self) -> list[tuple[str, str]]:
        """Return what was asked and said."""
        data = self.cleaned_data
        found = [(question, data[name]) for name, question, _ in self.questions if data[name].strip()]
        return [*found, ("其他", data["more"])] if data["more"].strip() else found


class OpinionForm(forms.Form):
    """请专家看一看: whom, and what."""

    specialist = forms.ChoiceField(label="问谁", widget=forms.RadioSelect)
    question = forms.CharField(
        label="问题",
        max_length=1000,
        widget=area(4),
        help_text="对方看到问题和事项，看不到当事人；不要写姓名、住址",
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["specialist"].choices = people  # type: ignore[attr-defined]


class OpinionAnswerForm(forms.Form):
    """答复."""

    answer = forms.CharField(label="意见", max_length=2000, widget=area(5))
