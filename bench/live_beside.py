"""
What is done beside the steps, for the live model: acts on a whole case, recusals, weighing, rows, papers.

`LiveWork` does all that `LiveCase` does, and these. Once a case has ended without the law's own closing, everything
that anybody tries must be refused; a paper of the organ's own act stands only where the act does.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from bench.live_machine import LiveCase
from bench.live_world import Person
from tongpan.cases import policies
from tongpan.cases.domain.acts import ACT_ENTRIES, CaseAct
from tongpan.cases.domain.choices import GONE
from tongpan.cases.domain.entering import Entry, Kind
from tongpan.cases.domain.posts import OF_THE_ORGAN
from tongpan.cases.domain.rowforms import ROW_FORMS, On, RowForm
from tongpan.cases.models import Case, CaseDeviation, CaseTransfer
from tongpan.cases.queries import Known
from tongpan.cases.steps.gathering import record_of
from tongpan.documents import queries as documents
from tongpan.documents.domain.choices import FieldKind
from tongpan.documents.domain.forms import forms_on
from tongpan.law.discretion.deviation import Ground
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role, Track
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.procedure import Outlook, Step

ENDING: Final = (CaseAct.REFUSE_FILING, CaseAct.WITHDRAW_FILING, CaseAct.END_INQUIRY, CaseAct.DROP, CaseAct.HAND_ON)
HARMLESS: Final = tuple(act for act in CaseAct if act not in ENDING)
WORDS: Final = ("如实填写", "如实填写", "如实填写", "", "胡乱\0", "很长" * 400)
DECISIONS: Final[dict[str, Callable[[Any], bool]]] = {
    "penalty_decision": lambda row: row.track is Track.ORDINARY and row.penalty is not None,
    "no_penalty_decision": lambda row: row.penalty is None,
    "revocation_decision": lambda _: True,
    "alteration_decision": lambda _: True,
}
"""papers of a decision, and which decision must stand; said here once more, apart from the code that is tested"""
ACTS: Final = {
    "enforcement_decision": "enforcements",
    "surcharge_decision": "surcharges",
    "deferral_notice": "deferrals",
}
"""papers of other acts, and the table in which the act stands"""


class LiveWork(LiveCase):
    """One case, with everything that people do beside its steps."""

    gone = False
    papers = 0

    # What holds beside the invariants of the law

    def look(self) -> tuple[Case, Known, Outlook]:
        """Where a case is gone nothing is open, whatever its facts would allow."""
        case, known, found = super().look()
        self.gone = case.standing in GONE
        return case, known, replace(found, steps=(), blocked=()) if self.gone else found

    def attempt(self, person: Person, path: str, body: dict[str, Any]) -> bool:
        done = super().attempt(person, path, body)
        assert not (done and self.gone), (path, body, "was done in a case that is gone")
        return done

    def held_up(self, step: Step) -> bool:
        """A case that is before another body is not closed."""
        return step is Step.CLOSE and CaseTransfer.objects.filter(case=self.key, answered_at__isnull=True).exists()

    @invariant()
    def nobody_from_elsewhere_decides(self) -> None:
        """Heads of other organs hold no post from which a case is approved or decided (处罚法 57)."""
        elsewhere = {one.officer_id for one in self.world.strangers}
        _, known, _ = self.look()
        names = {name for key, name in known.people.items() if str(key) in elsewhere}
        deciding = [each for each in known.facts.assignments if each.role in OF_THE_ORGAN]
        assert not [each for each in deciding if each.officer in names]

    @invariant()
    def no_paper_without_its_act(self) -> None:
        """Every paper of a decision or of another act that is not void speaks of one that stands."""
        if not self.papers:
            return
        case, known, _ = self.look()
        for paper in documents.documents_of(record_of(case)):
            if paper.voided_at is not None:
                continue
            if paper.form in DECISIONS:
                assert any(map(DECISIONS[paper.form], known.facts.decisions)), paper.form
            if paper.form in ACTS:
                assert getattr(known.facts, ACTS[paper.form]), paper.form

    # Rules

    @rule(pick=st.integers(0, 100), who=st.integers(0, 100), reason=st.sampled_from(WORDS[:4]))
    def ask_that_somebody_stands_aside(self, pick: int, who: int, reason: str) -> None:
        """Ask for somebody's recusal; it is decided by a step."""
        self.count("ask_that_somebody_stands_aside")
        _, known, _ = self.look()
        names = sorted({*known.people.values(), "没有这个人"})
        self.attempt(self.anybody(who), "recusals", {"officer": names[pick % len(names)], "reason": reason})

    @rule(pick=st.integers(0, 100), who=st.integers(0, 100), role=st.sampled_from(list(Role)))
    def take_somebody_off(self, pick: int, who: int, role: Role) -> None:
        """Say that somebody no longer holds a post."""
        self.count("take_somebody_off")
        _, known, _ = self.look()
        names = sorted(known.people.values())
        body = {"role": role.value, "officer": names[pick % len(names)], "reason": "工作调整"}
        self.attempt(self.anybody(who), "people/off", body)

    @rule(really=st.integers(0, 7), who=st.integers(0, 100), reason=st.booleans(), data=st.data())
    def act_on_the_whole(self, really: int, who: int, reason: bool, data: st.DataObject) -> None:
        """Do something with the case as a whole, by whoever: done only by who approves, who does not handle it."""
        self.count("act_on_the_whole")
        _, known, _ = self.look()
        act = data.draw(st.sampled_from(ENDING if not really else HARMLESS), label="act")
        body = {"act": act.value, "entered": self.said(ACT_ENTRIES[act], data)}
        if reason:
            body["override"] = "情况特殊，经研究决定"
        person = self.anybody(who)
        if self.attempt(person, "acts", body):
            handle = next((name for key, name in known.people.items() if str(key) == person.officer_id), None)
            roles = policies.roles_of(handle, known.facts)
            assert Role.APPROVER in roles, (act, handle)
            assert Role.HANDLER not in roles, (act, handle)

    @rule(who=st.integers(0, 100), accept=st.booleans(), answer=st.sampled_from(WORDS[:4]))
    def another_body_answers(self, who: int, accept: bool, answer: str) -> None:
        """Write down what another body answered."""
        self.count("another_body_answers")
        sent = CaseTransfer.objects.filter(case=self.key).order_by("-sent_at").first()
        if sent is None:
            return
        was_open = sent.answered_at is None
        before, gone = self.state(), self.gone
        self.tick()
        reply = self.anybody(who).client.post(
            f"/api/v1/cases/transfers/{sent.pk}", {"accept": accept, "answer": answer}, content_type="application/json"
        )
        assert reply.status_code < 500, reply.content
        if reply.status_code != 200:
            assert self.state() == before
            return
        assert was_open, "answered twice"
        assert not gone, "answered in a case that is gone"
        self.version, self.dirty = reply.json()["version"], True

    @rule(who=st.integers(0, 20), data=st.data())
    def weigh(self, who: int, data: st.DataObject) -> None:
        """Say which circumstances of discretion are there."""
        self.count("weigh")
        words = [each.value for each in Circumstance]
        found = data.draw(st.dictionaries(st.sampled_from(words), st.sampled_from([True, False]), max_size=3))
        answers: dict[str, Any] = {"circumstances": found, "emergency": data.draw(st.sampled_from([True, False, None]))}
        answers |= {"corrected_by": data.draw(st.sampled_from(WORDS))}
        person = self.anybody(who) if who > 15 else self.world.handlers[0]
        self.attempt(person, f"charges/甲/{self.world.matter}/discretion", {"answers": answers})

    @rule(ground=st.sampled_from(list(Ground)), reason=st.sampled_from(WORDS), grant=st.booleans(),
          who=st.integers(0, 100))  # fmt: skip
    def leave_the_benchmark(self, ground: Ground, reason: str, grant: bool, who: int) -> None:
        """Ask to leave the benchmark, and answer it: never by who asked."""
        self.count("leave_the_benchmark")
        path = f"charges/甲/{self.world.matter}/deviations"
        self.beside(self.world.handlers[0], path, {"ground": ground.value, "reason": reason})
        waiting = CaseDeviation.objects.filter(case=self.key, decided_at__isnull=True).first()
        if waiting is None:
            return
        person = self.anybody(who)
        before = self.state()
        self.tick()
        answer = person.client.post(
            f"/api/v1/cases/deviations/{waiting.pk}", {"grant": grant, "answer": "" if grant else "请补充"},
            content_type="application/json",
        )  # fmt: skip
        assert answer.status_code < 500, answer.content
        if answer.status_code != 200:
            assert self.state() == before
            return
        assert person.officer_id != self.world.handlers[0].officer_id, "who asked let it pass"
        self.read_version()

    @rule(form=st.sampled_from(sorted(ROW_FORMS)), who=st.integers(0, 20), data=st.data())
    def enter_a_row(self, form: str, who: int, data: st.DataObject) -> None:
        """Enter something that no step writes, or fill in what stands."""
        self.count("enter_a_row")
        told = ROW_FORMS[form]
        _, known, _ = self.look()
        body: dict[str, Any] = {"values": self.said(told.entries, data)}
        body |= (
            {} if told.on is On.CASE else {"party": "甲", "cause": self.world.matter if told.on is On.CHARGE else ""}
        )
        if not told.adds or data.draw(st.booleans(), label="fill in"):
            body["place"] = data.draw(st.integers(0, max(0, _count(told, known.facts))), label="place")
        person = self.anybody(who) if who > 15 else self.world.handlers[0]
        self.attempt(person, f"rows/{form}", body)

    @rule(who=st.integers(0, 20), data=st.data())
    def make_a_paper(self, who: int, data: st.DataObject) -> None:
        """Make a paper of the case, with something typed where something is asked."""
        self.count("make_a_paper")
        form = data.draw(st.sampled_from(list(forms_on(self.now.date()))), label="form")
        typed = {one.name: _typed(one.kind, self.now.date()) for one in form.fields if one.required and not one.fixed}
        if typed and not data.draw(st.integers(0, 5), label="forgotten"):
            typed.pop(sorted(typed)[0])
        person = self.anybody(who) if who > 10 else self.world.handlers[0]
        body = {"form": form.code, "values": typed, "party": "甲", "cause": self.world.matter}
        self.papers += self.beside(person, "documents", body)

    @rule(pick=st.integers(0, 100), who=st.integers(0, 100), reason=st.sampled_from(WORDS[:4]))
    def declare_a_paper_void(self, pick: int, who: int, reason: str) -> None:
        """Declare a paper void."""
        self.count("declare_a_paper_void")
        case, _, _ = self.look()
        papers = list(documents.documents_of(record_of(case))) if self.papers else []
        if papers:
            path = f"documents/{papers[pick % len(papers)].pk}/void"
            self.beside(self.anybody(who), path, {"reason": reason})

    # Helpers

    def anybody(self, who: int) -> Person:
        return self.people[who % len(self.people)]

    def beside(self, person: Person, path: str, body: dict[str, Any]) -> bool:
        """Call what does not answer with the case: what was refused has changed nothing."""
        before = self.state()
        status, told = self.call(person, path, body)
        if status >= 400:
            assert self.state() == before, (path, body, told)
            return False
        assert not self.gone, (path, body, "was done in a case that is gone")
        self.read_version()
        return True

    def read_version(self) -> None:
        self.version, self.dirty = Case.objects.values_list("version", flat=True).get(pk=self.key), True

    def said(self, entries: tuple[Entry, ...], data: st.DataObject) -> dict[str, Any]:
        """Return something for each entry; now and then nothing, or nonsense."""
        found: dict[str, Any] = {}
        for entry in entries:
            chance = data.draw(st.integers(0, 11), label=entry.name)
            value = self.value(entry, chance)
            if value is not None:
                found[entry.name] = value
        return found

    def value(self, entry: Entry, chance: int) -> Any:
        if entry.choices:
            words = [word for word, _ in entry.choices]
            return words[chance % len(words)] if chance < 11 else "没有这一项"
        if entry.name in ("to_body", "into"):
            return None
        if entry.kind is Kind.DAY:
            return (self.now.date() + timedelta(days=(0, 1, 15, -3, -40, 90)[chance % 6])).isoformat()
        if entry.kind is Kind.MOMENT:
            return (self.now - timedelta(hours=(1, 30, 500)[chance % 3])).isoformat()
        if entry.kind is Kind.MONEY:
            return ("200", "1", "0", "-1", "300000")[chance % 5]
        if entry.kind is Kind.NUMBER:
            return chance
        if entry.kind in (Kind.ANSWER, Kind.FLAG):
            return (True, False, None)[chance % 3]
        return WORDS[chance % len(WORDS)] or None


def _count(form: RowForm, facts: CaseFacts) -> int:
    return len(getattr(facts, form.table, ()))


def _typed(kind: FieldKind, today: date) -> Any:
    if kind is FieldKind.DAY:
        return today.isoformat()
    if kind is FieldKind.LIST:
        return ["如实填写"]
    return [["如实填写"]] if kind is FieldKind.TABLE else "如实填写"
