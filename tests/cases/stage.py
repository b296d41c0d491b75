"""The stage of case tests: a town with power by a provincial decision, its people, and a case on its way."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from tests import cast
from tests.leads import stage as leads

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post, StaffKind
from tongpan.agencies.models import Officer
from tongpan.cases import actions, queries
from tongpan.cases.actions import NewCharge, NewParty, Opening
from tongpan.cases.models import Case
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Outlook, Step, Target, next_steps
from tongpan.law.procedure.schedule import post_of
from tongpan.powers.models import Grant, Instrument, Matter

START = datetime(2026, 3, 2, 9, tzinfo=cast.NOW.tzinfo)
"""a Monday far from any holiday"""
CASE = Target()
CITIZEN = NewParty(PartyKind.CITIZEN, "钱大有", "330802198001011234", "13800001111", born_on=date(1980, 1, 1))
KNOWN: dict[str, Any] = {
    "five_years": False,
    "law": "中华人民共和国城乡规划法",
    "complex": False,
    "weighty": False,
    "minor": False,
    "corrected": False,
    "consequences": "SLIGHT",
    "first": False,
    "no_fault": False,
    "crime": False,
    "proven": True,
    "earlier_fines": [],
    "asks_on_spot": False,
    "hard_later": False,
    "proposed": {"kinds": ["FINE"], "fine": "2000"},
}
"""everything found out of an act that is punished with a fine of 2,000 yuan"""
HANDED: dict[str, Any] = {"mode": "DIRECT", "receiver": "PARTY"}
"""a document that the party signed for"""
ENTERED: dict[Step, dict[str, Any]] = {
    Step.GATHER: {"choice": "SITE_RECORD", "title": "现场检查笔录"},
    Step.REPORT: {"finding": "当事人占道经营，事实清楚"},
    Step.NOTIFY: {"reply_by": "2026-03-09"} | HANDED,
    Step.STATE: {"said": "愿意改正，请求从轻"},
    Step.RECHECK: {"answer": "已按从轻幅度拟处，不再减轻"},
    Step.SERVE: {"mode": "DIRECT", "receiver": "PARTY", "proof": "当事人本人签收"},
    **dict.fromkeys((Step.FIX_HEARING, Step.DEMAND, Step.SURCHARGE), HANDED),
    Step.PAY: {"amount": "2000"},
    Step.REVIEW: {"choice": "PASS", "opinion": "同意"},
    Step.DELIBERATE: {
        "conclusion": "同意拟处意见",
        "members": [{"name": "周正", "said": "同意"}, {"name": "吴用", "said": "同意"}],
    },
}

RECEIPTS = count(12345)


@dataclass
class Stage:
    """A town, its people, and the moment."""

    town: cast.TownCast
    matter: Matter
    officer: Actor
    second: Actor
    head: Actor
    deputy: Actor
    reviewer: Actor
    chair: Actor
    now: datetime = START
    people: dict[Role, Actor] = field(default_factory=dict)

    def wait(self, **span: int) -> "Stage":
        self.now += timedelta(**span)
        return self

    def open(self, **changes: Any) -> Case:
        """Return a case of one citizen, with everybody named."""
        given: dict[str, Any] = {
            "matter_code": self.matter.code,
            "town_id": self.town.town.pk,
            "parties": [
                NewParty(PartyKind.CITIZEN, "钱大有", "330802198001011234", "13800001111", born_on=date(1980, 1, 1))
            ],
            "charge": NewCharge(act_on=date(2026, 2, 27), discovered_on=date(2026, 3, 2)),
            "people": [
                (Role.HANDLER, self.second.officer_id),
                *((role, actor.officer_id) for role, actor in self.people.items()),
            ],
        }
        return actions.open_case(opening=Opening(**(given | changes)), actor=self.officer, now=self.now)

    def target(self, case: Case, party: str = "甲") -> Target:
        return Target(party, self.matter.code)

    def found(self, case: Case, **values: Any) -> Case:
        """Return the case with everything found out of its act, its party and its clue."""
        actions.find_charge(
            case_id=case.pk, target=self.target(case), values=KNOWN | values, actor=self.officer, now=self.now
        )
        actions.find_party(
            case_id=case.pk, party="甲", values={"lucid": True, "untraceable": False}, actor=self.officer, now=self.now
        )
        clue = dict.fromkeys(("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation"), True)
        return actions.find_clue(case_id=case.pk, values=clue, actor=self.officer, now=self.now)

    def take(self, case: Case, *steps: Step, **entered: Any) -> Case:
        """Take steps one after the other, each by who holds its post, a minute apart."""
        for step in steps:
            self.now += timedelta(minutes=1)
            if step is Step.PAY:
                entered = {"receipt": f"{next(RECEIPTS):07}"} | entered
            target = CASE if step in (Step.FILE, Step.CLOSE, Step.EXTEND_DECISION) else self.target(case)
            case = actions.take_step(
                case_id=case.pk,
                step=step,
                target=target,
                actor=self.who(step),
                now=self.now,
                entered=ENTERED.get(step, {}) | entered,
            )
        return case

    def who(self, step: Step) -> Actor:
        """Return who holds the post of a step."""
        post = post_of(step)
        return self.officer if post is Role.HANDLER else self.people[post or Role.DECIDER]

    def facts(self, case: Case) -> CaseFacts:
        return queries.known(Case.objects.select_related("district").get(pk=case.pk), date_of(self.now)).facts

    def outlook(self, case: Case) -> Outlook:
        return next_steps(self.facts(case), self.now, calendar_in_force())


def a_stage() -> Stage:
    """Return the stage set."""
    town = leads.a_working_town()
    matter = leads.occupying()
    grant = Grant.objects.get(matter=matter, body=town.agency)
    Instrument.objects.filter(pk=grant.instrument_id).update(issuer="浙江省人民政府")
    head = cast.leader_zhou(town)
    deputy = cast.an_officer("吴用", town.agency, Post.HEAD, username=cast._once("fuzhen"))
    reviewer = cast.reviewer_zhao(town)
    Officer.objects.filter(pk=reviewer.pk).update(legally_qualified=True, reviewed_before=True)
    chair = cast.an_officer("陈法", town.agency, Post.REVIEWER, staff_kind=StaffKind.CLERK)
    second = cast.an_officer("王强", town.agency, Post.OFFICER, team=town.team, username=cast._once("wangq"))
    made = Stage(
        town=town,
        matter=matter,
        officer=cast.actor(cast.officer_li(town)),
        second=cast.actor(second),
        head=cast.actor(head),
        deputy=cast.actor(deputy),
        reviewer=cast.actor(reviewer),
        chair=cast.actor(chair),
    )
    made.people = {
        Role.APPROVER: made.deputy,
        Role.DECIDER: made.head,
        Role.PRINCIPAL: made.head,
        Role.REVIEWER: made.reviewer,
        Role.CHAIR: made.chair,
    }
    return made
