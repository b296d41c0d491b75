"""Docketing (立案): from a clue to a case. APL 54; conditions, approval and time differ by regime."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.keeping import check_late
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.period import Exclusion, Extension, Limit, shanghai_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, HURD, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

IN_TIME: Final = Citation(APL, 54, 2, figures=("及时立案",), gist="符合立案标准的，应当及时立案")
DESERVING: Final = Citation(APL, 54, 1, gist="发现依法应当给予处罚的行为，必须调查")
PLACE: Final = Citation(APL, 22, gist="由违法行为发生地的机关管辖")
LIMITATION: Final = Citation(APL, 36, 1, figures=("二年", "五年"), gist="逾期未被发现的不再处罚")
RECORDED: Final = Citation(APL, 47, gist="启动、调查取证等全过程记录，归档保存")
TWO_OFFICERS: Final = Citation(APL, 42, 1, figures=("不得少于两人",), gist="执法人员不得少于两人")
SAMR_HEAD: Final = Citation(SAMR, 18, 1, gist="由负责人决定是否立案")
SAMR_FORM: Final = Citation(SAMR, 19, 2, figures=("两名以上",), gist="填写立案审批表，指定两名以上办案人员")
SAMR_EVIDENCE: Final = Citation(SAMR, 19, 1, item=1, gist="有证据初步证明存在违法行为")
SAMR_DESERVING: Final = Citation(SAMR, 19, 1, item=2, gist="依法应当给予行政处罚")
SAMR_OWN: Final = Citation(SAMR, 19, 1, item=3, gist="属于本部门管辖")
SAMR_LIMITATION: Final = Citation(SAMR, 19, 1, item=4, gist="在处罚的法定期限内")
HURD_FORM: Final = Citation(HURD, 15, 3, gist="填写立案审批表，报负责人批准")
HURD_EVIDENCE: Final = Citation(HURD, 15, 2, item=1, gist="有初步证据证明存在违法行为")
HURD_OWN: Final = Citation(HURD, 15, 2, item=2, gist="属于本机关管辖")
HURD_LIMITATION: Final = Citation(HURD, 15, 2, item=3, gist="未超过处罚时效")
AGR_HEAD: Final = Citation(AGR, 29, gist="由负责人决定是否立案")
AGR_FORM: Final = Citation(AGR, 30, gist="填写立案审批表")
AGR_EVIDENCE: Final = Citation(AGR, 30, item=1, gist="有涉嫌违法的行为")
AGR_DESERVING: Final = Citation(AGR, 30, item=2, gist="依法应当或者可以给予行政处罚")
AGR_OWN: Final = Citation(AGR, 30, item=3, gist="属于本机关管辖")
AGR_LIMITATION: Final = Citation(AGR, 30, item=4, figures=("二年", "五年"), gist="未超过追责时效")
TRA_DESERVING: Final = Citation(TRA, 62, figures=("及时决定",), gist="发现应当给予处罚的行为，及时决定是否立案")
TRA_FORM: Final = Citation(TRA, 63, gist="填写立案登记表，由负责人批准")

READING: Final = "ADR-0023"

LEAST_HANDLERS: Final = 2
"""officers named to a case"""


@dataclass(frozen=True, slots=True)
class Clue:
    """What checking a clue (核查线索) has shown. None: not found out yet."""

    evidence: bool | None
    deserves_penalty: bool | None
    own_jurisdiction: bool | None
    within_limitation: bool | None


_EVIDENCE: Final[Requirement[Clue]] = Requirement(
    lambda clue: clue.evidence,
    Breach("docketing.evidence.missing", "没有初步证据证明存在违法行为", DESERVING, missing="继续核查，收集初步证据"),
    Breach("docketing.evidence.unknown", "还没有核查有没有初步证据", DESERVING, missing="核查线索，收集初步证据"),
)
_DESERVING: Final[Requirement[Clue]] = Requirement(
    lambda clue: clue.deserves_penalty,
    Breach("docketing.penalty.undeserved", "依法不应当给予行政处罚", DESERVING, missing="不予立案，另行教育或者移送"),
    Breach("docketing.penalty.unknown", "不清楚依法是否应当处罚", DESERVING, missing="查明处罚依据"),
)
_OWN: Final[Requirement[Clue]] = Requirement(
    lambda clue: clue.own_jurisdiction,
    Breach("docketing.jurisdiction.other", "不属于本机关管辖", PLACE, missing="移送有管辖权的机关"),
    Breach("docketing.jurisdiction.unknown", "不清楚是否属于本机关管辖", PLACE, missing="查明违法行为地和事项的职权"),
)
_LIMITATION: Final[Requirement[Clue]] = Requirement(
    lambda clue: clue.within_limitation,
    Breach("docketing.limitation.over", "已经超过追责时效，不再给予处罚", LIMITATION, missing="不予立案"),
    Breach("docketing.limitation.unknown", "不清楚是否超过追责时效", LIMITATION, missing="查明行为和发现的日期"),
)


_Conditions = tuple[Requirement[Clue], ...]

_STATUTE: Final[_Conditions] = (_EVIDENCE, _DESERVING, _OWN, _LIMITATION)

_CONDITIONS: Final[Mapping[Regime, _Conditions]] = {
    Regime.SAMR: (
        _EVIDENCE.under(SAMR_EVIDENCE),
        _DESERVING.under(SAMR_DESERVING),
        _OWN.under(SAMR_OWN),
        _LIMITATION.under(SAMR_LIMITATION),
    ),
    Regime.HURD: (_EVIDENCE.under(HURD_EVIDENCE), _OWN.under(HURD_OWN), _LIMITATION.under(HURD_LIMITATION)),
    Regime.AGR: (
        _EVIDENCE.under(AGR_EVIDENCE),
        _DESERVING.under(AGR_DESERVING),
        _OWN.under(AGR_OWN),
        _LIMITATION.under(AGR_LIMITATION),
    ),
    Regime.TRA: (_EVIDENCE.under(TRA_DESERVING), _DESERVING.under(TRA_DESERVING), _OWN, _LIMITATION),
}
"""Which conditions each regime sets; without a regime those that follow from the statute itself."""


def check_conditions(clue: Clue, regime: Regime | None) -> Verdict:
    """
    Test whether a clue meets the conditions of filing (立案条件).

    Law: APL 54; 22; 36. SAMR 19 ¶1; HURD 15 ¶2; AGR 30; TRA 62.
    """
    conditions = _CONDITIONS.get(regime, _STATUTE) if regime is not None else _STATUTE
    return check_all(conditions, clue)


@dataclass(frozen=True, slots=True)
class Docketing:
    """The act of filing: who approved, on what form, and how many officers were named to handle the case."""

    approved_by_head: bool | None
    form: bool | None
    handlers: int


_FORMS: Final = {
    Regime.SAMR: (SAMR_HEAD, SAMR_FORM),
    Regime.HURD: (HURD_FORM, HURD_FORM),
    Regime.AGR: (AGR_HEAD, AGR_FORM),
    Regime.TRA: (TRA_FORM, TRA_FORM),
}
"""Where the head's approval stands, and where the form."""

_APPROVED: Final[Requirement[Docketing]] = Requirement(
    lambda docketing: docketing.approved_by_head,
    Breach("docketing.unapproved", "立案没有经行政机关负责人批准", IN_TIME, "D", "报负责人批准立案", READING),
    Breach("docketing.approval.unknown", "不清楚立案是否经负责人批准", IN_TIME, "D", "核对立案审批表", READING),
)
_FORM: Final[Requirement[Docketing]] = Requirement(
    lambda docketing: docketing.form,
    Breach("docketing.form.missing", "没有填写立案审批表", RECORDED, "D", "补填立案审批表", READING),
    Breach("docketing.form.unknown", "不清楚是否填写立案审批表", RECORDED, "D", "核对案卷", READING),
)


def check_docketing(docketing: Docketing, regime: Regime | None) -> Verdict:
    """
    Test whether a case was filed in due form (INV-14).

    Law: APL 54 ¶2; 42 ¶1; 47. SAMR 18 ¶1, 19 ¶2; HURD 15 ¶3; AGR 29, 30; TRA 63.
    Reading: the statute names no approver; the head approves everywhere, as every regime has it (ADR-0023).

    :raises LawRefused: if the number of handlers is negative
    """
    if docketing.handlers < 0:
        raise LawRefused("docketing.handlers.negative", "承办人数不能是负数", "handlers")
    approved, form = _APPROVED, _FORM
    if regime in _FORMS:
        head, paper = _FORMS[regime]
        approved, form = approved.under(head), form.under(paper)
    found = check_all((approved, form), docketing)
    if docketing.handlers >= LEAST_HANDLERS:
        return found
    said = f"只指定了{docketing.handlers}名承办人，应当指定两名以上持证的承办人"
    where = SAMR_FORM if regime is Regime.SAMR else TWO_OFFICERS
    return (*found, Breach("docketing.handlers.few", said, where, missing="再指定承办人"))


@dataclass(frozen=True, slots=True)
class Check:
    """The checking of one clue: when it came, when it was decided on, and what stretches its time."""

    received_at: date | datetime
    decided_on: date | None = None
    extensions: Sequence[Extension] = ()
    exclusions: Sequence[Exclusion] = ()


def last_day_to_decide(check: Check, regime: Regime | None, calendar: WorkCalendar) -> Limit:
    """
    Return until when it must be decided whether a case is filed (DL-01).

    Law: APL 54 ¶2. SAMR 18; HURD 15 ¶1; AGR 29.
    """
    return compute_limit("DL-01", check.received_at, calendar, regime, None, check.exclusions, check.extensions)


def check_clue_time(check: Check, regime: Regime | None, today: date, calendar: WorkCalendar) -> Verdict:
    """
    Test whether it was decided in time whether to file.

    Law: APL 54 ¶2; 76 ¶2. SAMR 18; HURD 15 ¶1; AGR 29.

    :raises LawRefused: if the decision comes before the clue
    """
    received = shanghai_day(check.received_at)
    if check.decided_on is not None and check.decided_on < received:
        raise LawRefused("docketing.dates.reversed", "立案决定早于收到线索的日期，请核对", "decided_on")
    limit = last_day_to_decide(check, regime, calendar)
    if limit.act_by is None or limit.suspended_since is not None:
        return _check_undecided(check, limit)
    missing = "立即决定是否立案，并报告执法监督机构"
    late = Breach("docketing.clue.late", "应当在{}前核查并决定是否立案", IN_TIME, missing=missing)
    return check_late(limit, check.decided_on, today, late)


def _check_undecided(check: Check, limit: Limit) -> Verdict:
    """A text without a number of days, or a check that stands still, is never late: it is only said that it is open."""
    if check.decided_on is not None:
        return LAWFUL
    missing = "及时核查并决定是否立案"
    return (Breach("docketing.clue.open", "线索还没有决定是否立案", limit.citation or IN_TIME, "C", missing),)
