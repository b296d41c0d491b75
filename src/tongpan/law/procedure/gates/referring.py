"""Referral to the police (移送涉嫌犯罪案件)."""

from tongpan.law.facts.words import Role
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.view import ChargeView
from tongpan.law.referral.police import PoliceAnswer, Reply, check_reply
from tongpan.law.referral.transfer import Paper, Referral, check_decision, check_report, check_transfer
from tongpan.law.verdict import LAWFUL, Verdict


def referral_of(view: ChargeView, **values: object) -> Referral:
    """
    Return the referral as its rules take it; `values` stand for what the step itself would add.

    Law: 移送规定 5.
    """
    row = view.referral
    known: dict[str, object] = {
        "team": len(row.team) if row is not None else 0,
        "report_written": row is not None and row.reported_at is not None,
        "reported_on": row.reported_at.date() if row is not None and row.reported_at is not None else None,
        "approved": row.approved if row is not None else None,
        "papers": frozenset(Paper) if row is not None and row.complete else frozenset(),
    }
    return Referral(**(known | values))  # type: ignore[arg-type]


@gate("referral.team.small")
def team(view: ChargeView) -> Verdict:
    """
    Test that a team of two investigates (INV-71).

    Law: 移送规定 5 ¶1.
    """
    return check_report(referral_of(view, report_written=True, reported_on=view.case.today))


@gate("referral.team.small", "referral.report.missing")
def report(view: ChargeView) -> Verdict:
    """
    Test that a team of two reported (INV-71).

    Law: 移送规定 5 ¶1.
    """
    return check_report(referral_of(view))


@gate("referral.decision.not_principal")
def principal(view: ChargeView) -> Verdict:
    """
    Test that the chief decides; a late decision is told by the limit, and still has to be made (INV-12).

    Law: 移送规定 5 ¶2.
    """
    decided = referral_of(
        view,
        reported_on=view.case.today,
        decided_at=view.case.at,
        decided_by_principal=view.case.named(Role.PRINCIPAL) != "",
        approved=True,
    )
    return check_decision(decided, view.case.calendar, view.case.today)


@gate("referral.transfer.unapproved", "referral.papers.lacking")
def transferable(view: ChargeView) -> Verdict:
    """
    Test that the transfer was approved and its package is complete (INV-71).

    Law: 移送规定 5, 6.
    """
    approved = view.referral is not None and bool(view.referral.approved)
    sent = referral_of(view, decided_at=view.case.at if approved else None, transferred_at=view.case.at)
    return check_transfer(sent, view.case.calendar, view.case.at)


@gate("referral.reply.late")
def contest_in_time(view: ChargeView) -> Verdict:
    """
    Test that a refusal of the police is contested in time.

    Law: 移送规定 9 ¶1.
    """
    row = view.referral
    if row is None or row.answered_at is None:
        return LAWFUL
    answered = row.answered_at.date()
    return check_reply(PoliceAnswer.NOT_FILED, Reply.ASK_RECONSIDERATION, answered, view.case.today, view.case.calendar)
