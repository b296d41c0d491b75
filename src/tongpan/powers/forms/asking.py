"""Forms that ask: filters and 「谁来管」."""

from collections.abc import Sequence
from typing import Any

from django import forms

from tongpan.agencies.domain.fields import Domain
from tongpan.powers.domain.kinds import Mode, Power
from tongpan.ui.forms import DatePicker

Choices = Sequence[tuple[str, str]]


def optional(label: str, choices: Choices) -> list[tuple[str, str]]:
    """Return choices with a first one that says "all"."""
    return [("", label), *choices]


class TownForm(forms.Form):
    """A form with the towns of the actor's district."""

    def __init__(self, *args: Any, towns: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "town" in self.fields:
            self.fields["town"].choices = optional("全区（县）", towns)  # type: ignore[attr-defined]


class GrantFilter(TownForm):
    """What part of the power list to show."""

    on = forms.DateField(label="哪一天", widget=DatePicker, required=False)
    town = forms.ChoiceField(label="镇街", required=False)
    domain = forms.ChoiceField(label="领域", choices=optional("全部领域", Domain.choices), required=False)
    power = forms.ChoiceField(label="职权", choices=optional("全部职权", Power.choices), required=False)
    mode = forms.ChoiceField(label="行使方式", choices=optional("全部方式", Mode.choices), required=False)
    q = forms.CharField(label="关键词", max_length=60, required=False)


class WhoForm(TownForm):
    """Which matter, where, on which day."""

    q = forms.CharField(
        label="什么事", max_length=80, help_text="事项名称、编码，或者群众的说法，例如：占道、油烟、黑中介"
    )
    town = forms.ChoiceField(label="哪个镇街")
    on = forms.DateField(label="哪一天", widget=DatePicker, required=False)
    power = forms.ChoiceField(label="哪种职权", choices=Power.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = self.fields["town"].choices[1:]  # type: ignore[attr-defined]


class CoverageFilter(forms.Form):
    """On which day, and whether only what suits towns."""

    on = forms.DateField(label="哪一天", widget=DatePicker, required=False)
    town_fit = forms.BooleanField(label="只看适宜基层的事项", required=False)


class MatrixFilter(TownForm):
    """Which town, on which day."""

    town = forms.ChoiceField(label="镇街", required=False)
    on = forms.DateField(label="哪一天", widget=DatePicker, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = self.fields["town"].choices[1:]  # type: ignore[attr-defined]


class ChangeFilter(TownForm):
    """Between which days the list is compared."""

    earlier = forms.DateField(label="较早的一天", widget=DatePicker)
    later = forms.DateField(label="较晚的一天", widget=DatePicker)
    town = forms.ChoiceField(label="镇街", required=False)
    domain = forms.ChoiceField(label="领域", choices=optional("全部领域", Domain.choices), required=False)
