"""涉案财物: a few lines of an inventory at a time."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms

from tongpan.evidence.domain.choices import Origin
from tongpan.evidence.models import EvidenceFile
from tongpan.evidence.steps.holding import Line
from tongpan.ui.forms import MomentPicker

Choices = list[tuple[str, str]]
LINES = 5
QUANTITY: dict[str, Any] = {"min_value": Decimal("0.001"), "max_digits": 14, "decimal_places": 3}


class LineForm(forms.Form):
    """One line; an empty one is no line."""

    name = forms.CharField(label="名称", required=False, max_length=120)
    quantity = forms.DecimalField(label="数量", required=False, **QUANTITY)
    unit = forms.CharField(label="单位", required=False, max_length=12)
    features = forms.CharField(label="规格、特征、新旧程度", required=False, max_length=300)
    photo = forms.ChoiceField(label="照片", required=False)

    def __init__(self, *args: Any, photos: Sequence[EvidenceFile] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photos = {str(one.pk): one for one in photos}
        named = [(key, f"{one.item.ref} {one.name}") for key, one in self.photos.items()]
        self.fields["photo"].choices = [("", "没有"), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Want all of what makes a line once something of it is there."""
        data = super().clean() or {}
        if any(data.get(name) for name in ("name", "quantity", "unit", "features")):
            for name in ("name", "quantity", "unit"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "请填写")
        return data


class RegisterForm(forms.Form):
    """入库: by which measure, where to, by which paper."""

    belongs = forms.ChoiceField(label="属于哪一项", help_text="查封、扣押、登记保存的，清单跟着那一项走")
    basis = forms.CharField(
        label="清单、决定书的名称和文号", max_length=120, required=False, help_text="查封、扣押、登记保存的必填"
    )
    party = forms.ChoiceField(label="谁的", required=False, help_text="查封、扣押、登记保存的不用填")
    place_text = forms.CharField(label="存放地点", max_length=120)
    keeper = forms.CharField(label="保管人", max_length=60)
    done_at = forms.DateTimeField(label="什么时候入库", required=False, widget=MomentPicker, help_text="刚刚的不用填")

    def __init__(self, *args: Any, parties: Choices, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [("", "还没有查明"), *parties]  # type: ignore[attr-defined]
        self.fields["belongs"].choices = [("", "请选择"), *offered]  # type: ignore[attr-defined]


def belongs_to(origin: Origin, ref: str = "") -> str:
    """Return the choice that stands for what a line belongs to."""
    return f"{origin.value}:{ref}"


class TieForm(forms.Form):
    """把旧的一行对应到措施."""

    item = forms.UUIDField(widget=forms.HiddenInput)
    ref = forms.ChoiceField(label="对应到哪一项")

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ref"].choices = [("", "请选择"), *offered]  # type: ignore[attr-defined]


LineFormSet = forms.formset_factory(LineForm, extra=LINES, max_num=LINES, validate_max=True)


def lines_of(form: RegisterForm, formset: Any) -> tuple[list[Line], datetime | None]:
    """Return the lines that were filled in, and when they came."""
    data = form.cleaned_data
    common = {name: data[name] for name in ("basis", "party", "place_text", "keeper")}
    origin, _, ref = data["belongs"].partition(":")
    made = [
        Line(
            name=row["name"],
            quantity=row["quantity"],
            unit=row["unit"],
            features=row["features"],
            photo=line.photos.get(row["photo"]),
            origin=Origin(origin),
            ref=ref,
            **common,
        )
        for line in formset
        if (row := line.cleaned_data).get("name")
    ]
    return made, data["done_at"]
