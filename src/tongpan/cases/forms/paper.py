"""The form of one step that stands in a paper file."""

from typing import Any

from django import forms

from tongpan.cases.forms.stepping import StepForm
from tongpan.law.procedure import Step
from tongpan.ui.forms import MomentPicker


class PaperForm(StepForm):
    """One step as the file shows it."""

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, step=step, **kwargs)
        if "shown_by" in self.fields:
            self.fields["shown_by"].required = True
        self.fields["at"] = forms.DateTimeField(label="实际办理的时间", widget=MomentPicker)
