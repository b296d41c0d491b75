"""审核页面的表单: numbered opinions, answers, the table of proof, who is asked outside, what a case teaches."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from tongpan.cases.domain.outside import MOST_DAYS, Adviser, Share
from tongpan.cases.domain.proof import Line
from tongpan.cases.forms.backdating import ShownByForm
from tongpan.cases.forms.fields import area
from tongpan.cases.models import ReviewOpinion
from tongpan.law.penalty.review_rounds import Point, Reply, Weight
from tongpan.ui.forms import MomentPicker

Choices = Iterable[tuple[str, str]]
FEWEST_ROWS = 3
MORE_ROWS = 3
MOST_ROWS = 60
LONGEST = 2000


def rows_asked(data: Any) -> int:
    """Return how many rows a form of many rows shows: those sent, and a few more where more are asked for."""
    try:
        sent = int(data.get("rows", FEWEST_ROWS)) if data is not None else FEWEST_ROWS
    except ValueError:
        sent = FEWEST_ROWS
    more = MORE_ROWS if data is not None and data.get("do") == "more" else 0
    return max(FEWEST_ROWS, min(sent + more, MOST_ROWS))


class ReviewForm(ShownByForm):
    """审核: the opinions as numbered rows, the opinion on the whole, and the outcome."""

    choice = forms.ChoiceField(
        label="审核结果", widget=forms.RadioSelect, choices=[("PASS", "审核通过"), ("FAIL", "退回补正")]
    )
    opinion = forms.CharField(
        label="总的审核意见",
        max_length=LONGEST,
        widget=area(),
        help_text="事实、证据、程序、依据、裁量、文书是否合法适当",
    )
    at = forms.DateTimeField(
        label="什么时候审核的",
        required=False,
        widget=MomentPicker,
        help_text="刚刚审核的不用填；补录纸质意见的填实际时间",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, count: int = FEWEST_ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = count
        for place in range(1, count + 1):
            self.fields[f"point_{place}"] = forms.ChoiceField(
                label="种类", required=False, choices=[("", "种类"), *((p.value, p.label) for p in Point)]
            )
            self.fields[f"weight_{place}"] = forms.ChoiceField(
                label="轻重", required=False, choices=[(w.value, w.label) for w in Weight]
            )
            self.fields[f"text_{place}"] = forms.CharField(
                label="意见", required=False, max_length=LONGEST, widget=area(2)
            )

    def numbered(self) -> list[tuple[int, Any, Any, Any]]:
        """Return the controls of each row."""
        places = range(1, self.count + 1)
        return [(n, self[f"point_{n}"], self[f"weight_{n}"], self[f"text_{n}"]) for n in places]

    def clean(self) -> dict[str, Any] | None:
        """Every opinion that says something is of some kind."""
        data = super().clean() or self.cleaned_data
        for place in range(1, self.count + 1):
            text, point = data.get(f"text_{place}"), data.get(f"point_{place}")
            if text and not point:
                self.add_error(f"point_{place}", f"请选择第{place}条意见的种类")
            if point and not text:
                self.add_error(f"text_{place}", f"请写明第{place}条意见，或者不选种类")
        return data

    def opinions(self) -> list[dict[str, str]]:
        """Return the opinions that were written, in order."""
        data = self.cleaned_data
        return [
            {"point": data[f"point_{n}"], "weight": data[f"weight_{n}"], "text": data[f"text_{n}"]}
            for n in range(1, self.count + 1)
            if data[f"text_{n}"]
        ]


class AnswersForm(forms.Form):
    """答复: one reply to each opinion, and what was done on the whole."""

    answer = forms.CharField(
        label="总的说明",
        required=False,
        max_length=LONGEST,
        widget=area(2),
        help_text="重新提交时必填：补充、改正了哪些",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, opinions: Sequence[ReviewOpinion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opinions = opinions
        for one in opinions:
            self.fields[f"reply_{one.number}"] = forms.ChoiceField(
                label="怎么处理", required=False, widget=forms.RadioSelect, choices=[(r.value, r.label) for r in Reply],
                initial=one.reply,
            )  # fmt: skip
            self.fields[f"answer_{one.number}"] = forms.CharField(
                label="改了什么，或者不采纳的理由", required=False, max_length=LONGEST, widget=area(2),
                initial=one.answer,
            )  # fmt: skip

    def numbered(self) -> list[tuple[ReviewOpinion, Any, Any]]:
        """Return each opinion with its controls; none may stay empty in the end, though some may for now."""
        for one in self.opinions:
            self.fields[f"reply_{one.number}"].required = self.fields[f"answer_{one.number}"].required = True
        return [(one, self[f"reply_{one.number}"], self[f"answer_{one.number}"]) for one in self.opinions]

    def answers(self) -> list[dict[str, Any]]:
        """Return what was answered; what is left empty stays unanswered."""
        data = self.cleaned_data
        found = [
            {"number": one.number, "reply": data[f"reply_{one.number}"], "answer": data[f"answer_{one.number}"]}
            for one in self.opinions
        ]
        return [each for each in found if each["reply"] or each["answer"]]


class ProofForm(forms.Form):
    """事实—证据—法条: a finding, the evidence for it and the article, line by line."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, lines: Sequence[Line], evidence: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        options = list(evidence)
        for line in lines:
            code = line.element.code
            self.fields[f"finding_{code}"] = forms.CharField(
                label="认定的事实", required=False, max_length=LONGEST, widget=area(2), initial=line.finding
            )
            self.fields[f"evidence_{code}"] = forms.MultipleChoiceField(
                label="用哪些证据证明", required=False, widget=forms.CheckboxSelectMultiple, choices=options,
                initial=[each.id for each in line.evidence],
            )  # fmt: skip
            self.fields[f"article_{code}"] = forms.CharField(
                label="依据", required=False, max_length=300, initial=line.article
            )

    def grouped(self) -> list[tuple[Line, Any, Any, Any]]:
        """Return each line with its controls."""
        codes = [(line, line.element.code) for line in self.lines]
        return [(line, self[f"finding_{c}"], self[f"evidence_{c}"], self[f"article_{c}"]) for line, c in codes]

    def points(self) -> dict[str, dict[str, Any]]:
        """Return every line as it was written; a line nobody wrote anything in is left out."""
        data, found = self.cleaned_data, {}
        for line in self.lines:
            code = line.element.code
            finding, chosen = data[f"finding_{code}"], data[f"evidence_{code}"]
            if finding or chosen or line.finding or line.evidence:
                found[code] = {"finding": finding, "evidence": chosen, "article": data[f"article_{code}"]}
        return found


class AskOutsideForm(forms.Form):
    """请外部律师、专家提意见."""

    adviser = forms.ChoiceField(label="请谁", choices=Adviser.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="姓名", max_length=40)
    unit = forms.CharField(label="单位", max_length=100)
    question = forms.CharField(label="请教什么问题", max_length=4000, widget=area(4))
    shares = forms.MultipleChoiceField(
        label="给对方看哪些内容",
        choices=Share.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=["FACTS", "PENALTY"],
    )
    evidence = forms.MultipleChoiceField(
        label="给对方看哪些证据的名称", required=False, widget=forms.CheckboxSelectMultiple
    )
    pieces = forms.MultipleChoiceField(
        label="让对方打开哪些证据的内容", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="不勾的只给名称或者不给；照片加水印查看",
    )  # fmt: skip
    papers = forms.MultipleChoiceField(label="让对方打开哪些文书", required=False, widget=forms.CheckboxSelectMultiple)
    personal = forms.TypedChoiceField(
        label="要打开的材料里有没有个人信息", required=False, empty_value=None, coerce=lambda word: word == "yes",
        choices=[("", "没有要打开的材料"), ("no", "没有，或者已经遮盖"), ("yes", "有，确有必要给对方看")],
        help_text="材料里的姓名、证件号、住址、面部不会自动遮盖",
    )  # fmt: skip
    download = forms.BooleanField(
        label="允许下载这些材料", required=False, help_text="不勾的只能在线查看；录音录像不下载就不能看"
    )
    purpose = forms.CharField(
        label="对方需要知道当事人真实名称、看到个人信息的用途", required=False, max_length=300,
        help_text="不填的，自然人只显示姓",
    )  # fmt: skip
    days = forms.IntegerField(label="链接几天内有效", min_value=1, max_value=MOST_DAYS, initial=5)

    def __init__(self, *args: Any, evidence: Choices, pieces: Choices, papers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("evidence", evidence), ("pieces", pieces), ("papers", papers)):
            if offered:
                self.fields[name].choices = list(offered)  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if not pieces and not papers:
            del self.fields["personal"], self.fields["download"]


class DeclareForm(forms.Form):
    """利害关系声明."""

    conflict = forms.ChoiceField(
        label="您与本案当事人、代理人有没有利害关系，或者正在代理其事务", widget=forms.RadioSelect,
        choices=[("no", "没有"), ("yes", "有，不提供意见")],
    )  # fmt: skip
    declaration = forms.CharField(label="补充说明", required=False, max_length=300)


class AdviceForm(forms.Form):
    """外部意见."""

    opinion = forms.CharField(label="您的意见", max_length=4000, widget=area(8))


class LessonForm(forms.Form):
    """举一反三."""

    point = forms.ChoiceField(label="哪一方面", choices=[(p.value, p.label) for p in Point])
    text = forms.CharField(
        label="经验或者教训", max_length=LONGEST, widget=area(4), help_text="全区县办案的人都能看到：不写当事人的姓名"
    )
    measure = forms.CharField(label="以后怎么做", required=False, max_length=LONGEST, widget=area(3))
