"""
The demo's cases (演示案件): invented parties, driven through the same actions as everything else.

Each is begun on a working day of the last weeks and walked as far as its age allows, every step by who holds its post.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Officer
from tongpan.cases import actions
from tongpan.cases.actions import NewCharge, NewParty, Opening
from tongpan.cases.domain.choices import Source
from tongpan.cases.domain.serving import ISSUING
from tongpan.cases.models import Case
from tongpan.config import demo_evidence
from tongpan.config.demo_benchmarks import LARGE, SMALL, load_benchmark
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Refusal
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.procedure import Step, Target
from tongpan.law.procedure.schedule import post_of
from tongpan.powers import queries as powers

TOWN: Final = "航埠镇"
FOUND: Final[dict[str, Any]] = {
    "five_years": False, "complex": False, "weighty": False, "minor": False, "corrected": False,
    "consequences": "SLIGHT", "first": False, "no_fault": False, "crime": False, "proven": True, "earlier_fines": [],
    "asks_on_spot": False, "hard_later": False,
}  # fmt: skip
HANDED: Final = {"mode": "DIRECT", "receiver": "PARTY", "served_where": "当事人经营场所"}
"""a document that the party signed for itself"""
MAILED: Final = {"mode": "MAIL", "tracking": "EMS 演示单号", "difficulty": "当事人在外地，约不到当面送达的时间"}
ENTERED: Final[Mapping[Step, dict[str, Any]]] = {
    Step.GATHER: {"choice": "SITE_RECORD", "title": "现场检查笔录", "shows": "当事人占用人行道摆放货物约 4 平方米"},
    Step.REPORT: {"finding": "事实清楚，证据充分，当事人已部分清理，建议罚款"},
    Step.STATE: {"said": "已经清理，希望从轻"},
    Step.RECHECK: {"answer": "整改情况已在裁量时考虑，维持拟处罚"},
    Step.SERVE: HANDED,
    Step.REVIEW: {"choice": "PASS", "opinion": "事实、依据、程序无误，同意"},
    Step.DELIBERATE: {"conclusion": "同意拟处罚意见"},
    Step.APPLY_COURT: {"number": "衢州市柯城区人民法院，演示申执〔2026〕1号"},
    Step.HEAR_ADMISSION: {"choice": "ACCEPTED", "number": "柯城区人民法院（2026）演示行审1号"},
    Step.HEAR_RULING: {"choice": "GRANTED", "number": "（2026）演示行审1号行政裁定书，准予强制执行"},
}
SENT_BACK: Final[Mapping[str, Any]] = {
    "choice": "FAIL",
    "opinion": "事实基本清楚，证据和裁量还要补充",
    "opinions": [
        {"point": "EVIDENCE", "weight": "MUST", "text": "没有广告牌面积的勘验笔录，无法核对罚款幅度"},
        {"point": "DISCRETION", "weight": "MUST", "text": "写明为什么取幅度的中档"},
        {"point": "PAPER", "weight": "ADVICE", "text": "告知书的地点写到门牌号"},
    ],
}
WALK: Final = (
    Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.STATE, Step.RECHECK,
    Step.REVIEW, Step.DELIBERATE, Step.DECIDE, Step.SERVE, Step.REDACT, Step.PUBLISH, Step.PAY, Step.CLOSE,
)  # fmt: skip
TO_COURT: Final = (
    *WALK[: WALK.index(Step.PUBLISH) + 1], Step.DEMAND, Step.APPLY_COURT, Step.HEAR_ADMISSION, Step.HEAR_RULING,
    Step.COLLECT_BY_COURT,
)  # fmt: skip
"""a fine that nobody contests and nobody pays: demanded, brought before the court, collected in part"""
OF_CASE: Final = frozenset({Step.FILE, Step.CLOSE})
WAITS: Final = {
    Step.DECIDE: 9, Step.PAY: 6, Step.GATHER: 1, Step.NOTIFY: 3, Step.SERVE: 2, Step.DEMAND: 20,
    Step.APPLY_COURT: 175, Step.HEAR_ADMISSION: 4, Step.HEAR_RULING: 8, Step.COLLECT_BY_COURT: 20,
}  # fmt: skip
"""days that pass before a step"""


@dataclass(frozen=True, slots=True)
class Script:
    """One case: what, who, how many days ago, how high in its range the fine is, and the last step that is taken."""

    words: str
    party: str
    kind: PartyKind
    days_ago: int
    share: int
    """percent of the way from the lowest fine to the highest"""
    until: Step | None
    sent_back: bool = False
    """a case of weight, whose review does not pass at first"""
    walk: tuple[Step, ...] = WALK
    mailed: bool = False
    """a case whose notice is on its way by mail"""


SCRIPTS: Final = (
    Script("占用", "演示当事人甲", PartyKind.CITIZEN, 60, 30, Step.CLOSE),
    Script("垃圾", "柯城演示餐饮店", PartyKind.SOLE_TRADER, 52, 40, Step.CLOSE),
    Script("广告", "衢州演示广告有限公司", PartyKind.ORGANIZATION, 40, 50, Step.PUBLISH),
    Script("占用", "演示当事人乙", PartyKind.CITIZEN, 26, 35, Step.DECIDE),
    Script("绿地", "衢州演示建筑有限公司", PartyKind.ORGANIZATION, 12, 30, Step.RECHECK),
    Script("垃圾", "演示当事人丙", PartyKind.CITIZEN, 8, 30, Step.VERIFY),
    Script("广告", "衢州演示传媒有限公司", PartyKind.ORGANIZATION, 18, 70, Step.REVIEW, sent_back=True),
    Script("占用", "演示当事人丁", PartyKind.CITIZEN, 3, 60, Step.FILE),
    Script("垃圾", "柯城演示百货店", PartyKind.SOLE_TRADER, 270, 40, Step.COLLECT_BY_COURT, walk=TO_COURT),
    Script("广告", "演示当事人戊", PartyKind.CITIZEN, 1, 30, None),
    Script("占用", "演示当事人己", PartyKind.CITIZEN, 9, 30, Step.NOTIFY, mailed=True),
)


@dataclass(slots=True)
class Desk:
    """Who acts in the demo town."""

    officer: Actor
    second: Actor
    people: dict[Role, Actor]
    town_id: UUID


def load_cases(*, now: datetime) -> int:
    """Open the demo's cases and walk them; a second run adds none."""
    if Case.objects.filter(synthetic=True).exists():
        return 0
    desk = desk_of(now.date())
    made = 0
    occupied = matter_for("占用", desk, now.date())
    if occupied is not None:
        load_benchmark(occupied, now=now)
    for script in SCRIPTS:
        matter = matter_for(script.words, desk, now.date())
        if matter is not None:
            _walk(script, matter, desk, now)
            made += 1
    return made


def desk_of(on: date) -> Desk:
    """Return who acts in the demo town on a day."""
    officer = agencies.actor_of_username("duiyuan", on)
    second = agencies.actor_of_username("duiyuan2", on)
    decider = agencies.actor_of_username("fuze", on)
    reviewer = agencies.actor_of_username("fazhi", on)
    town_id = officer.town_id
    assert town_id is not None
    assert officer.district_id is not None
    assert reviewer.officer_id is not None
    Officer.objects.filter(pk=reviewer.officer_id).update(legally_qualified=True, reviewed_before=True)
    heads = agencies.people_in_posts((Post.HEAD,), district_id=officer.district_id, town_id=town_id, on=on)
    other = next(one.officer_id for one in heads if one.officer_id != decider.officer_id)
    approver = agencies.actor_for(Officer.objects.get(pk=other), on)
    people = {
        Role.APPROVER: approver, Role.DECIDER: decider, Role.PRINCIPAL: decider, Role.REVIEWER: reviewer,
        Role.CHAIR: reviewer,
    }  # fmt: skip
    return Desk(officer, second, people, town_id)


def matter_for(words: str, desk: Desk, on: date) -> powers.MatterProfile | None:
    """Return a matter the town may punish whose name holds the words."""
    for one in powers.matter_profiles(desk.officer.district_id):
        if words in one.name and one.domain in ("city_appearance", "landscaping", "municipal"):
            team = agencies.teams_in(desk.officer.team_ids)
            body = next(iter(team.values())).agency_id
            if isinstance(powers.may_act(body, one.id, desk.town_id, on), powers.Competence):
                return one
    return None


def _walk(script: Script, matter: powers.MatterProfile, desk: Desk, now: datetime) -> None:
    moment = workday((now - timedelta(days=script.days_ago)).astimezone(SHANGHAI).replace(hour=9, minute=30))
    case = actions.open_case(opening=opening_of(script, matter, desk, moment), actor=desk.officer, now=moment)
    target = Target("甲", matter.code)
    if script.until is None:
        return
    fine = _fine(script, matter, moment.date())
    _find(case, script, fine, target, desk, moment)
    for step in script.walk:
        moment = workday(moment + timedelta(days=WAITS.get(step, 0), minutes=20))
        if moment > now or not _take(case, script, step, target, desk, moment, fine):
            return
        if step is script.until:
            break
    if script.until is Step.RECHECK:
        _put_before_the_head(case, target, desk, min(moment + timedelta(hours=2), now))


def _put_before_the_head(case: Case, target: Target, desk: Desk, moment: datetime) -> None:
    """Let a decision wait in the head's inbox; what the law does not allow yet is not put before anybody."""
    try:
        actions.propose_step(
            case_id=case.pk, step=Step.DECIDE, target=target, actor=desk.officer, now=moment,
            reason="事实清楚，证据充分，当事人的意见已复核，建议按拟处罚意见决定",
        )  # fmt: skip
    except Refusal:
        return


def opening_of(script: Script, matter: powers.MatterProfile, desk: Desk, moment: datetime) -> Opening:
    """Return a case as the officer enters it, with everybody named."""
    assert desk.second.officer_id is not None
    named = [(Role.HANDLER, desk.second.officer_id)]
    named += [(role, actor.officer_id) for role, actor in desk.people.items() if actor.officer_id is not None]
    natural = script.kind is not PartyKind.ORGANIZATION
    return Opening(
        matter_code=matter.code,
        town_id=desk.town_id,
        parties=[
            NewParty(script.kind, script.party, address="演示路 12 号", born_on=date(1985, 5, 20) if natural else None)
        ],
        charge=NewCharge(act_on=moment.date(), discovered_on=moment.date()),
        source=Source.INSPECTION,
        place_text="演示路 12 号门前",
        people=named,
        synthetic=True,
    )


def _fine(script: Script, matter: powers.MatterProfile, on: date) -> str:
    return fine_of(matter.code, script.kind, script.share, on)


def fine_of(code: str, kind: PartyKind, share: int, on: date) -> str:
    """
    Return a fine in the range of a matter for that kind of party, in whole yuan; 200 where the article names no sum.

    `share` is the percentage of the way from the lowest to the highest.
    """
    ranges = powers.fines_of([code], on)
    entries = ranges[code].entries if code in ranges else ()
    for one in entries:
        if kind in one.parties and one.plain and one.low is not None and one.high is not None:
            return str(max(1, int(one.low + (one.high - one.low) * share / 100)))
    return "200"


def _find(case: Case, script: Script, fine: str, target: Target, desk: Desk, moment: datetime) -> None:
    proposed: dict[str, Any] = {"proposed": {"kinds": ["FINE"], "fine": fine}, "weighty": script.sent_back}
    actions.find_charge(case_id=case.pk, target=target, values=FOUND | proposed, actor=desk.officer, now=moment)
    if script.words == "占用":
        none = {each.value: False for each in Circumstance}
        answers = {"conditions": {SMALL: True, LARGE: False}, "circumstances": none}
        actions.weigh_charge(case_id=case.pk, target=target, answers=answers, actor=desk.officer, now=moment)
    if script.kind is not PartyKind.ORGANIZATION:
        values = {"lucid": True, "untraceable": False}
        actions.find_party(case_id=case.pk, party="甲", values=values, actor=desk.officer, now=moment)
    conditions = ("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation")
    actions.find_clue(case_id=case.pk, values=dict.fromkeys(conditions, True), actor=desk.officer, now=moment)


def _take(case: Case, script: Script, step: Step, target: Target, desk: Desk, moment: datetime, fine: str) -> bool:
    """Take a step where it is in question; return whether the case goes on."""
    post = post_of(step)
    actor = desk.officer if post is Role.HANDLER else desk.people[post or Role.DECIDER]
    entered = dict(ENTERED.get(step, {}))
    entered |= _dated(step, moment.date()) | _money(step, case.number, fine)
    if step in ISSUING:
        entered |= MAILED if script.mailed else HANDED
    if step in (Step.NOTIFY, Step.SERVE) and script.kind is PartyKind.ORGANIZATION:
        entered |= {"receiver": "MAIL_ROOM", "receiver_name": "前台文员"}
    if step is Step.DELIBERATE:
        heads = {actor.name for role, actor in desk.people.items() if role in (Role.APPROVER, Role.DECIDER)}
        entered["members"] = [{"name": name, "said": "同意"} for name in sorted(heads)]
    if step is Step.REVIEW and script.sent_back:
        entered = dict(SENT_BACK)
    wanted = Target() if step in OF_CASE else target
    try:
        if step is Step.GATHER:
            demo_evidence.gather(case, target, actor, moment, entered)
            if script.until is Step.VERIFY:
                keeper = agencies.actor_of_username("diaodu", moment.date())
                head = desk.people[Role.APPROVER]
                demo_evidence.preserve(case, target, actor, head, keeper, moment + timedelta(minutes=10))
            return True
        actions.take_step(case_id=case.pk, step=step, target=wanted, actor=actor, now=moment, entered=entered)
    except Refusal as refusal:
        return refusal.code == "case.step.not_in_question"
    return True


def _dated(step: Step, on: date) -> dict[str, Any]:
    """Return the day that is written with a step."""
    days = {
        Step.NOTIFY: ("reply_by", 7), Step.DEMAND: ("perform_by", 15), Step.HEAR_ADMISSION: ("received_on", 0),
        Step.HEAR_RULING: ("received_on", 0),
    }  # fmt: skip
    if step not in days:
        return {}
    name, later = days[step]
    return {name: (on + timedelta(days=later)).isoformat()}


def _money(step: Step, number: str, fine: str) -> dict[str, Any]:
    """Return the sum that is written with a step, and its receipt; a court brings in the half."""
    if step is Step.PAY:
        return {"amount": fine, "receipt": f"演示 {number}"}
    if step is Step.COLLECT_BY_COURT:
        return {"amount": str(int(fine) // 2), "receipt": f"演示划款 {number}"}
    return {}


def workday(moment: datetime) -> datetime:
    """Return the moment, moved to ten o'clock of the next weekday where it falls on a weekend."""
    while moment.weekday() >= 5:
        moment = (moment + timedelta(days=1)).replace(hour=10, minute=0)
    return moment
