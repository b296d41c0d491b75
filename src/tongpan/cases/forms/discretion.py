"""裁量: every circumstance with three answers; leaving the benchmark, and the answer to that."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from tongpan.cases.domain.weighing import Weighed
from tongpan.cases.forms.fields import Answer, area, word_of
from tongpan.law.discretion.deviation import ApprovedBy, Ground
from tongpan.law.penalty.mitigation import Circumstance

LOCAL = ("可以从轻", "可以从重")
TEXTS = ("entry", "base", "tier", "tier_why", "corrected_by", "ladder_why")


class WeighForm(forms.Form):
    """裁量情节 of one charge; made from its ranges and its benchmark."""

    basis_statute = forms.CharField(
        label="其他情形的依据：法律、法规、规章名称", required=False, max_length=120, help_text="处罚法 32 条第五项"
    )
    basis_article = forms.IntegerField(label="第几条", required=False, min_value=1, max_value=2000)
    emergency = forms.BooleanField(label="违反突发事件应对措施（处罚法 49 条，依法从重）", required=False)
    vulnerable = Answer("当事人属于弱势群体", "只有阶梯政策限定弱势群体的才要查")
    corrected_by = forms.CharField(label="改正的证据", required=False, max_length=500, help_text="写明是哪一份证据")
    ladder_why = forms.CharField(label="不按阶梯政策建议处理的理由", required=False, max_length=500, widget=area(2))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, weighed: Weighed, **kwargs: Any) -> None:
        self._weighed = weighed
        kwargs["initial"] = _initial(weighed) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        own: dict[str, forms.Field] = {}
        if len(weighed.entries) > 1 or any(each.condition for each in weighed.entries):
            choices = [("", "没有确定"), *((each.key, each.text) for each in weighed.entries)]
            own["entry"] = forms.ChoiceField(label="适用哪一档罚款", required=False, choices=choices)
        if (entry := weighed.entry) is not None and entry.base:
            own["base"] = forms.DecimalField(
                label=entry.base, required=False, min_value=0, max_digits=14, decimal_places=2
            )
        for number, words in enumerate(self.conditions):
            own[f"t{number}"] = Answer(words)
        fitting = [each.name for each in weighed.tiers if each.fits]
        if len(fitting) > 1:
            names = [("", "请选定"), *((name, name) for name in fitting)]
            own["tier"] = forms.ChoiceField(label="适用哪一阶次", required=False, choices=names)
            own["tier_why"] = forms.CharField(label="为什么适用", required=False, max_length=500, widget=area(2))
        for number, (kind, words) in enumerate(self.local):
            own[f"l{number}"] = Answer(f"{kind}：{words}")
        for each in Circumstance:
            own[f"c{each.value}"] = Answer(each.label)
        self.fields = own | self.fields

    @property
    def conditions(self) -> list[str]:
        """The conditions of the tiers, each once."""
        return list(dict.fromkeys(words for tier in self._weighed.tiers for words, _ in tier.conditions))

    @property
    def local(self) -> list[tuple[str, str]]:
        """The circumstances that the benchmark's instrument lists."""
        row = self._weighed.benchmark
        if row is None:
            return []
        return [(LOCAL[0], each) for each in row.lightening] + [(LOCAL[1], each) for each in row.aggravating]

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the page shows them."""
        names = list(self.fields)
        tiers = [name for name in names if name in ("entry", "base", "tier", "tier_why") or _numbered(name, "tl")]
        law = [name for name in names if name.startswith("c") and name[1:] in set(Circumstance)]
        ladder = ["vulnerable", "corrected_by", "ladder_why"]
        groups = [
            ("适用哪一档、哪一阶次", tiers),
            ("应当从轻、减轻的情形（处罚法 32 条）", [*law, "basis_statute", "basis_article", "emergency"]),
            ("阶梯政策要查的", ladder),
        ]
        return [(title, [self[name] for name in fields]) for title, fields in groups if fields]

    def answers(self) -> dict[str, Any]:
        """Return what was answered."""
        data = self.cleaned_data
        found: dict[str, Any] = {
            "circumstances": {each.value: data[f"c{each.value}"] for each in Circumstance},
            "conditions": {words: data[f"t{number}"] for number, words in enumerate(self.conditions)},
            "local": {words: data[f"l{number}"] for number, (_, words) in enumerate(self.local)},
            "basis": {"statute": data["basis_statute"], "article": data["basis_article"]},
            "emergency": data["emergency"],
            "vulnerable": data["vulnerable"],
        }
        for name in ("entry", "tier", "tier_why"):  # what the form does not ask stays as it was
            found[name] = data.get(name, self._weighed.answers.get(name, ""))
        base = data.get("base")
        found["base"] = str(base) if base is not None else "" if "base" in self.fields else _kept(self._weighed, "base")
        return found | {name: data[name] for name in ("corrected_by", "ladder_why")}


def _numbered(name: str, heads: str) -> bool:
    return name[:1] in heads and name[1:].isdecimal()


def _kept(weighed: Weighed, name: str) -> str:
    return str(weighed.answers.get(name, ""))


def _initial(weighed: Weighed) -> dict[str, Any]:
    answers: Mapping[str, Any] = weighed.answers
    known: Mapping[str, bool] = answers.get("conditions", {})
    local: Mapping[str, bool] = answers.get("local", {})
    found: dict[str, Any] = {
        f"c{each.value}": word_of(answers.get("circumstances", {}).get(each.value)) for each in Circumstance
    }
    words = list(dict.fromkeys(text for tier in weighed.tiers for text, _ in tier.conditions))
    found |= {f"t{number}": word_of(known.get(text)) for number, text in enumerate(words)}
    listed: Sequence[str] = (
        [*weighed.benchmark.lightening, *weighed.benchmark.aggravating] if weighed.benchmark is not None else []
    )
    found |= {f"l{number}": word_of(local.get(text)) for number, text in enumerate(listed)}
    basis = answers.get("basis") or {}
    found |= {"basis_statute": basis.get("statute", ""), "basis_article": basis.get("article")}
    found |= {
        name: answers.get(name, "") for name in ("entry", "base", "tier", "tier_why", "corrected_by", "ladder_why")
    }
    return found | {"emergency": bool(answers.get("emergency")), "vulnerable": word_of(answers.get("vulnerable"))}


class DeviationForm(forms.Form):
    """偏离裁量基准: which ground, and why."""

    ground = forms.ChoiceField(
        label="属于哪一种情形", widget=forms.RadioSelect, choices=[(each.value, each.label) for each in Ground]
    )
    reason = forms.CharField(label="具体理由", max_length=1000, widget=area())


class LetLeaveForm(forms.Form):
    """批准或者退回偏离."""

    approved_by = forms.ChoiceField(
        label="怎么批准的", widget=forms.RadioSelect, required=False, initial=ApprovedBy.PRINCIPAL.value,
        choices=[(each.value, each.label) for each in ApprovedBy if each is not ApprovedBy.OTHER],
    )  # fmt: skip
    answer = forms.CharField(
        label="意见", required=False, max_length=500, widget=area(2),
        help_text="退回的必填；经集体讨论、制定机关批准的，写明记录或者批复的名称、文号",
    )  # fmt: skip
