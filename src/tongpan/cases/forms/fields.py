"""Controls made from what is to be entered, for forms of steps and of rows alike."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from django import forms

from tongpan.cases.domain.entry import Entry, Kind
from tongpan.kernel.clock import SHANGHAI
from tongpan.ui.forms import DatePicker, MomentPicker

Choices = Sequence[tuple[str, str]]
FEW: Final = 3
NO_CHOICES: Final[Mapping[str, Choices]] = MappingProxyType({})
THREE: Final = [("", "没有查明"), ("yes", "是"), ("no", "否")]


def area(rows: int = 3) -> forms.Textarea:
    """Return a text control of a few lines."""
    return forms.Textarea(attrs={"rows": rows})


class Answer(forms.TypedChoiceField):
    """Yes, no, or not found out."""

    def __init__(self, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            choices=THREE,
            coerce=lambda word: word == "yes",
            empty_value=None,
        )


def word_of(value: bool | None) -> str:
    """Return the choice that stands for an answer."""
    return "" if value is None else "yes" if value else "no"


def field_of(entry: Entry, offered: Choices = ()) -> forms.Field:
    """Return the control of one entry; `offered` are choices that depend on the case."""
    common: dict[str, Any] = {"label": entry.label, "required": entry.required, "help_text": entry.help}
    if entry.kind is Kind.ANSWER:
        return Answer(entry.label, entry.help)
    if entry.kind is Kind.FLAG:
        return forms.BooleanField(**(common | {"required": False}))
    if entry.kind is Kind.CHOICE:
        choices = offered or entry.choices
        few = len(choices) <= FEW and entry.required
        shown: Choices = choices if few else [("", "请选择" if entry.required else "不填"), *choices]
        return forms.ChoiceField(choices=shown, widget=forms.RadioSelect if few else forms.Select, **common)
    if entry.kind is Kind.SEVERAL:
        return forms.MultipleChoiceField(choices=list(offered), widget=forms.CheckboxSelectMultiple, **common)
    return _plain(entry, common)


def _plain(entry: Entry, common: dict[str, Any]) -> forms.Field:
    """Return the control of a value that is written."""
    if entry.kind is Kind.DAY:
        return forms.DateField(widget=DatePicker, **common)
    if entry.kind is Kind.MOMENT:
        return forms.DateTimeField(widget=MomentPicker, **common)
    if entry.kind is Kind.NUMBER:
        return forms.IntegerField(min_value=1, max_value=1000, **common)
    if entry.kind is Kind.MONEY:
        return forms.DecimalField(min_value=Decimal(0), max_digits=14, decimal_places=2, **common)
    if entry.kind is Kind.PLAN:
        return PlanField(**common)
    if entry.kind is Kind.AREA:
        return forms.CharField(max_length=entry.most, widget=area(), **common)
    return forms.CharField(max_length=200, **common)


class PlanField(forms.CharField):
    """Instalments, a line each: the day, a space, the sum in yuan. Comes out as the law's rows, still as text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=area(4), max_length=2000, **kwargs)

    def clean(self, value: Any) -> Any:
        """
        Return the instalments as rows; what cannot be read is told by its line.

        :raises ValidationError: otherwise
        """
        lines = [line.split() for line in str(super().clean(value) or "").splitlines() if line.strip()]
        for place, words in enumerate(lines, 1):
            if len(words) != 2:
                raise forms.ValidationError(f"第{place}行看不懂，请写成“2026-04-01 800”：先日期，空一格，再写多少元")
        return [{"due_on": day, "amount": amount} for day, amount in lines] or None


def plain(value: Any) -> Any:
    """Return a cleaned value as the law reads it; moments in Chinese time, several choices a line each."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def shown(value: Any) -> Any:
    """Return a value of a row as a control shows it."""
    if isinstance(value, bool):
        return word_of(value)
    return getattr(value, "value", value)
