"""Who acts, and by what right (职权、人员)."""

from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import Authority
from tongpan.law.facts import Officer as Row
from tongpan.law.facts.words import Power, Role
from tongpan.law.penalty.authority import Basis, Holding, check_authority
from tongpan.law.penalty.docketing import Docketing, check_docketing
from tongpan.law.penalty.hearing_session import Panel, RecusalAsked, check_panel
from tongpan.law.penalty.officers import Act, Credential, Identification, Officer, check_identification, check_officers
from tongpan.law.penalty.review import ReviewedCase, Reviewer, check_reviewer
from tongpan.law.penalty.separation import Posts, check_separation
from tongpan.law.procedure.adapting import KEPT
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.view import CaseView, ChargeView
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

NO_SECOND: Final = Citation(APL, 20, 4, gist="受委托组织不得再委托")
HEAD_DECIDES: Final = Citation(APL, 57, 1, gist="调查终结，行政机关负责人审查后作出决定")
REVIEWED: Final = Citation(APL, 58, 1, gist="重大决定之前由法制审核人员审核")
RECUSED: Final = Citation(APL, 43, 1, gist="有利害关系的人员应当回避")

PASSED_ON: Final = Breach(
    "authority.passed_on", "受委托组织把处罚权再委托了出去", NO_SECOND, missing="由委托机关或者受委托组织自己办理"
)
NO_DECIDER: Final = Breach(
    "staff.decider.unnamed", "没有确定由哪位负责人作决定", HEAD_DECIDES, missing="确定作出决定的负责人"
)
DECIDER_RECUSED: Final = Breach(
    "staff.decider.recused", "确定的负责人已经回避", RECUSED, missing="另行确定负责人，或者集体讨论决定"
)
NO_APPROVER: Final = Breach("staff.approver.unnamed", "没有确定审批的负责人", HEAD_DECIDES, missing="确定审批的负责人")
APPROVER_HANDLES: Final = Breach(
    "staff.approver.handler", "审批人自己就是承办人", HEAD_DECIDES, "D", "另行确定审批的负责人", "ADR-0041"
)
APPROVER_RECUSED: Final = Breach(
    "staff.approver.recused", "确定的审批人已经回避", RECUSED, missing="另行确定审批的负责人"
)
APPROVING: Final = ("staff.approver.unnamed", "staff.approver.recused", "staff.approver.handler")
"""what stands in the way of an approval"""
NO_REVIEWER: Final = Breach("staff.reviewer.unnamed", "没有确定审核人员", REVIEWED, missing="确定审核人员")
REVIEWER_RECUSED: Final = Breach(
    "staff.reviewer.recused", "确定的审核人员已经回避", RECUSED, missing="另行确定审核人员"
)


def authority_of(view: ChargeView, power: Power) -> Authority | None:
    """
    Return the row by which the organ holds a power over a cause: the cause's own before the general one.

    Law: APL 17, 18, 24; ACL 13, 17.
    """
    fitting = [
        each for each in view.case.facts.authorities if each.power is power and each.cause in ("", view.charge.cause)
    ]
    return max(fitting, key=lambda each: (each.since or date.min, each.cause != ""), default=None)


@lru_cache(maxsize=KEPT)
def _held(row: Authority, today: date) -> Verdict:
    return check_authority(holding_of(row), today)


def holding_of(row: Authority) -> Holding:
    """Return the right to penalise as the rule on authority takes it."""
    return Holding(
        basis=row.right,
        holder="本机关",
        covers_matter=True,
        covers_area=True,
        effective_on=row.since,
        ended_on=row.until,
        by_province=row.by_province,
        published_on=row.published_on,
        town=True,
    )


@gate(
    "authority.none",
    "authority.not_yet",
    "authority.over",
    "authority.effective.unknown",
    "authority.transfer.not_provincial",
    "authority.transfer.unknown",
    "authority.transfer.unpublished",
    "authority.passed_on",
)
def penalty_power(view: ChargeView) -> Verdict:
    """
    Test that the organ may penalise on this cause today (INV-01, INV-03).

    Law: APL 17, 18, 20, 24, 38.
    """
    row = authority_of(view, Power.PENALTY)
    if row is None:
        return check_authority(None, view.case.today)
    verdict = _held(row, view.case.today)
    return (*verdict, PASSED_ON) if row.passed_on and row.right is Basis.DELEGATED else verdict


@gate("authority.none", "authority.not_yet", "authority.over", "authority.effective.unknown")
def power_to_file(case: CaseView) -> Verdict:
    """
    Test that the organ holds the power to penalise on every cause on the day on which the case is filed (INV-01).

    Law: APL 17, 22, 24, 54 ¶2: who files a case is the organ that has the power; what was taken back is handed on.
    Reading: whether a power was rightly handed down is asked before the decision, not before the filing (ADR-0062).
    """
    found = (breach for view in case.charges for breach in penalty_power.check(view))
    return tuple(dict.fromkeys(each for each in found if each.code in power_to_file.codes))


@gate("authority.inspection.none")
def inspection_power(view: ChargeView) -> Verdict:
    """
    Test that the organ may inspect on this cause today: a power of its own, not part of the power to penalise.

    Law: APL 17; 24 (only 行政处罚权 is handed down).
    """
    row = authority_of(view, Power.INSPECTION)
    today = view.case.today
    held = row is not None and row.since is not None and row.since <= today and (row.until is None or today < row.until)
    return LAWFUL if held else (_NO_INSPECTION,)


_NO_INSPECTION: Final = Breach(
    "authority.inspection.none",
    "没有查到本机关今天对本事项的行政检查权",
    Citation(APL, 24, 1, gist="交由乡镇、街道行使的是处罚权"),
    missing="查明检查权的依据和起止日期；没有的，由有检查权的机关检查",
)


@gate("officers.too_few", "officers.credential.none", "officers.credential.unknown", "officers.credential.expired")
def two_officers(view: ChargeView) -> Verdict:
    """
    Test that two certified officers who are not recused act (INV-04, INV-05, INV-07).

    Law: APL 42, 43; ACL 18(2).
    """
    return handling.check(view.case)


@gate("officers.too_few", "officers.credential.none", "officers.credential.unknown", "officers.credential.expired")
def handling(case: CaseView) -> Verdict:
    """
    Test the handlers once for all charges of a case.

    Law: APL 42, 43.
    """
    return _staff(tuple(case.officers[each] for each in case.handlers), case.today)


@lru_cache(maxsize=KEPT)
def _staff(named: tuple[Row, ...], today: date) -> Verdict:
    people = tuple(Officer(each.id, _credential(*each.card_on(today)), each.auxiliary) for each in named)
    return check_officers(Act(today, people))


def _credential(since: date | None, until: date | None) -> Credential | None:
    return None if since is None else Credential(since, until)


@gate("officers.identity.not_shown")
def identity_shown(view: ChargeView) -> Verdict:
    """
    Test that whoever acts has shown the certificate to this party (INV-06).

    Law: APL 52, 55; ACL 18(3).
    """
    case = view.case
    shown = {name for each in view.rows.get("identities", ()) for name in each.officers}
    first = min((each.at for each in view.rows.get("identities", ())), default=None)
    complete = case.handlers and shown.issuperset(case.handlers)
    return check_identification(Identification(case.at, first if complete else None, True))


@gate("staff.decider.unnamed", "staff.decider.recused", "separation.decider")
def decider_apart(view: ChargeView) -> Verdict:
    """
    Test that the deciding head is named, not recused, and no handler (INV-10).

    Law: APL 43; 57.
    """
    name = view.case.named(Role.DECIDER)
    if not name:
        return (NO_DECIDER,)
    if name in view.case.recused:
        return (DECIDER_RECUSED,)
    return _apart(view, Posts(view.case.all_handlers, deciders=frozenset({name})))


@gate(*APPROVING)
def approver_apart(case: CaseView) -> Verdict:
    """
    Test that the approving head is named, not recused, and no handler (INV-07, INV-10).

    Law: APL 43; 57.
    Reading: who handles the case does not approve its steps (ADR-0041).
    """
    name = case.named(Role.APPROVER)
    if not name:
        return (NO_APPROVER,)
    if name in case.recused:
        return (APPROVER_RECUSED,)
    return (APPROVER_HANDLES,) if name in case.all_handlers else LAWFUL


@gate(
    "staff.reviewer.unnamed",
    "staff.reviewer.recused",
    "review.reviewer.unqualified",
    "review.qualification.unknown",
    "review.reviewer.handler",
)
def reviewer_apart(view: ChargeView) -> Verdict:
    """
    Test that the reviewer is named, not recused, qualified and no handler (INV-07, INV-08, INV-11).

    Law: APL 43; 58; 市场监管程序规定 49 ¶3; 农业程序规定 50 ¶3.
    """
    case = view.case
    name = case.named(Role.REVIEWER)
    if not name:
        return (NO_REVIEWER,)
    if name in case.recused:
        return (REVIEWER_RECUSED,)
    row = case.officers[name]
    person = Reviewer(name, case.today, first_time=row.first_time, qualified=row.qualified)
    return check_reviewer(person, ReviewedCase(case.today, case.all_handlers), view.charge.regime)


@gate("hearing.chair.missing", "hearing.chair.investigator", "hearing.recusal.pending", "hearing.recusal.upheld")
def chair_apart(view: ChargeView) -> Verdict:
    """
    Test that the chair of the hearing is named, no handler, and that nobody's recusal of the chair is open (INV-09).

    Law: APL 64(4).
    """
    case = view.case
    asked = tuple(RecusalAsked(each.officer, each.granted) for each in case.facts.recusals)
    panel = Panel(case.all_handlers, case.named(Role.CHAIR) or None, appointed=True, recusals=asked)
    return check_panel(panel, view.charge.regime)


@gate("docketing.handlers.few")
def handlers_named(case: CaseView) -> Verdict:
    """
    Test that two handlers are named when the case is filed.

    Law: APL 42 ¶1; 市场监管程序规定 19 ¶2.
    """
    regimes = dict.fromkeys(view.charge.regime for view in case.charges)
    docketing = Docketing(approved_by_head=True, form=True, handlers=len(case.handlers))
    return tuple(dict.fromkeys(breach for regime in regimes for breach in check_docketing(docketing, regime)))


def _apart(view: ChargeView, posts: Posts) -> Verdict:
    return _separated(posts, view.charge.regime)


_separated = lru_cache(maxsize=KEPT)(check_separation)


@gate(*APPROVING)
def approver_of_charge(view: ChargeView) -> Verdict:
    """
    Test that the approving head is named, not recused, and no handler.

    Law: APL 43; 57; 66.
    """
    return approver_apart.check(view.case)
