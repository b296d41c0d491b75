"""The form of one step: made from what must be entered with it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from tongpan.cases.domain.entering import ENTRIES
from tongpan.cases.domain.entry import Kind
from tongpan.cases.domain.serving import needed
from tongpan.cases.forms.backdating import ShownByForm
from tongpan.cases.forms.fields import NO_CHOICES, Choices, area, field_of, plain
from tongpan.cases.models import ProposalLevel
from tongpan.cases.queries.chains import Seat
from tongpan.law.procedure import Step
from tongpan.ui.forms import DatePicker, MomentPicker


class StepForm(ShownByForm):
    """One step: what is entered, a note, when it was done where that was earlier, and the version looked at."""

    at = forms.DateTimeField(
        label="什么时候办的", required=False, widget=MomentPicker, help_text="刚刚办的不用填；补录纸质材料的填实际时间"
    )
    note = forms.CharField(label="备注", required=False, max_length=500, widget=area(2))
    override = forms.CharField(
        label="仍要办理的理由", required=False, max_length=500, widget=area(2),
        help_text="下面的规定是由条文推导的；由负责人写明理由才能继续，理由记入案卷",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        step: Step,
        may_override: bool = False,
        proposing: bool = False,
        offered: Mapping[str, Choices] = NO_CHOICES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own = {
            entry.name: field_of(entry, offered.get(entry.name, ()))
            for entry in ENTRIES.get(step, ())
            if entry.kind is not Kind.ROW
        }
        rest = {name: self.fields[name] for name in ("at", "shown_by") if name in self.fields} | dict(self.fields)
        if not may_override:
            rest.pop("override")
        if proposing:  # when it is done, and what is remarked, is for who decides
            rest.pop("at")
            rest.pop("shown_by", None)
            rest.pop("note")
        self.fields = own | rest
        self._own = tuple(own)
        self._ways = {entry.name: entry.ways for entry in ENTRIES.get(step, ()) if entry.name in own}

    @property
    def by_way(self) -> list[tuple[str, BoundField]]:
        """Return the controls, each with the classes of the choices with which it is asked; none where all are."""
        if not any(self._ways.values()):
            return []
        classes = {
            name: " ".join([*(f"by-{way}" for way in ways), *(["by-needed"] if needed(name, ways) else [])])
            for name, ways in self._ways.items()
        }
        return [(classes.get(each.name, ""), each) for each in self if not each.is_hidden]

    def entered(self) -> dict[str, Any]:
        """Return what was entered, as the law reads it."""
        return {name: plain(self.cleaned_data.get(name)) for name in (*self._own, "note")}


class LevelFields(forms.Form):
    """Who stands at a level of which several hold the post: one choice for each."""

    def __init__(self, *args: Any, levels: Sequence[Seat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = levels
        for place, seat in enumerate(levels):
            if len(seat.candidates) > 1:
                options = [(str(key), name) for key, name in seat.candidates.items()]
                self.fields[f"level_{place}"] = forms.ChoiceField(
                    label=f"{seat.label}由谁批", choices=[("", "请选择"), *options], initial=str(seat.preset or "")
                )

    def chosen(self) -> dict[int, UUID]:
        """Return who was chosen, by level."""
        given = {place: self.cleaned_data.get(f"level_{place}") for place in range(len(self.levels))}
        return {place: UUID(text) for place, text in given.items() if text}


class ProposeForm(LevelFields):
    """报批: why; and who stands at a level of which several hold the post."""

    proposal = forms.CharField(label="拟办意见和理由", max_length=500, widget=area())


class AnswerForm(forms.Form):
    """审批: the opinion; needed when it is sent back, to whom the one who answers says."""

    answer = forms.CharField(label="审批意见", required=False, max_length=500, widget=area(2), help_text="退回的必填")
    back_to = forms.ChoiceField(label="退回给谁", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, levels: Sequence[ProposalLevel] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not levels:
            self.fields.pop("back_to")
            return
        options = [(str(one.order), f"{one.label}（{one.officer.name}）") for one in reversed(levels)]
        self.fields["back_to"].choices = [("", "承办人"), *options]  # type: ignore[attr-defined]

    def level(self) -> int | None:
        """Return the level it goes back to; None is who made it."""
        text = self.cleaned_data.get("back_to")
        return int(text) if text else None


class PaperForm(ShownByForm):
    """纸质审批: the real time of signing."""

    MOMENT = "signed_at"
    field_order = ("signed_at", "shown_by", "answer")

    signed_at = forms.DateTimeField(label="签批时间", widget=MomentPicker, help_text="审批表上签字的时间")
    answer = forms.CharField(label="签批意见", required=False, max_length=500, widget=area(2), help_text="退回的必填")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LevelsForm(forms.Form):
    """审批层级: the posts in order, a person where one is named, from a day on."""

    PLACES = range(6)

    step = forms.ChoiceField(label="哪一步", required=False)
    valid_from = forms.DateField(label="从哪一日起", widget=DatePicker)

    def __init__(
        self, *args: Any, steps: Sequence[tuple[str, str]], posts: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", "所有要负责人批的步骤"), *steps]  # type: ignore[attr-defined]
        for place in self.PLACES:
            self.fields[f"post_{place}"] = forms.ChoiceField(
                label=f"第{place + 1}级", required=False, choices=[("", "没有这一级"), *posts]
            )
            self.fields[f"who_{place}"] = forms.ChoiceField(
                label=f"第{place + 1}级指定的人", required=False, choices=[("", "担任这个岗位的人"), *people]
            )

    def numbered(self) -> list[tuple[Any, Any]]:
        """Return the controls of each level."""
        return [(self[f"post_{place}"], self[f"who_{place}"]) for place in self.PLACES]

    def levels(self) -> list[dict[str, str]]:
        """Return the levels that were filled in, in order."""
        data = self.cleaned_data
        found = [{"post": data[f"post_{place}"], "officer": data[f"who_{place}"]} for place in self.PLACES]
        return [each for each in found if each["post"]]
