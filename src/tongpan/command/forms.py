"""Forms of the desks: the filter bar of the statistics, the calculator of time limits, a holiday notice."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from tongpan.command.domain.calculator import area_choices, regime_choices, rule_choices
from tongpan.command.domain.spans import MOST_DAYS, Span, usual
from tongpan.law.period import Kind, Unit
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


class LimitForm(forms.Form):
    """What the calculator is asked, by GET: the address is the question. The law's face reads it; this only draws."""

    rule = forms.ChoiceField(label="哪一项期限")
    trigger = forms.CharField(label="从哪一天起", widget=DatePicker)
    at = forms.CharField(
        label="几点几分",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text="以小时计算的期限才填",
    )
    regime = forms.ChoiceField(label="执法领域的程序规定")
    province = forms.ChoiceField(label="地方规定")
    quantity = forms.CharField(
        label="多长", required=False, widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"})
    )
    unit = forms.ChoiceField(label="单位", choices=[(each.value, each.label) for each in Unit])
    kind = forms.ChoiceField(label="末日遇放假")

    KINDS = (
        (Kind.MUST_BY.value, "不顺延（机关自己的职责）"),
        (Kind.RIGHT_UNTIL.value, "顺延（当事人的权利）"),
        (Kind.NOT_BEFORE.value, "顺延，期满次日起方可"),
    )

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(initial=asked.dict())
        for name, choices in (
            ("rule", [("", "自己定天数（在下面填）"), *rule_choices()]),
            ("regime", regime_choices()),
            ("province", area_choices()),
            ("kind", self.KINDS),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return the question for the law's face; a part of the address that is not there is left out."""
        given = {name: str((self.initial or {}).get(name, "")).strip() or None for name in self.fields}
        moment = f"{given['trigger'] or ''}T{given['at']}" if given["at"] else given["trigger"]
        question: dict[str, Any] = {"trigger": moment, "regime": given["regime"], "province": given["province"]}
        if given["rule"]:
            return question | {"rule": given["rule"]}
        return question | {name: given[name] for name in ("quantity", "unit", "kind")}


class NoticeForm(forms.Form):
    """A published holiday notice: pasted, or as a file."""

    text = forms.CharField(
        label="通知全文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="从国务院网站复制，从标题一直到落款日期；格式符号不用管",
    )
    file = forms.FileField(
        label="或者选择文件",
        required=False,
        help_text="文本文件（UTF-8 编码），内容是通知全文",
        error_messages={"empty": "文件是空的，请检查后重新选择"},
    )

    MOST_BYTES = 200_000

    def clean(self) -> dict[str, Any]:
        """Take the text from the file where there is one."""
        found = super().clean() or {}
        file = found.get("file")
        if file is not None:
            found["text"] = self._read(file)
        if not (found.get("text") or "").strip() and not self.errors:
            self.add_error("text", "请粘贴通知全文，或者选择文件")
        return found

    def _read(self, file: Any) -> str:
        if file.size > self.MOST_BYTES:
            self.add_error("file", "文件太大，不会是放假通知，请重新选择")
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", "文件不是 UTF-8 编码的文字，请改为粘贴全文")
            return ""
