"""Filing and inquiry (立案、调查取证): what must be so before, and what evidence may be used."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.facts import Evidence
from tongpan.law.facts.words import RemedyKind
from tongpan.law.limits import Regime
from tongpan.law.penalty.docketing import Clue, check_conditions
from tongpan.law.penalty.evidence import EvidenceKind, Finding, check_findings
from tongpan.law.penalty.expertise import Expertise, check_told
from tongpan.law.penalty.preservation import Disposal, Preservation, check_approval, check_disposal
from tongpan.law.penalty.sampling import Sampling, check_sampling
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure.adapting import KEPT, check_use, item_of
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.staff import APPROVING, approver_apart
from tongpan.law.procedure.view import CaseView, ChargeView, PreservedView
from tongpan.law.referral.penalty import CourtFine, PenaltyUnderSuspicion, check_penalty
from tongpan.law.referral.transfer import Suspicion
from tongpan.law.titles import APL, LITIGATION_LAW, RECONSIDERATION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

FILING: Final = Citation(APL, 54, 2, gist="符合立案标准的应当及时立案")
FACTS_FIRST: Final = Citation(APL, 40, gist="违法事实不清、证据不足的不得处罚")
REPORTED: Final = Citation(APL, 57, 1, gist="调查终结后由负责人审查")
FROZEN_RECONSIDERATION: Final = Citation(RECONSIDERATION_LAW, 46, 1, gist="复议期间被申请人不得自行取证")
FROZEN_LITIGATION: Final = Citation(LITIGATION_LAW, 35, gist="诉讼中被告不得自行取证")

ANY_MOMENT: Final = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)
NO_CLUE: Final = Breach("filing.clue.missing", "没有登记线索来源", FILING, missing="登记线索和受理时间")
NOT_FILED: Final = Breach("filing.missing", "还没有立案", FILING, missing="报负责人批准立案")
NO_EVIDENCE: Final = Breach("report.evidence.none", "还没有证据", FACTS_FIRST, missing="调查取证")
NO_REPORT: Final = Breach("report.missing", "调查还没有终结", REPORTED, missing="写出调查终结报告")
FROZEN: Final = {
    RemedyKind.RECONSIDERATION: Breach(
        "evidence.frozen.reconsideration",
        "复议期间不得自行向申请人和其他人收集证据",
        FROZEN_RECONSIDERATION,
        missing="待复议终结",
    ),
    RemedyKind.LITIGATION: Breach(
        "evidence.frozen.litigation",
        "诉讼期间不得自行向原告、第三人和证人收集证据",
        FROZEN_LITIGATION,
        missing="待诉讼终结",
    ),
}


@gate(
    "filing.clue.missing",
    "docketing.evidence.missing",
    "docketing.evidence.unknown",
    "docketing.jurisdiction.other",
    "docketing.jurisdiction.unknown",
    "docketing.limitation.over",
    "docketing.limitation.unknown",
    "docketing.penalty.undeserved",
    "docketing.penalty.unknown",
)
def conditions(case: CaseView) -> Verdict:
    """
    Test that the clue was looked into and meets the conditions of filing.

    Law: APL 54 ¶2 and the regimes' own.
    """
    clue = case.facts.clue
    if clue is None:
        return (NO_CLUE,)
    shown = Clue(clue.evidence, clue.deserves_penalty, clue.own_jurisdiction, clue.within_limitation)
    regimes = dict.fromkeys(view.charge.regime for view in case.charges)
    return tuple(dict.fromkeys(breach for regime in regimes for breach in _conditions(shown, regime)))


_conditions = lru_cache(maxsize=KEPT)(check_conditions)


@gate("filing.missing")
def filed(view: ChargeView) -> Verdict:
    """
    Test that the case is filed (INV-14).

    Law: APL 54 ¶2.
    """
    return LAWFUL if view.case.facts.filing is not None else (NOT_FILED,)


@gate("evidence.insufficient", "evidence.unclear", "evidence.clear.unknown")
def proven(view: ChargeView) -> Verdict:
    """
    Test that the facts are established (INV-20).

    Law: APL 40.
    """
    return _proven(tuple(view.evidence), view.charge.proven)


@lru_cache(maxsize=KEPT)
def _proven(evidence: tuple[Evidence, ...], clear: bool | None) -> Verdict:
    return check_findings((Finding("违法事实", tuple(map(item_of, evidence)), clear),))


@gate(
    "evidence.unverified",
    "evidence.illegal",
    "evidence.lawful.unknown",
    "electronic.basis.missing",
    "electronic.device.legal",
    "electronic.device.technical",
    "electronic.location.unpublished",
    "electronic.record.unreviewed",
    "expertise.unqualified",
    "expertise.lapsed",
)
def usable(view: ChargeView) -> Verdict:
    """
    Test that every piece of evidence may be used (INV-20).

    Law: APL 41, 46. SAMR 32; HURD 18 ¶1; AGR 40; TRA 42.
    """
    return _usable(tuple(view.evidence), view.case.today, view.charge.regime)


@lru_cache(maxsize=KEPT)
def _usable(evidence: tuple[Evidence, ...], today: date, regime: Regime | None) -> Verdict:
    return tuple(dict.fromkeys(breach for each in evidence for breach in check_use(each, today, regime)))


@gate("expertise.untold")
def results_told(view: ChargeView) -> Verdict:
    """
    Test that the party knows the result of every test (INV-22).

    Law: APL 44; 市场监管程序规定 32; 住建程序规定 18; 农业程序规定 40.
    """
    found: list[Breach] = []
    for each in view.evidence:
        if each.kind is EvidenceKind.OPINION:
            told = each.told_at.date() if each.told_at is not None else None
            result = Expertise(each.id, each.at.date(), qualified=True, told_on=told)
            found.extend(check_told(result, view.case.today, view.charge.regime))
    return tuple(found)


@gate("sampling.uninvited", "sampling.unsealed", "sampling.unlisted", "sampling.unsigned", "sampling.unknown")
def sampled(view: ChargeView) -> Verdict:
    """
    Test that the samples on which the charge rests were taken as its rules ask.

    Law: APL 46 ¶3, 56. 市场监管程序规定 31; 农业程序规定 41; 交通程序规定 36, 41.
    """
    rows = (Sampling(each.invited, each.sealed, each.listed, each.signed, each.witnessed)
            for each in view.rows.get("samplings", ()) if each.excluded_at is None)  # fmt: skip
    return tuple(dict.fromkeys(breach for each in rows for breach in check_sampling(each, view.charge.regime)))


@gate("report.missing")
def reported(view: ChargeView) -> Verdict:
    """
    Test that the inquiry is over.

    Law: APL 57 ¶1.
    """
    return LAWFUL if "reports" in view.rows else (NO_REPORT,)


@gate("report.evidence.none")
def something_found(view: ChargeView) -> Verdict:
    """
    Test that there is something to report on.

    Law: APL 40, 57 ¶1.
    """
    return LAWFUL if view.evidence else (NO_EVIDENCE,)


@gate("evidence.frozen.reconsideration", "evidence.frozen.litigation")
def not_frozen(view: ChargeView) -> Verdict:
    """
    Test that no remedy is pending: the organ collects nothing by itself then (INV-79).

    Law: ARL 46; ALL 35.
    """
    return tuple(FROZEN[each.kind] for each in view.remedies if each.ended_at is None)


@gate(*APPROVING)
def preservation_approver(view: ChargeView) -> Verdict:
    """
    Test that a head approves the preservation beforehand (INV-19).

    Law: APL 56.
    """
    return approver_apart.check(view.case)


@gate("preservation.unapproved")
def urgency_known(view: ChargeView) -> Verdict:
    """
    Test that the regime of the charge knows preservation before approval.

    Law: APL 56; 市场监管程序规定 33; 农业程序规定 42.
    """
    return _urgency(view.charge.regime, view.case.calendar)


@lru_cache(maxsize=KEPT)
def _urgency(regime: Regime | None, calendar: WorkCalendar) -> Verdict:
    """Judge a preservation of this very moment: whether its rules know urgency does not hang on the day."""
    taken = Preservation(ANY_MOMENT, at_risk=True, approved_at=None, urgent=True, consent_at=ANY_MOMENT)
    return check_approval(taken, ANY_MOMENT, regime, calendar)


def preservation_of(view: PreservedView, **values: object) -> Preservation:
    """
    Return the preservation as its rules take it.

    Law: APL 56.
    """
    row = view.preservation
    known = {
        "taken_at": row.at,
        "at_risk": row.at_risk,
        "approved_at": row.approved_at,
        "urgent": row.urgent,
        "consent_at": row.consent_at,
    }
    return Preservation(**(known | values))  # type: ignore[arg-type]


@gate(
    "preservation.released",
    "preservation.late",
    "preservation.unapproved",
    "preservation.approval.late",
    "preservation.risk.unknown",
    "preservation.needless",
    "preservation.consent.missing",
    "preservation.unserved",
)
def preserved_in_time(view: PreservedView) -> Verdict:
    """
    Test that the disposal of what is preserved is approved and in time (INV-19).

    Law: APL 56.
    """
    case, regime = view.of.case, view.of.charge.regime
    row = preservation_of(view, disposed_on=case.today, disposal=Disposal.SECURED, served_on=case.today)
    approval = check_approval(row, case.at, regime, case.calendar)
    if row.approved_at is None and not approval:
        approval = (STILL_UNAPPROVED,)
    return (*approval, *check_disposal(row, case.today, regime, case.calendar))


STILL_UNAPPROVED: Final = Breach(
    "preservation.unapproved", "登记保存还没有补办批准", Citation(APL, 56, gist="先行登记保存须经负责人批准"),
    missing="先补办批准",
)  # fmt: skip


@gate("preservation.approval.late", "preservation.consent.missing")
def preservation_approved_in_time(view: PreservedView) -> Verdict:
    """
    Test that the approval of an urgent preservation comes within 24 hours.

    Law: 市场监管程序规定 33; 农业程序规定 42.
    """
    case = view.of.case
    row = preservation_of(view, approved_at=case.at, at_risk=True)
    return check_approval(row, case.at, view.of.charge.regime, case.calendar)


@gate("referral.penalty.instead", "referral.penalty.unknown")
def no_crime(view: ChargeView) -> Verdict:
    """
    Test that no penalty stands in for a referral (INV-23).

    Law: APL 8, 27, 57 ¶1(4); 移送规定 11.
    """
    referral = view.referral
    settled = referral is not None and referral.resumed_at is not None
    suspicion = None if view.charge.crime is None else Suspicion.NONE
    if view.charge.crime:
        suspicion = Suspicion.REASONABLE
    return _suspected(PenaltyUnderSuspicion(suspicion, settled, fines=False, court_fine=CourtFine.NONE))


_suspected = lru_cache(maxsize=KEPT)(check_penalty)
