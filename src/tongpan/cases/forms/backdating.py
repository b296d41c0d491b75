"""依据哪份纸质文书: asked where it is entered after the fact, and not shown before an earlier time was typed."""

from typing import Any

from django import forms

from tongpan.cases.domain.backdating import MOST_TEXT


class ShownByForm(forms.Form):
    """The paper that shows what is entered after the fact."""

    shown_by = forms.CharField(
        label="依据哪份纸质文书，谁签的", required=False, max_length=MOST_TEXT,
        help_text="事后补录的填写，记入案卷全过程；例如：立案审批表第1页，吴用2026年2月3日签批",
    )  # fmt: skip
    MOMENT = "at"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.data or self.initial).get(self.MOMENT):
            self.fields.pop("shown_by")

    def paper_shown(self) -> str:
        """Return the paper that was named; an empty text where none was asked for."""
        return str(self.cleaned_data.get("shown_by") or "")
