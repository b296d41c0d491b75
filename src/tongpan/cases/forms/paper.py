"""The form of one step that stands in a paper file."""

from typing import Any

from django import forms

from tongpan.cases.forms.stepping import StepForm
from tongpan.law.procedure import Step
from tongpan.ui.forms import MomentPicker


class PaperForm(StepForm):
    """One step as the file shows it."""

    shown_by = forms.CharField(
        label="依据哪份纸质文书，谁签的", max_length=200, help_text="例如：立案审批表，吴用 2026年2月3日签批"
    )

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, step=step, **kwargs)
        self.fields["at"] = forms.DateTimeField(label="实际办理的时间", widget=MomentPicker)
