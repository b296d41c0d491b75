"""建档: the matter, the place, the party, the day, and who works on it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from tongpan.cases.domain.choices import Source
from tongpan.cases.forms.fields import Choices
from tongpan.cases.forms.parties import PartyRow
from tongpan.cases.forms.staffing import Groups
from tongpan.law.facts.words import Role
from tongpan.ui.forms import DatePicker

Classes = tuple[Sequence[str], Sequence[str]]
NONE: Final[Classes] = ((), ())
POSTS: Final = {
    "second": Role.HANDLER, "approver": Role.APPROVER, "decider": Role.APPROVER, "reviewer": Role.REVIEWER,
}  # fmt: skip
"""who may be chosen where: heads approve and decide"""


class OpenForm(PartyRow):
    """The case and its first party; further ones have rows of their own (`more_parties`)."""

    matter = forms.CharField(
        label="事项编码或者名称", max_length=200, widget=forms.TextInput(attrs={"list": "matters"})
    )
    town = forms.ChoiceField(label="发生在哪个镇街")
    place_text = forms.CharField(label="具体地点", max_length=200, required=False)
    source = forms.ChoiceField(label="案源", choices=Source.choices)
    act_on = forms.DateField(label="违法行为发生日", required=False, widget=DatePicker)
    discovered_on = forms.DateField(label="发现日", required=False, widget=DatePicker)
    second = forms.ChoiceField(
        label="另一名承办人", required=False, help_text="处罚法 42 条：不得少于两人，都要有执法证"
    )
    approver = forms.ChoiceField(label="审批负责人", required=False)
    decider = forms.ChoiceField(label="作出决定的负责人", required=False)
    reviewer = forms.ChoiceField(label="法制审核人员", required=False)
    zone = forms.ChoiceField(
        label="区域类别", required=False, help_text="按本区县分类分区文件；不选的按地点里的路名提示"
    )
    object_class = forms.ChoiceField(label="对象类别", required=False)
    outside_number = forms.CharField(label="其他系统的案号", max_length=80, required=False)
    record_system = forms.CharField(
        label="以哪个系统为准", max_length=60, required=False, help_text="案件仍在其他系统办理的才填"
    )
    paper_number = forms.CharField(label="纸质卷宗的案号、起始文号", max_length=80, required=False)
    clue_on = forms.DateField(
        label="纸质卷宗里的线索登记日期", required=False, widget=DatePicker, help_text="在办纸质案件必填"
    )

    GROUPS = {
        "case": ("matter", "town", "place_text", "source", "act_on", "discovered_on", "zone", "object_class"),
        "party": ("kind", "name", "identity", "phone", "address", "born_on", "unidentified", "features"),
        "people": ("second", "approver", "decider", "reviewer"),
        "elsewhere": ("outside_number", "record_system", "paper_number", "clue_on"),
    }

    def groups(self) -> dict[str, list[forms.BoundField]]:
        """Return the fields as the page shows them."""
        return {name: [self[one] for one in fields if one in self.fields] for name, fields in self.GROUPS.items()}

    def __init__(
        self, *args: Any, towns: Choices, people: Mapping[Role, Groups], classes: Classes = NONE, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = towns  # type: ignore[attr-defined]
        for name, words in zip(("zone", "object_class"), classes, strict=True):
            if words:
                choices = [("", "不选"), *((word, word) for word in words)]
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        for name, role in POSTS.items():
            self.fields[name].choices = [("", "以后再定"), *people[role]]  # type: ignore[attr-defined]
