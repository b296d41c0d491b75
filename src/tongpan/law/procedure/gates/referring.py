"""Referral to the police (移送涉嫌犯罪案件). The rules of `law/referral` judge each paper; here is the order."""

from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts.words import Role
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.view import ChargeView
from tongpan.law.titles import REFERRAL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

LEAST_TEAM: Final = 2
"""officers in the special team (移送规定 5 ¶1)"""

TEAM: Final = Citation(REFERRAL, 5, 1, gist="指定两名以上人员组成专案组，核实后提出书面报告")
PRINCIPAL: Final = Citation(REFERRAL, 5, 2, gist="正职负责人或者主持工作的负责人三日内决定")
PACKAGE: Final = Citation(REFERRAL, 6, gist="移送书、调查报告、物品清单、检验报告等材料")
CONTEST: Final = Citation(REFERRAL, 9, 1, gist="接到不予立案通知书三日内提请复议或者建议立案监督")
RESUMED: Final = Citation(REFERRAL, 10, gist="公安机关不予立案的，依法作出处理")

NO_TEAM: Final = Breach("referral.team.missing", "没有组成两人以上的专案组", TEAM, missing="指定两名以上执法人员")
NOT_REPORTED: Final = Breach("referral.report.missing", "专案组没有提出书面报告", TEAM, missing="提出移送报告")
NO_PRINCIPAL: Final = Breach(
    "referral.principal.missing",
    "没有确定正职负责人或者主持工作的负责人",
    PRINCIPAL,
    missing="报正职负责人或者主持工作的负责人决定，副职不能代为批准",
)
UNAPPROVED: Final = Breach("referral.unapproved", "移送没有批准", PRINCIPAL, missing="报正职负责人决定")
INCOMPLETE: Final = Breach("referral.package.incomplete", "移送材料没有备齐", PACKAGE, missing="备齐移送材料")
CONTEST_LATE: Final = Breach("referral.contest.late", "三日已过，不能再提请", CONTEST, missing="恢复行政处理")


@gate("referral.team.missing")
def team(view: ChargeView) -> Verdict:
    """
    Test that a team of two investigates (INV-71).

    Law: 移送规定 5 ¶1.
    """
    row = view.referral
    return LAWFUL if row is not None and len(row.team) >= LEAST_TEAM else (NO_TEAM,)


@gate("referral.report.missing")
def report(view: ChargeView) -> Verdict:
    """
    Test that the team reported (INV-71).

    Law: 移送规定 5 ¶1.
    """
    row = view.referral
    return LAWFUL if row is not None and row.reported_at is not None else (NOT_REPORTED,)


@gate("referral.principal.missing")
def principal(view: ChargeView) -> Verdict:
    """
    Test that the chief decides (INV-12).

    Law: 移送规定 5 ¶2.
    """
    return LAWFUL if view.case.named(Role.PRINCIPAL) else (NO_PRINCIPAL,)


@gate("referral.unapproved")
def approved(view: ChargeView) -> Verdict:
    """
    Test that the transfer was approved (INV-71).

    Law: 移送规定 5 ¶2.
    """
    return LAWFUL if view.referral is not None and view.referral.approved else (UNAPPROVED,)


@gate("referral.package.incomplete")
def package(view: ChargeView) -> Verdict:
    """
    Test that the package is complete (INV-71).

    Law: 移送规定 6.
    """
    return LAWFUL if view.referral is not None and view.referral.complete else (INCOMPLETE,)


@gate("referral.contest.late")
def contest_in_time(view: ChargeView) -> Verdict:
    """
    Test that a refusal of the police is contested in time.

    Law: 移送规定 9 ¶1.
    """
    row = view.referral
    if row is None or row.answered_at is None:
        return LAWFUL
    limit = view.clock("DL-36.1", row.answered_at.date())
    late = limit is not None and limit.act_by is not None and view.case.today > limit.act_by
    return (CONTEST_LATE,) if late else LAWFUL
