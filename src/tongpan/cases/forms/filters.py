"""The filter bar of the list."""

from typing import Any

from django import forms

from tongpan.agencies.domain.fields import Domain
from tongpan.cases.domain.choices import Standing
from tongpan.cases.queries import Filters
from tongpan.law.facts.words import Track

ALL = ("", "全部")


class FilterForm(forms.Form):
    """筛选."""

    q = forms.CharField(label="编号、文号、证件号码、当事人全名、案由、地点", required=False, max_length=120)
    standing = forms.ChoiceField(label="进展", required=False, choices=[ALL, *Standing.choices])
    town = forms.ChoiceField(label="镇街", required=False)
    domain = forms.ChoiceField(label="领域", required=False, choices=[ALL, *Domain.choices])
    track = forms.ChoiceField(label="程序", required=False, choices=[ALL, *((one.value, one.label) for one in Track)])
    mine = forms.BooleanField(label="我参与的", required=False)
    due = forms.BooleanField(label="期限到了的", required=False)

    def __init__(self, *args: Any, towns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = [ALL, *towns]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Return the filters that are understood."""
        self.is_valid()
        data = self.cleaned_data
        return Filters(
            standing=data.get("standing") or "",
            town_id=data.get("town") or None,
            domain=data.get("domain") or "",
            track=data.get("track") or "",
            words=data.get("q") or "",
            mine=bool(data.get("mine")),
            due=bool(data.get("due")),
        )
