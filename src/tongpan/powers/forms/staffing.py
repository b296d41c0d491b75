"""Which people went with the matter."""

from collections.abc import Sequence
from typing import Any

from django import forms

from tongpan.agencies.models import StaffTransfer


class StaffingForm(forms.Form):
    """The transfers that went with it, or why there are none."""

    transfers = forms.MultipleChoiceField(
        label="随事划转的人员", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="这里列出两个单位之间已登记的人员划转",
    )  # fmt: skip
    explanation = forms.CharField(
        label="没有人员划转的，写明理由", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, transfers: Sequence[StaffTransfer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.pk), _label(row)) for row in transfers]
        self.fields["transfers"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["transfers"]
            self.fields["explanation"].required = True
            self.fields["explanation"].error_messages["required"] = "请写明为什么没有人员随事划转"


def _label(row: StaffTransfer) -> str:
    moved = "，编制随转" if row.establishment_moved else ""
    return f"{row.officer.name}（{row.moved_on:%Y-%m-%d}，{row.instrument}{moved}）"
