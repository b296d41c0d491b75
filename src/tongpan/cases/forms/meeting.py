"""集体讨论、听证、活动的表单: people as rows, each with what this person is and said."""

from collections.abc import Sequence
from typing import Any

from django import forms

from tongpan.cases.domain.meetings import AT_DELIBERATION, AT_EVENT, EVENTS, IN_HEARING, Capacity
from tongpan.cases.forms.backdating import ShownByForm
from tongpan.cases.forms.fields import area
from tongpan.ui.forms import MomentPicker

FEWEST = 4
MORE = 4
MOST = 40
LONGEST = 2000


def rows_asked(data: Any, fewest: int = FEWEST) -> int:
    """Return how many rows are shown: those sent, and a few more where more are asked for."""
    try:
        sent = int(data.get("rows", fewest)) if data is not None else fewest
    except ValueError:
        sent = fewest
    more = MORE if data is not None and data.get("do") == "more" else 0
    return max(fewest, min(sent + more, MOST))


class PeopleForm(ShownByForm):
    """Whoever was there: a row each."""

    at = forms.DateTimeField(label="什么时候", required=False, widget=MomentPicker, help_text="刚刚结束的不用填")
    where = forms.CharField(label="地点", required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, count: int, capacities: Sequence[Capacity], said: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.count, self._said = count, said
        options = [("", "身份"), *((one.value, one.label) for one in capacities)]
        for place in range(1, count + 1):
            self.fields[f"name_{place}"] = forms.CharField(label="姓名", required=False, max_length=70)
            self.fields[f"unit_{place}"] = forms.CharField(label="单位、职务", required=False, max_length=100)
            self.fields[f"capacity_{place}"] = forms.ChoiceField(label="身份", required=False, choices=options)
            if said:
                self.fields[f"said_{place}"] = forms.CharField(
                    label="说了什么", required=False, max_length=LONGEST, widget=area(2)
                )

    def numbered(self) -> list[list[Any]]:
        """Return the controls of each row."""
        names = ("name", "unit", "capacity", *(("said",) if self._said else ()))
        return [[self[f"{name}_{place}"] for name in names] for place in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any] | None:
        """Whoever is named was there as something."""
        data = super().clean() or self.cleaned_data
        for place in range(1, self.count + 1):
            if data.get(f"name_{place}") and not data.get(f"capacity_{place}"):
                self.add_error(f"capacity_{place}", "请选择身份")
        return data

    def people(self) -> list[dict[str, str]]:
        """Return who was named, in order."""
        data = self.cleaned_data
        return [
            {name: str(data.get(f"{name}_{place}") or "") for name in ("name", "unit", "capacity", "said")}
            for place in range(1, self.count + 1)
            if data.get(f"name_{place}")
        ]


class HearingForm(PeopleForm):
    """举行听证."""

    choice = forms.ChoiceField(
        label="结果", widget=forms.RadioSelect, initial="HELD",
        choices=[("HELD", "已经举行"), ("ABSENT", "当事人无正当理由不到场或者中途退出")],
    )  # fmt: skip
    report = forms.CharField(label="听证笔录要点和听证报告的意见", max_length=LONGEST, widget=area(5))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, capacities=[one for one in IN_HEARING if one is not Capacity.CHAIR], said=True, **kwargs
        )


class EventForm(PeopleForm):
    """活动: procurators invited, hearings in court watched, cases taught."""

    kind = forms.ChoiceField(label="什么活动", widget=forms.RadioSelect, choices=[(k.value, k.label) for k in EVENTS])
    topic = forms.CharField(label="主题", required=False, max_length=200)
    outcome = forms.CharField(label="活动情况", max_length=LONGEST, widget=area(4))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, capacities=AT_EVENT, **kwargs)
        self.fields["at"].required = True
        self.fields["at"].help_text = ""


class DeliberationForm(PeopleForm):
    """集体讨论: every head of the case who was there, with a view; who else attended; the conclusion."""

    conclusion = forms.CharField(label="讨论结论", max_length=LONGEST, widget=area(3))

    def __init__(self, *args: Any, heads: Sequence[str], proposing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, capacities=AT_DELIBERATION, **kwargs)
        self.heads = heads
        for place, name in enumerate(heads):
            self.fields[f"there_{place}"] = forms.BooleanField(label=f"{name}参加了讨论", required=False)
            self.fields[f"view_{place}"] = forms.CharField(
                label=f"{name}的意见", required=False, max_length=LONGEST, widget=area(2)
            )
        if proposing:
            self.fields.pop("at")
            self.fields["reason"] = forms.CharField(label="拟办意见和理由", max_length=500, widget=area(2))

    def views(self) -> list[tuple[str, Any, Any]]:
        """Return each head with the controls."""
        return [(name, self[f"there_{place}"], self[f"view_{place}"]) for place, name in enumerate(self.heads)]

    def clean(self) -> dict[str, Any] | None:
        """Whoever gave a view was there; whoever was there gave one."""
        data = super().clean() or self.cleaned_data
        for place, name in enumerate(self.heads):
            there, view = data.get(f"there_{place}"), data.get(f"view_{place}")
            if there and not view:
                self.add_error(f"view_{place}", f"请记录{name}的意见")
            if view and not there:
                self.add_error(f"there_{place}", f"{name}发表了意见，请勾选参加")
        return data

    def members(self) -> list[dict[str, str]]:
        """Return who took part, with the view of each."""
        data = self.cleaned_data
        return [
            {"name": name, "said": data[f"view_{place}"]}
            for place, name in enumerate(self.heads)
            if data[f"there_{place}"]
        ]
