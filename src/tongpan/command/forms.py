"""The filter bar of the statistics."""

from datetime import date
from typing import Any

from django import forms

from tongpan.command.domain.spans import MOST_DAYS, Span, usual
from tongpan.ui.forms import DatePicker


class SpanForm(forms.Form):
    """From which day to which, and of which place."""

    since = forms.DateField(label="从", required=False, widget=DatePicker)
    until = forms.DateField(label="到", required=False, widget=DatePicker)
    place = forms.ChoiceField(label="范围", required=False)

    def __init__(self, data: Any, *, today: date, places: list[tuple[str, str]]) -> None:
        chosen = dict(data.items())
        if not chosen.get("since") and not chosen.get("until"):
            default = usual(today)[1][1]
            chosen |= {"since": f"{default.since}", "until": f"{default.until}"}
        super().__init__(chosen)
        self.today = today
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        if len(places) < 2:
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        """Refuse a span that runs backwards or is longer than two years."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", "结束日期早于开始日期，请调换或重选")
        elif since and ((until or self.today) - since).days >= MOST_DAYS:
            self.add_error("since", "一次最多看两年，请缩短时段")
        return found

    @property
    def span(self) -> Span:
        """The span chosen; the last thirty days where nothing, or nothing sensible, was."""
        default = usual(self.today)[1][1]
        if not self.is_valid():
            return default
        until = min(self.cleaned_data.get("until") or self.today, self.today)
        since = self.cleaned_data.get("since") or min(default.since, until)
        return Span(min(since, until), until)
