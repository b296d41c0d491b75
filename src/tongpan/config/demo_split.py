"""The demo's split case (分案): of two parties one cannot be found, and no longer holds up the other."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from tongpan.cases import actions
from tongpan.cases.actions import NewParty
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.splitting import word_of
from tongpan.cases.models import Case
from tongpan.config import demo_evidence
from tongpan.config.demo_cases import ENTERED, FOUND, Desk, Script, desk_of, matter_for, opening_of, workday
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Step, Target

SCRIPT: Final = Script("占用", "演示当事人己", PartyKind.CITIZEN, 15, 30, Step.VERIFY)
GONE: Final = NewParty(PartyKind.CITIZEN, "演示当事人庚", address="演示路 14 号")
WHY: Final = "庚已经搬离，电话停机，多次上门找不到；己的事实已经查清，不必等"


def load_split(*, now: datetime) -> int:
    """Open a case of two parties and split off the one who cannot be found; a second run adds none."""
    if Case.objects.filter(synthetic=True, split_from__isnull=False).exists():
        return 0
    desk = desk_of(now.date())
    matter = matter_for(SCRIPT.words, desk, now.date())
    if matter is None:
        return 0
    moment = workday((now - timedelta(days=SCRIPT.days_ago)).astimezone(SHANGHAI).replace(hour=9, minute=30))
    opening = opening_of(SCRIPT, matter, desk, moment)
    case = actions.open_case(opening=replace(opening, parties=[*opening.parties, GONE]), actor=desk.officer, now=moment)
    _inquire(case, matter.code, desk, moment)
    approver = desk.people[Role.APPROVER]
    moment = workday(moment + timedelta(days=5))
    entered = {"charges": word_of(("乙", matter.code)), "ground": "MISSING", "why": WHY}
    actions.take_act(case_id=case.pk, act=CaseAct.SPLIT, entered=entered, actor=approver, now=moment)
    new = Case.objects.get(split_from=case)
    entered = {"ground": "PARTY_MISSING", "why": "当事人下落不明", "number": "", "told": "在住所张贴通知并拍照"}
    actions.take_act(
        case_id=new.pk, act=CaseAct.SUSPEND, entered=entered, actor=approver, now=moment + timedelta(minutes=20)
    )
    return 2


def _inquire(case: Case, cause: str, desk: Desk, moment: datetime) -> None:
    """Find out the act of each party, file the case, and take evidence of each."""
    conditions = ("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation")
    for party in ("甲", "乙"):
        actions.find_charge(
            case_id=case.pk, target=Target(party, cause), values={**FOUND, "proven": None}, actor=desk.officer,
            now=moment,
        )  # fmt: skip
    actions.find_clue(case_id=case.pk, values=dict.fromkeys(conditions, True), actor=desk.officer, now=moment)
    moment += timedelta(minutes=20)
    actions.take_step(case_id=case.pk, step=Step.FILE, target=Target(), actor=desk.people[Role.APPROVER], now=moment)
    for minutes, party in ((40, "甲"), (60, "乙")):
        target, at = Target(party, cause), moment + timedelta(minutes=minutes)
        actions.take_step(case_id=case.pk, step=Step.SHOW_IDENTITY, target=target, actor=desk.officer, now=at)
        demo_evidence.gather(case, target, desk.officer, at + timedelta(minutes=10), dict(ENTERED[Step.GATHER]))
