"""Recusal (回避): who must stand aside, who decides it, and what goes on meanwhile. APL 43."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.keeping import check_late
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, limit_if_any
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, SAMR, TRA, ZJP
from tongpan.law.verdict import LAWFUL, Breach, Grade, Verdict

DUTY: Final = Citation(APL, 43, 1, gist="有直接利害关系或者其他关系可能影响公正的，应当回避")
HEAD_DECIDES: Final = Citation(APL, 43, 3, gist="由负责人决定；决定之前不停止调查")
SAMR_DECIDES: Final = Citation(SAMR, 4, 1, gist="主要负责人由集体、其他负责人由主要负责人、其他人员由负责人决定")
AGR_DECIDES: Final = Citation(AGR, 5, 2, gist="主要负责人由集体、其他人员由主要负责人决定")
TRA_DECIDES: Final = Citation(TRA, 13, 2, gist="执法人员的回避由执法部门负责人决定")
TRA_EXPERTS: Final = Citation(TRA, 15, 2, gist="检测、鉴定、翻译人员的回避由指派或者聘请的部门负责人决定")
ZJP_DECIDES: Final = Citation(ZJP, 42, 2, gist="人员由负责人、负责人由集体或者上一级机关决定")
ZJP_TIME: Final = Citation(ZJP, 42, 1, figures=("3日",), gist="收到申请后三个工作日内决定并告知")
TRA_AFTER: Final = Citation(TRA, 14, gist="决定之前不停止调查，决定之后不得再参与")

READING: Final = "ADR-0020"


class Post(Labelled):
    """Whose recusal is asked (被申请回避的人)."""

    OFFICER = "OFFICER", "办案人员"
    DEPUTY_HEAD = "DEPUTY_HEAD", "其他负责人"
    PRINCIPAL = "PRINCIPAL", "主要负责人"
    EXPERT = "EXPERT", "鉴定、检测、翻译人员"


class Decider(Labelled):
    """Who decides a recusal (决定回避的主体)."""

    HEAD = "HEAD", "行政机关负责人"
    PRINCIPAL = "PRINCIPAL", "主要负责人"
    COLLECTIVE = "COLLECTIVE", "负责人集体讨论"
    SUPERIOR = "SUPERIOR", "上一级机关"
    OTHER = "OTHER", "其他人员"


@dataclass(frozen=True, slots=True)
class Competence:
    """Who may decide one kind of recusal, where it stands, and how surely."""

    deciders: frozenset[Decider]
    citation: Citation
    grade: Grade = "A"

    @property
    def label(self) -> str:
        """Those who may decide, in Chinese."""
        return "或者".join(each.label for each in Decider if each in self.deciders)


_ANY_HEAD: Final = frozenset({Decider.HEAD, Decider.PRINCIPAL})
_PRINCIPAL: Final = frozenset({Decider.PRINCIPAL})
_COLLECTIVE: Final = frozenset({Decider.COLLECTIVE})
_COLLECTIVE_OR_ABOVE: Final = frozenset({Decider.COLLECTIVE, Decider.SUPERIOR})

_BY_STATUTE: Final = {
    Post.OFFICER: Competence(_ANY_HEAD, HEAD_DECIDES),
    Post.EXPERT: Competence(_ANY_HEAD, HEAD_DECIDES, "D"),
    Post.DEPUTY_HEAD: Competence(_PRINCIPAL, HEAD_DECIDES, "D"),
    Post.PRINCIPAL: Competence(_COLLECTIVE_OR_ABOVE, HEAD_DECIDES, "D"),
}
"""What 行政处罚法 says, and what follows for those of whom it does not speak: nobody decides on himself."""

_BY_REGIME: Final = {
    (Regime.SAMR, Post.OFFICER): Competence(_ANY_HEAD, SAMR_DECIDES),
    (Regime.SAMR, Post.EXPERT): Competence(_ANY_HEAD, SAMR_DECIDES),
    (Regime.SAMR, Post.DEPUTY_HEAD): Competence(_PRINCIPAL, SAMR_DECIDES),
    (Regime.SAMR, Post.PRINCIPAL): Competence(_COLLECTIVE, SAMR_DECIDES),
    (Regime.AGR, Post.OFFICER): Competence(_PRINCIPAL, AGR_DECIDES),
    (Regime.AGR, Post.DEPUTY_HEAD): Competence(_PRINCIPAL, AGR_DECIDES),
    (Regime.AGR, Post.PRINCIPAL): Competence(_COLLECTIVE, AGR_DECIDES),
    (Regime.TRA, Post.OFFICER): Competence(_ANY_HEAD, TRA_DECIDES),
    (Regime.TRA, Post.EXPERT): Competence(_ANY_HEAD, TRA_EXPERTS),
    (Regime.ZJP, Post.OFFICER): Competence(_ANY_HEAD, ZJP_DECIDES),
    (Regime.ZJP, Post.DEPUTY_HEAD): Competence(_COLLECTIVE_OR_ABOVE, ZJP_DECIDES),
    (Regime.ZJP, Post.PRINCIPAL): Competence(_COLLECTIVE_OR_ABOVE, ZJP_DECIDES),
}


def competence(post: Post, regime: Regime | None) -> Competence:
    """
    Return who decides the recusal of somebody in a post.

    Law: APL 43 ¶3. SAMR 4 ¶1; AGR 5 ¶2; TRA 13 ¶2, 15 ¶2; 浙江省行政程序办法 42 ¶2.
    Reading: where a text is silent nobody decides on himself: the principal decides on heads, all on him (ADR-0020).
    """
    named = _BY_REGIME.get((regime, post)) if regime is not None else None
    return named or _BY_STATUTE[post]


@dataclass(frozen=True, slots=True)
class Recusal:
    """One application for recusal; `investigation_stopped` is about the time before the decision."""

    post: Post
    applied_on: date
    decided_on: date | None = None
    decided_by: Decider | None = None
    investigation_stopped: bool = False


def check_recusal(recusal: Recusal, regime: Regime | None) -> Verdict:
    """
    Test whether the right person decided, and the investigation went on until then.

    Law: APL 43 ¶3. SAMR 4; AGR 5; TRA 13, 14; 浙江省行政程序办法 42.
    Reading: see `competence` (ADR-0020).

    :raises LawRefused: if it was decided before it was applied for
    """
    if recusal.decided_on is not None and recusal.decided_on < recusal.applied_on:
        raise LawRefused("recusal.dates.reversed", "回避决定早于申请，请核对日期", "decided_on")
    found = []
    if recusal.investigation_stopped:
        said = "回避决定作出之前停止了调查"
        found.append(Breach("recusal.investigation.stopped", said, HEAD_DECIDES, missing="恢复调查，等候决定"))
    if recusal.decided_on is not None:
        found.extend(_check_decider(recusal, competence(recusal.post, regime)))
    return tuple(found)


def _check_decider(recusal: Recusal, right: Competence) -> Verdict:
    if recusal.decided_by is None:
        said = f"不清楚{recusal.post.label}的回避由谁决定"
        return (Breach("recusal.decider.unknown", said, right.citation, right.grade, "查明决定人", READING),)
    if recusal.decided_by in right.deciders:
        return LAWFUL
    said = f"{recusal.post.label}的回避应当由{right.label}决定，不能由{recusal.decided_by.label}决定"
    missing = f"由{right.label}重新决定"
    return (Breach("recusal.decider.wrong", said, right.citation, right.grade, missing, READING),)


def check_recusal_time(recusal: Recusal, regime: Regime | None, today: date, calendar: WorkCalendar) -> Verdict:
    """
    Test whether an application was decided in time (DL-51); where the text gives no number, nothing is late.

    Law: 浙江省行政程序办法 42 ¶1.

    :raises LimitRefused: if the regime does not know such a limit elsewhere than in its own place
    """
    limit = limit_if_any("DL-51", recusal.applied_on, calendar, regime)
    if limit is None:
        return LAWFUL
    missing = "立即决定并告知；不予回避的说明理由"
    late = Breach("recusal.late", "回避申请应当在{}前决定并告知", ZJP_TIME, missing=missing)
    return check_late(limit, recusal.decided_on, today, late)


@dataclass(frozen=True, slots=True)
class Tie:
    """
    A person on the case who may be partial: what is known of a tie, and since when he stands aside.

    `known` is None while nobody has looked into it. `acts_on` are the days of his acts in the case.
    """

    name: str
    known: bool | None
    recused_on: date | None = None
    acts_on: tuple[date, ...] = ()


def check_ties(ties: Iterable[Tie]) -> Verdict:
    """
    Test whether those with a tie stand aside, and do nothing more once they do (INV-07).

    Law: APL 43 ¶1. TRA 14.
    Reading: acts of the day of the decision itself are left to the organ to judge (ADR-0020).
    """
    found: list[Breach] = []
    for tie in ties:
        found.extend(_check_tie(tie))
    return tuple(found)


def _check_tie(tie: Tie) -> Verdict:
    if tie.recused_on is None:
        if tie.known is None:
            said = f"还没有问过{tie.name}与本案有没有利害关系"
            return (Breach("recusal.tie.unknown", said, DUTY, missing="由本人说明，并告知当事人有权申请回避"),)
        if tie.known:
            said = f"{tie.name}与本案有利害关系或者其他关系，应当回避"
            return (Breach("recusal.due", said, DUTY, missing="决定其回避，换人办理"),)
        return LAWFUL
    if not any(day > tie.recused_on for day in tie.acts_on):
        return LAWFUL
    said = f"{tie.name}已于{chinese_day(tie.recused_on)}回避，之后又参与了本案"
    return (Breach("recusal.acted_after", said, DUTY, missing="由其他人员重新进行"),)
