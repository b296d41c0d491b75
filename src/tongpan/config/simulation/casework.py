"""One turn of one case: the law is asked what is open, and who holds the post takes it; now and then somebody slips."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions import NewCharge, Opening
from tongpan.cases.domain.choices import OPEN, Source
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.cases.queries.summary import body_of
from tongpan.cases.steps import storing
from tongpan.config.demo_benchmarks import LARGE, SHARES, SMALL
from tongpan.config.demo_cases import fine_of
from tongpan.config.simulation import spots, whole
from tongpan.config.simulation.clockwork import at_work, dice
from tongpan.config.simulation.fates import Fate, fate_of
from tongpan.config.simulation.papers import Papers, photograph
from tongpan.config.simulation.people import Bench, People
from tongpan.config.simulation.tally import Tally, Unexpected
from tongpan.config.simulation.walking import Chosen, choose, entered
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Invalid, NotFound, Refusal
from tongpan.law.facts.words import Role
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.procedure import Outlook, Step, Target
from tongpan.law.procedure.schedule import post_of
from tongpan.leads.models import Lead
from tongpan.powers import queries as powers

SLIPS, SENT_BACK = 0.04, 0.1
"""of a hundred: turns that begin with a slip, proposals sent back once"""
LONGEST_WAIT: Final = timedelta(days=20)
MOST_TRIES, MOST_HANDLERS = 3, 2
GIVEN_UP: Final = timedelta(days=500)
"""a case nobody touched for so long is left where it stands"""


@dataclass(slots=True)
class Folder:
    """One case on its handlers' desk."""

    case_id: UUID
    key: str
    fate: Fate
    tries: int = 0


class CaseDesk:
    """Begins cases and takes turns of them."""

    def __init__(self, people: People, system: str, tally: Tally) -> None:
        self.people, self.system, self.tally = people, system, tally
        self.papers = Papers(tally)

    def folder(self, case_id: UUID, key: str) -> Folder:
        """Return a case as a piece of work."""
        return Folder(case_id, key, fate_of(self.system, key))

    def again(self, case: Case, key: str) -> datetime:
        """Return when somebody looks at a case again after it was last touched."""
        minutes = dice(self.system, key, case.version, "next").randint(3, 40)
        return at_work(case.touched_at.astimezone(SHANGHAI) + timedelta(minutes=minutes))

    def begin(self, lead: Lead, officers: list[Actor], now: datetime) -> tuple[Folder, datetime] | None:
        """
        Begin a case from a lead; None where it cannot be, which is counted, or where one was begun before.

        A lead that comes back from its reporter after its case was opened goes on in that case.
        """
        key, on = lead.source_id or "", now.date()
        if Case.objects.filter(lead=lead).exists():
            return None
        bench = None
        if lead.town_id is not None and officers:
            bench = self.people.bench(lead.town_id, body_of(officers[0]), on)
        if bench is None or len(officers) < 2 or lead.matter_id is None or lead.town_id is None:
            self.tally.cases["NOT_BEGUN"] += 1
            return None
        fate = fate_of(self.system, key)
        try:
            case = self._opened(lead, fate, officers, bench, now)
        except Refusal as refusal:
            self._refused(refusal)
            self.tally.cases["NOT_BEGUN"] += 1
            return None
        self.tally.fates[fate.name] += 1
        return Folder(case.pk, key, fate), self.again(case, key)

    def _opened(self, lead: Lead, fate: Fate, officers: list[Actor], bench: Bench, now: datetime) -> Case:
        """Decide on the spot where that may be, else open an ordinary case."""
        if fate.name == "on_the_spot":
            decided = spots.decide(lead, fate, officers, bench.roles[Role.DECIDER], now)
            if decided is not None:
                self.tally.steps["DECIDE_ON_SPOT"] += 1
                return decided
        second = officers[1].officer_id
        assert second is not None
        assert lead.matter_id is not None
        assert lead.town_id is not None
        seen = lead.occurred_at or lead.collected_at
        opening = Opening(
            matter_code=powers.matter_row(lead.matter_id).code,
            town_id=lead.town_id,
            parties=[fate.opens_with()],
            charge=NewCharge(act_on=seen.astimezone(now.tzinfo).date(), discovered_on=now.date()),
            source=Source.LEAD,
            lead_id=lead.pk,
            place_text=lead.place_text,
            people=[(Role.HANDLER, second), *bench.named()],
            synthetic=True,
        )
        return actions.open_case(opening=opening, actor=officers[0], now=now)

    def turn(self, folder: Folder, now: datetime) -> datetime | None:
        """Do what comes next, if it is time for it; return when to look again, None when nothing is left to do."""
        case = Case.objects.select_related("district").defer("district__geometry").get(pk=folder.case_id)
        if case.standing not in OPEN:
            return None
        known = queries.known(case, now.date())
        changed = self._found_out(case, known, folder, now)
        if changed is not None:
            return self.again(changed, folder.key)
        done, look = self._as_a_whole(case, known, folder, now)
        if done:
            return look
        if folder.fate.on_paper:
            self._write(case, known, now)
        found = storing.outlook(known.facts, now)
        chosen = choose(found, known.facts, folder.fate, (self.system, folder.key, case.version), now)
        if chosen is None:
            return self._wait(case, known, found, folder, now)
        due = at_work(case.touched_at.astimezone(now.tzinfo) + timedelta(days=chosen.days))
        if chosen.days and due > now:
            return due
        self._slip(case, known, found, chosen, folder, now)
        try:
            case = self._take(case, known, chosen, folder, now)
        except Refusal as refusal:
            self._refused(refusal)
            folder.tries += 1
            if folder.tries > MOST_TRIES:
                self.tally.cases["LEFT_LYING"] += 1
                return None
            return at_work(now + timedelta(days=2))
        folder.tries = 0
        self.tally.steps[chosen.step.value] += 1
        if chosen.step is Step.CLOSE:
            self.tally.cases["CLOSED"] += 1
            return None
        return self.again(case, folder.key)

    def _write(self, case: Case, known: Known, now: datetime) -> None:
        """Make the papers that are due; whoever looks at the case again finds them made."""
        on = now.date()
        bench = self.people.bench(case.town_id, case.body_id, on) if case.town_id is not None else None
        if bench is not None:
            self.papers.write(case, known.facts, self._holder(Step.GATHER, known, now), bench, now)

    def _as_a_whole(self, case: Case, known: Known, folder: Folder, now: datetime) -> tuple[bool, datetime | None]:
        """Do what becomes of the case as a whole; tell whether that was it for this turn, and when to look again."""
        handler, until = self._holder(Step.GATHER, known, now), whole.still_until(known.facts)
        if until is not None:
            if now.date() < until:
                return True, at_work(datetime.combine(until, time(9), SHANGHAI))
            return True, self.again(whole.go_on(case, self._holder(Step.FILE, known, now), now), folder.key)
        act = whole.wanted(folder.fate, known.facts)
        if act is None or folder.tries > MOST_TRIES:
            return False, None
        try:
            case = whole.take(case, act, folder.fate, handler, self._holder(Step.FILE, known, now), now)
        except Refusal as refusal:
            self._refused(refusal)
            folder.tries += 1
            return False, None
        self.tally.steps[act.value] += 1
        return True, self.again(case, folder.key) if case.standing in OPEN else None

    def _refused(self, refusal: Refusal) -> None:
        """Count it; what is incomplete or not there at all is no refusal that life brings."""
        if isinstance(refusal, Invalid | NotFound):
            raise Unexpected(f"{type(refusal).__name__} {refusal.code}: {refusal.message}") from refusal
        self.tally.refuse(refusal)

    def _wait(self, case: Case, known: Known, found: Outlook, folder: Folder, now: datetime) -> datetime | None:
        idle = now - case.touched_at.astimezone(now.tzinfo)
        if idle > GIVEN_UP:
            self.tally.cases["LEFT_OPEN"] += 1
            return None
        ends = [one.limit.due_on for one in found.limits if one.limit.due_on and one.limit.due_on >= now.date()]
        soonest = min((end - now.date() for end in ends), default=LONGEST_WAIT) + timedelta(days=1)
        return at_work(now + min(soonest, LONGEST_WAIT))

    def _found_out(self, case: Case, known: Known, folder: Folder, now: datetime) -> Case | None:
        """Enter what is found of act, party and clue, and what changes of it; None where nothing was."""
        facts, handler = known.facts, self._holder(Step.GATHER, known, now)
        charge = facts.charges[0]
        target = Target(charge.party, charge.cause)
        clue = facts.clue if not facts.decisions else None  # decided on the spot, nothing is found out any more
        if clue is not None and clue.evidence is None:  # the last thing that is entered of these
            fine = fine_of(charge.cause, folder.fate.kind, folder.fate.share, now.date())
            values = folder.fate.charge_values(fine)
            actions.find_charge(case_id=case.pk, target=target, values=values, actor=handler, now=now)
            self._weigh(case, target, folder, handler, now)
            values = folder.fate.party_values()
            actions.find_party(case_id=case.pk, party=charge.party, values=values, actor=handler, now=now)
            return actions.find_clue(case_id=case.pk, values=folder.fate.clue_values(), actor=handler, now=now)
        if charge.crime and any(each.resumed_at is not None for each in facts.referrals):
            values = {"crime": False}
            return actions.find_charge(case_id=case.pk, target=target, values=values, actor=handler, now=now)
        if facts.decisions and not policies.holders(facts, Role.APPROVER):
            return self._name_head(case, now)  # decided on the spot by two officers; a head closes it
        return self._recuse(case, known, now) if folder.fate.name == "recusal" else None

    def _name_head(self, case: Case, now: datetime) -> Case | None:
        bench = self.people.bench(case.town_id, case.body_id, now.date()) if case.town_id is not None else None
        if bench is None:
            return None
        head, approver = bench.roles[Role.DECIDER], bench.roles[Role.APPROVER].officer_id
        assert approver is not None
        return actions.name_officer(case_id=case.pk, role=Role.APPROVER, officer_id=approver, actor=head, now=now)

    def _weigh(self, case: Case, target: Target, folder: Folder, handler: Actor, now: datetime) -> None:
        """Say which tier of the benchmark fits, where there is one; no notice goes out before."""
        found = (queries.known(case, now.date()).weighed or {}).get((target.party, target.cause))
        if found is None or found.benchmark is None:
            return
        answers = {"conditions": {SMALL: folder.fate.share < SHARES[0][3], LARGE: folder.fate.share >= SHARES[0][3]},
                   "circumstances": {each.value: False for each in Circumstance}}  # fmt: skip
        actions.weigh_charge(case_id=case.pk, target=target, answers=answers, actor=handler, now=now)

    def _recuse(self, case: Case, known: Known, now: datetime) -> Case | None:
        """Ask that the second handler stands aside; when granted, somebody else of the team is named."""
        facts = known.facts
        handlers = policies.holders(facts, Role.HANDLER)
        if facts.filing is None or facts.decisions or case.team_id is None:
            return None
        others = [one for one in self.people.team(case.team_id, now.date()) if one.officer_id not in known.people]
        if not others or others[0].officer_id is None:
            return None
        if not facts.recusals:
            actor, why = self._holder(Step.GATHER, known, now), "与当事人是近亲属"
            return actions.ask_recusal(case_id=case.pk, officer=handlers[-1], reason=why, actor=actor, now=now)
        if not facts.recusals[0].granted or len(handlers) > MOST_HANDLERS:
            return None
        head, chosen = self._holder(Step.DECIDE, known, now), others[0].officer_id
        return actions.name_officer(case_id=case.pk, role=Role.HANDLER, officer_id=chosen, actor=head, now=now)

    def _holder(self, step: Step, known: Known, now: datetime) -> Actor:
        """Return who takes a step of a case: the first who holds its post and does not stand aside."""
        for handle in policies.holders_of(step, known.facts):
            for officer_id, name in known.people.items():
                if name == handle and policies.roles_of(handle, known.facts):
                    return self.people.actor(officer_id, now.date())
        raise Unexpected(f"nobody holds the post of {step.value}")

    def _take(self, case: Case, known: Known, chosen: Chosen, folder: Folder, now: datetime) -> Case:
        step = chosen.step
        if step is Step.GATHER and folder.fate.on_paper:
            actor = self._holder(step, known, now)
            photo = photograph(case, actor, (self.system, folder.key, case.version), now)
            self.tally.papers["PHOTOGRAPH"] += 1
            return actions.gather(
                case_id=case.pk, target=chosen.target, actor=actor, now=now, entered=chosen.entered, uploads=[photo]
            )
        if not folder.fate.proposes or post_of(step) not in (Role.APPROVER, Role.DECIDER, Role.PRINCIPAL):
            return self._step(case, step, chosen.target, self._holder(step, known, now), now, chosen.entered)
        back = dice(self.system, folder.key, case.version, "back").random() < SENT_BACK and folder.tries == 0
        for take in (False, True) if back else (True,):
            proposal = actions.propose_step(
                case_id=case.pk, step=step, target=chosen.target, reason="材料齐全，请审批", now=now,
                entered=chosen.entered, actor=self._holder(Step.GATHER, known, now),
            )  # fmt: skip
            decider = self.people.actor(proposal.decider_id, now.date())
            answer = "" if take else "请先补充裁量说明"
            case = actions.answer_proposal(proposal_id=proposal.pk, take=take, actor=decider, now=now, answer=answer)
        return case

    def _step(
        self, case: Case, step: Step, target: Target, actor: Actor, now: datetime, written: dict[str, Any],
        version: int | None = None,
    ) -> Case:  # fmt: skip
        return actions.take_step(
            case_id=case.pk, step=step, target=target, actor=actor, now=now, entered=written, version=version
        )

    def _slip(self, case: Case, known: Known, found: Outlook, chosen: Chosen, folder: Folder, now: datetime) -> None:
        """Now and then: a step too early, a step that is another's, an old page, half a form."""
        thrown = dice(self.system, folder.key, case.version, "slip")
        if thrown.random() >= SLIPS:
            return
        step, target, holder = chosen.step, chosen.target, self._holder(chosen.step, known, now)
        kind = thrown.choice(("early", "other", "stale", "half"))
        if kind == "early" and found.blocked:
            early = thrown.choice(found.blocked)
            step, target = early.step, early.target
            written, actor = entered(step, known.facts, folder.fate, now) if known.facts.decisions else {}, None
            actor = self._holder(step, known, now)
            self._wrong(lambda: self._step(case, step, target, actor, now, written), f"{case.number}: early {step}")
        elif kind == "other":
            others = [
                self.people.actor(officer_id, now.date())
                for officer_id, handle in known.people.items()
                if not policies.may_take(policies.roles_of(handle, known.facts), step)
            ]
            if others:
                actor = thrown.choice(others)
                self._wrong(
                    lambda: self._step(case, step, target, actor, now, chosen.entered), f"{case.number}: other's {step}"
                )
        elif kind == "stale":
            old = case.version - 1
            self._wrong(
                lambda: self._step(case, step, target, holder, now, chosen.entered, old), f"{case.number}: stale {step}"
            )
        elif kind == "half" and chosen.entered:
            self._wrong(lambda: self._step(case, step, target, holder, now, {}), f"{case.number}: half {step}")

    def _wrong(self, attempt: Any, what: str) -> None:
        try:
            attempt()
        except Refusal as refusal:
            self.tally.refuse(refusal)
            return
        raise Unexpected(f"{what} was let through")


def open_cases(system: str) -> list[Case]:
    """Return the cases of a run that are not closed, in order."""
    rows = Case.objects.filter(lead__source_system=system, standing__in=sorted(OPEN))
    return list(rows.select_related("lead").order_by("lead__source_id"))


def unbegun(system: str) -> list[Lead]:
    """Return the leads of a run of which a case was to be begun and is not there."""
    rows = Lead.objects.filter(source_system=system, outcome="CASE_OPENED", cases__isnull=True)
    return list(rows.order_by("source_id"))
