"""
The live actions as a state machine: several people work on cases by the API, well or badly, while time passes.

After whatever was done, every invariant of the law that can be seen in a case's history must hold, what is kept of the
case must agree with its ledger, and what was refused must have changed nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bench.live_world import Person, World, person_is
from bench.live_writing import FINES, as_it_should_be, somehow
from tongpan.cases import policies, queries
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.cases.steps import storing
from tongpan.cases.steps.agreeing import disagreements
from tongpan.kernel.calendar import calendar_in_force
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.invariants import Moment, procedural
from tongpan.law.model.explore import Watch, ask
from tongpan.law.procedure import Outlook, Step, Target

FOUND: dict[str, Any] = {
    "five_years": False, "complex": False, "weighty": False, "minor": False, "corrected": False,
    "consequences": "SLIGHT", "first": False, "no_fault": False, "crime": False, "proven": True, "earlier_fines": [],
    "asks_on_spot": False, "hard_later": False,
}  # fmt: skip
CONDITIONS = ("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation")
ANSWERS = ("complex", "weighty", "minor", "corrected", "first", "no_fault", "crime", "proven", "asks_on_spot",
           "hard_later", "five_years", "danger", "good_reason", "public_place", "unable", "hardship")  # fmt: skip
REPEATED = (Step.GATHER, Step.EXTEND_DECISION, Step.PRESERVE, Step.PRESERVE_URGENT)
WAITS = (timedelta(minutes=1), timedelta(hours=3), timedelta(days=1), timedelta(days=3), timedelta(days=8),
         timedelta(days=16), timedelta(days=32), timedelta(days=65), timedelta(days=190))  # fmt: skip


class LiveCase(RuleBasedStateMachine):
    """One case, from its beginning to wherever it gets."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        world = self.world
        self.now = world.start
        self.dirty = False
        everybody = [*world.handlers, *world.roles.values(), world.outsider, *world.strangers]
        self.people = list({one.officer_id: one for one in everybody}.values())
        world.set_clock(self.now)
        target = {"role": "HANDLER", "officer_id": world.handlers[1].officer_id}
        people = [target, *({"role": role, "officer_id": one.officer_id} for role, one in world.roles.items())]
        self.opening = {
            "matter": world.matter, "town_id": world.town, "people": people, "source": "INSPECTION",
            "act_on": self.now.date().isoformat(), "discovered_on": self.now.date().isoformat(),
        }  # fmt: skip

    @initialize(kind=st.sampled_from(["CITIZEN", "SOLE_TRADER", "ORGANIZATION"]), ready=st.integers(0, 9))
    def begin(self, kind: str, ready: int) -> None:
        """Open a case; nearly always everything is found out at once."""
        self.fine = self.world.fines.get(kind, "2000")
        party = {"kind": kind, "name": "钱大有"} | ({} if kind == "ORGANIZATION" else {"born_on": "1980-01-01"})
        answer = self.world.handlers[0].client.post(
            "/api/v1/cases/", self.opening | {"parties": [party]}, content_type="application/json"
        )
        assert answer.status_code == 201, answer.content.decode()
        self.key, self.version = answer.json()["id"], answer.json()["version"]
        if ready:
            handler = self.world.handlers[0]
            cause = self.world.matter
            self.accept(handler, f"charges/甲/{cause}", {"values": self.found()})
            self.accept(handler, "parties/甲", {"values": {"lucid": True, "untraceable": ready == 1}})
            self.accept(handler, "clue", {"values": dict.fromkeys(CONDITIONS, True)})
        self.dirty = True

    def found(self) -> dict[str, Any]:
        proposed = {"kinds": ["FINE"], "fine": self.fine}
        return FOUND | {"law": self.world.statute, "proposed": proposed}

    # Looking and calling

    def look(self) -> tuple[Case, Known, Outlook]:
        case = Case.objects.select_related("district").defer("district__geometry").get(pk=self.key)
        known = queries.known(case, self.now.date())
        return case, known, storing.outlook(known.facts, self.now)

    def state(self) -> tuple[Any, ...]:
        """Return what a refused call must leave as it is."""
        with connection.cursor() as cursor:
            counts = []
            for table in ("cases_casefact", "cases_caselimit", "cases_caseofficer", "cases_stepproposal"):
                cursor.execute(f"SELECT COUNT(*) FROM {table}")
                counts.append(cursor.fetchone()[0])
            cursor.execute("SELECT COUNT(*), MAX(id) FROM kernel_ledger_entry")
            counts.append(cursor.fetchone())
            cursor.execute("SELECT MAX(id) FROM kernel_outboxmessage")
            counts.append(cursor.fetchone()[0])
        return (*counts, *Case.objects.filter(pk=self.key).values_list("version", "standing", "next_due_on")[:1])

    def call(self, person: Person, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        self.tick()
        answer = person.client.post(f"/api/v1/cases/{self.key}/{path}", body, content_type="application/json")
        told = answer.json()
        assert answer.status_code < 500, (path, body, told)
        if answer.status_code >= 400:
            for reason in told.get("reasons") or [{"code": told.get("code", "")}]:
                self.world.refused[f"{answer.status_code} {reason.get('code') or told.get('code', '')}"] += 1
        return answer.status_code, told

    def accept(self, person: Person, path: str, body: dict[str, Any]) -> Any:
        """Call what must be accepted: the version moves on by one."""
        status, told = self.call(person, path, body)
        assert status == 200, (path, body, told)
        assert told["version"] == self.version + 1, (path, told)
        self.version, self.dirty = told["version"], True
        return told

    def attempt(self, person: Person, path: str, body: dict[str, Any]) -> bool:
        """Call what may be refused: then nothing has changed."""
        before = self.state()
        status, told = self.call(person, path, body)
        if status >= 400:
            assert self.state() == before, (path, body, told)
            return False
        assert told["version"] in (self.version, self.version + 1), (path, told)
        self.dirty = told["version"] != self.version
        self.version = told["version"]
        if path == "steps":
            at = datetime.fromisoformat(body["at"]) if "at" in body else self.now
            self.was_taken(person, Step(body["step"]), Target(body["party"], body["cause"], body["ref"]), at)
        return True

    def was_taken(self, person: Person, step: Step, target: Target, at: datetime) -> None:
        """Look at a step that was just taken; the law's invariants look at all that was done anyway."""

    def refuse(self, person: Person, path: str, body: dict[str, Any]) -> None:
        """Call what must be refused."""
        assert not self.attempt(person, path, body), (path, body, "was let through")

    def tick(self) -> None:
        self.now += timedelta(minutes=1)
        self.world.set_clock(self.now)

    def holder(self, step: Step, known: Known) -> Person | None:
        """Return who holds the post of a step here and does not stand aside."""
        for handle in policies.holders_of(step, known.facts):
            for officer_id, name in known.people.items():
                if name == handle and policies.roles_of(handle, known.facts):
                    return next(one for one in self.people if one.officer_id == str(officer_id))
        return None

    # Rules

    @rule(pick=st.integers(0, 10_000), data=st.data())
    def take(self, pick: int, data: st.DataObject) -> None:
        """Take a step that is open, by who holds its post: it is accepted."""
        self.count("take")
        _, known, found = self.look()
        if not found.steps:
            return
        offer = found.steps[pick % len(found.steps)]
        person = self.holder(offer.step, known)
        if person is None:
            return
        body = self.body(offer.step, offer.target, self.write(offer.step, data, known.facts))
        if offer.step is Step.DECIDE_RECUSAL and person_is(
            person, next(iter(policies.pending_recusals(known.facts)), ""), known
        ):
            self.refuse(person, "steps", body)
            return
        if self.attempt(person, "steps", body):
            self.world.taken[offer.step.value] += 1
        else:
            # only what was entered can stand in the way: the law has just said that the step is open
            assert self.entered_wrong or self.held_up(offer.step), (offer, body)

    @rule(picks=st.lists(st.integers(0, 5), min_size=1, max_size=8))
    def go_on(self, picks: list[int]) -> None:
        """Take the steps that lead furthest, as they should be, so that many cases reach their end."""
        for pick in picks:
            self.count("go_on")
            _, known, found = self.look()
            offers = [offer for offer in found.steps if offer.step not in REPEATED]
            offers = offers or [offer for offer in found.steps if offer.step is Step.GATHER and pick < 2]
            if not offers:
                return
            offer = offers[-1 - pick % len(offers)]
            person = self.holder(offer.step, known)
            if person is None:
                return
            body = self.body(offer.step, offer.target, self.well(offer.step, known.facts))
            if not self.attempt(person, "steps", body):
                return
            self.world.taken[offer.step.value] += 1
            self.nothing_unlawful_happened()

    @rule(pick=st.integers(0, 10_000), data=st.data(), reason=st.booleans())
    def take_what_is_blocked(self, pick: int, data: st.DataObject, reason: bool) -> None:
        """Take a step that the law stops: refused, but for a head who overrides what no text says."""
        self.count("take_what_is_blocked")
        _, known, found = self.look()
        if not found.blocked:
            return
        blocked = found.blocked[pick % len(found.blocked)]
        person = self.holder(blocked.step, known) or self.world.outsider
        body = self.body(blocked.step, blocked.target, self.write(blocked.step, data, known.facts))
        derived = all(each.overridable for each in blocked.breaches)
        if reason:
            body["override"] = "情况特殊，经研究决定"
        if derived and reason:
            self.attempt(person, "steps", body)
        else:
            self.refuse(person, "steps", body)

    @rule(pick=st.integers(0, 10_000), who=st.integers(0, 100), data=st.data())
    def take_what_is_anothers(self, pick: int, who: int, data: st.DataObject) -> None:
        """Take an open step without holding its post: refused."""
        self.count("take_what_is_anothers")
        _, known, found = self.look()
        if not found.steps:
            return
        offer = found.steps[pick % len(found.steps)]
        holding = {
            str(officer_id)
            for officer_id, handle in known.people.items()
            if policies.may_take(policies.roles_of(handle, known.facts), offer.step)
        }
        others = [one for one in self.people if one.officer_id not in holding]
        if others:
            body = self.body(offer.step, offer.target, self.write(offer.step, data, known.facts))
            self.refuse(others[who % len(others)], "steps", body)

    @rule(step=st.sampled_from(list(Step)), who=st.integers(0, 100), ref=st.sampled_from(["", "保存1", "没有"]),
          data=st.data())  # fmt: skip
    def take_anything(self, step: Step, who: int, ref: str, data: st.DataObject) -> None:
        """Take any step on anything as anybody: accepted only if it is open and this person's."""
        self.count("take_anything")
        _, known, found = self.look()
        cause = "" if step in (Step.FILE, Step.CLOSE) else self.world.matter
        target = Target("甲" if cause else "", cause, ref)
        person = self.people[who % len(self.people)]
        done = self.attempt(person, "steps", self.body(step, target, self.write(step, data, known.facts)))
        if done:
            assert found.offers(step, target), (step, target)
            handle = next((name for key, name in known.people.items() if str(key) == person.officer_id), None)
            assert policies.may_take(policies.roles_of(handle, known.facts), step), (step, handle)

    @rule(pick=st.integers(0, 10_000), back=st.sampled_from(WAITS), data=st.data())
    def enter_what_was_done_before(self, pick: int, back: timedelta, data: st.DataObject) -> None:
        """Enter a step as it was done earlier: paper comes in late."""
        self.count("enter_what_was_done_before")
        _, known, found = self.look()
        if not found.steps:
            return
        offer = found.steps[pick % len(found.steps)]
        person = self.holder(offer.step, known)
        if person is not None:
            body = self.body(offer.step, offer.target, self.write(offer.step, data, known.facts))
            self.attempt(person, "steps", body | {"at": (self.now - back).isoformat()})

    @rule(span=st.sampled_from(WAITS))
    def wait(self, span: timedelta) -> None:
        """Let time pass."""
        self.count("wait")
        if self.now + span < self.world.start + timedelta(days=700):
            self.now += span
            self.world.set_clock(self.now)
            self.dirty = True

    @rule(name=st.sampled_from(ANSWERS), value=st.sampled_from([True, False, None]), who=st.integers(0, 100))
    def find(self, name: str, value: bool | None, who: int) -> None:
        """Find something out of the act, or forget it again."""
        self.count("find")
        person = self.people[who % len(self.people)] if who % 7 == 0 else self.world.handlers[0]
        self.attempt(person, f"charges/甲/{self.world.matter}", {"values": {name: value}})

    @rule(fine=st.sampled_from(("", *FINES)), harm=st.sampled_from(["NONE", "SLIGHT", "CONSIDERABLE"]))
    def propose_another_fine(self, fine: str, harm: str) -> None:
        """Propose another fine, less or more than was told."""
        self.count("propose_another_fine")
        values = {"proposed": {"kinds": ["FINE"], "fine": fine or self.fine}, "consequences": harm}
        self.attempt(self.world.handlers[0], f"charges/甲/{self.world.matter}", {"values": values})

    @rule(name=st.sampled_from(CONDITIONS), value=st.sampled_from([True, True, False, None]))
    def find_of_the_clue(self, name: str, value: bool | None) -> None:
        """Find something out of the clue."""
        self.count("find_of_the_clue")
        self.attempt(self.world.handlers[0], "clue", {"values": {name: value}})

    @rule(name=st.sampled_from(["lucid", "electronic", "untraceable"]), value=st.sampled_from([True, False, None]))
    def find_of_the_party(self, name: str, value: bool | None) -> None:
        """Find something out of the party."""
        self.count("find_of_the_party")
        self.attempt(self.world.handlers[0], "parties/甲", {"values": {name: value}})

    @rule(pick=st.integers(0, 10_000), take=st.booleans(), data=st.data())
    def put_before_a_head(self, pick: int, take: bool, data: st.DataObject) -> None:
        """Put a step before who may take it, who takes it or sends it back."""
        self.count("put_before_a_head")
        _, known, found = self.look()
        steps = [(each.step, each.target) for each in (*found.steps, *found.blocked)]
        if not steps:
            return
        step, target = steps[pick % len(steps)]
        body = self.body(step, target, self.write(step, data, known.facts)) | {"reason": "请审批"}
        status, told = self.call(self.world.handlers[0], "proposals", body)
        if status != 201:
            return
        decider = self.holder(step, known)
        if decider is None:
            return
        before = self.state()
        self.tick()
        answer = decider.client.post(
            f"/api/v1/cases/proposals/{told['id']}",
            {"take": take, "answer": "" if take else "请补充"}, content_type="application/json",
        )  # fmt: skip
        assert answer.status_code < 500, answer.content
        if answer.status_code != 200:
            assert self.state() == before
            return
        assert not take or found.offers(step, target), (step, target)
        assert answer.json()["version"] == self.version + 1
        self.version, self.dirty = answer.json()["version"], True
        if take:
            self.was_taken(decider, step, target, self.now)

    @rule(who=st.integers(0, 100), role=st.sampled_from(list(Role)))
    def name_somebody(self, who: int, role: Role) -> None:
        """Name somebody to a post."""
        self.count("name_somebody")
        person = self.people[who % len(self.people)]
        by = self.people[(who * 7) % len(self.people)]
        self.attempt(by, "people", {"role": role.value, "officer_id": person.officer_id})

    @rule(pick=st.integers(0, 10_000))
    def come_too_late(self, pick: int) -> None:
        """Take an open step from a page that is no longer true: refused."""
        self.count("come_too_late")
        _, known, found = self.look()
        if found.steps:
            offer = found.steps[pick % len(found.steps)]
            person = self.holder(offer.step, known) or self.world.outsider
            self.refuse(person, "steps", self.body(offer.step, offer.target, {}) | {"version": self.version - 1})

    # What is written with a step

    def body(self, step: Step, target: Target, entered: dict[str, Any]) -> dict[str, Any]:
        return {"step": step.value, "party": target.party, "cause": target.cause, "ref": target.ref, "entered": entered}

    def well(self, step: Step, facts: CaseFacts) -> dict[str, Any]:
        """Return what is asked with a step, as it should be."""
        return as_it_should_be(step, facts, self.key, self.now)

    def write(self, step: Step, data: st.DataObject, facts: CaseFacts) -> dict[str, Any]:
        """Return something for each thing asked; now and then something is missing or nonsense."""
        entered, self.entered_wrong = somehow(step, data, facts, self.key, self.now)
        return entered

    def held_up(self, step: Step) -> bool:
        """Tell whether something outside the facts of the case stops a step that the law leaves open."""
        return False

    def count(self, name: str) -> None:
        self.world.rules[name] += 1

    def judged(self, facts: CaseFacts) -> CaseFacts:
        """Return the facts by which the invariants judge the whole of a history."""
        return facts

    # Invariants

    @invariant()
    def nothing_unlawful_happened(self) -> None:
        """Every invariant that a history can show holds, and what is kept agrees."""
        if not self.dirty:
            return
        self.dirty = False
        case, known, found = self.look()
        assert case.version == self.version
        assert disagreements(case) == []
        moment = Moment(self.judged(known.facts), self.now, calendar_in_force(), Watch(found))
        broken = []
        for each in procedural():
            answer = ask(each, moment)
            if answer is not None:
                self.world.spoken.add(each.number)
            if answer is False:
                broken.append((each.id, each.chinese))
        assert not broken, broken
