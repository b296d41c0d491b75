"""
What changes around a case while people work on it, for the live model: cards, the power, parties, causes, ages.

`LiveCounty` does all that `LiveWork` does, and these. It keeps for itself whose card holds on which days, on which days
the organ holds the power and what a recall said of work in hand, and how old each party is; after every step that was
taken it asks these, and nothing of the code that is tested, whether the step could be taken.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import rule

from bench.live_beside import LiveWork
from bench.live_machine import CONDITIONS
from bench.live_world import Person
from tongpan.agencies.actions import people as staff
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import CredentialStatus
from tongpan.agencies.models import Credential, Officer
from tongpan.agencies.queries import actor_for
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step, Target
from tongpan.powers.actions import grants as lists
from tongpan.powers.domain.kinds import InHand, InstrumentKind, Mode, Power
from tongpan.powers.models import Grant
from tongpan.powers.steps import NewGrant, touch_lists

BY_TWO_WITH_CARDS: Final = frozenset({Step.SHOW_IDENTITY, Step.GATHER, Step.PRESERVE, Step.PRESERVE_URGENT})
"""处罚法 42 条：由具有行政执法资格的执法人员实施，不得少于两人"""
BY_POWER: Final = frozenset({Step.DECIDE})
"""
处罚法 17、38 条：处罚由有处罚权的机关实施，没有行政主体资格的无效

Not the filing: the product asks there what was found of its own jurisdiction, not the list of the day.
"""
WITHDRAWN: Final = "conflicts.withdrawn_power"
FINISH: Final = "FINISH"
AGAIN: Final = "重新赋权（模型）"
UNDER: Final = 14
"""处罚法 30 条：不满十四周岁的人有违法行为的，不予行政处罚"""
LONG_AGO, NO_END = date(2023, 1, 1), date(2099, 12, 31)
AGES: Final = (8, 13, 14, 15, 17, 18, 40)


@dataclass
class Span:
    """Days from one to another, which is not among them; None: without end."""

    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def end(self, on: date) -> None:
        self.until = on if self.until is None else min(self.until, on)


@dataclass
class Held(Span):
    """A span of power; and if it was recalled, what was said of work in hand."""

    in_hand: InHand | None = None


@dataclass
class Around:
    """What was there before anything changed, so that every case begins alike; and what is known of it since."""

    cards: list[dict[str, Any]]
    grants: list[Grant]
    spans: dict[UUID, Span] = field(default_factory=dict)
    owners: dict[UUID, str] = field(default_factory=dict)
    power: list[Held] = field(default_factory=list)

    @classmethod
    def of(cls, officer_ids: list[str], matter: str, town: str) -> "Around":
        """Return what is there: cards, and the powers that a document gave in the town, and a document can take."""
        cards = list(Credential.objects.filter(officer__in=officer_ids).values())
        grants = Grant.objects.filter(
            matter__code=matter, territory=town, power=Power.PENALTY, superseded_at=None, valid_to=None
        ).exclude(mode=Mode.OWN)
        return cls(cards, list(grants))

    def restore(self, now: datetime) -> None:
        """Put everything back as it was."""
        with transaction.atomic():
            ours = [each["officer_id"] for each in self.cards]
            Credential.objects.filter(officer__in=ours).exclude(pk__in=[each["id"] for each in self.cards]).delete()
            for each in self.cards:
                Credential.objects.filter(pk=each["id"]).update(**each)
            lines = [one.line for one in self.grants]
            Grant.objects.filter(line__in=lines, superseded_at=None).update(superseded_at=now)
            again = Grant.objects.filter(matter__in=[one.matter_id for one in self.grants], basis=AGAIN)
            again.filter(superseded_at=None).update(superseded_at=now)
            for one in self.grants:
                Grant.objects.filter(pk=one.pk).update(superseded_at=None)
            touch_lists()
        self.spans = {each["id"]: Span(each["valid_from"], each["valid_to"]) for each in self.cards}
        self.owners = {each["id"]: str(each["officer_id"]) for each in self.cards}
        self.power = [Held(self.grants[0].valid_from)] if self.grants else []


class LiveCounty(LiveWork):
    """One case, while the county around it changes."""

    around: Around

    def __init__(self) -> None:
        super().__init__()
        if not hasattr(type(self), "around"):
            everybody = [one.officer_id for one in self.people]
            type(self).around = Around.of(everybody, self.world.matter, self.world.town)
        self.around.restore(self.now)
        self.lines = [one.line for one in self.around.grants]
        self.ages: dict[str, int] = {}

    def teardown(self) -> None:
        self.around.restore(self.now)

    # What a step needs, said here once more, apart from the code that is tested

    def was_taken(self, person: Person, step: Step, target: Target, at: datetime) -> None:
        """Hold a step that was just taken against what is known here."""
        super().was_taken(person, step, target, at)
        _, known, _ = self.look()
        on = at.date()
        if step in BY_TWO_WITH_CARDS:
            named = {each.officer for each in known.facts.assignments if each.role is Role.HANDLER and not each.until}
            able = {name for key, name in known.people.items() if name in named and self.carded(str(key), on)}
            assert len(able) >= 2, (step, on, "was taken by fewer than two with cards", able)
            if step is not Step.PRESERVE:  # a head approves that one, who needs no card
                assert self.carded(person.officer_id, on), (step, on, "was taken by one without a card")
        if step in BY_POWER and self.around.power and target.cause in ("", self.world.matter):
            assert self.empowered(known.facts, on), (step, on, "was taken without power", self.around.power)
            self.world.around["step on a power held over"] += not any(one.holds(on) for one in self.around.power)
        if step is Step.DECIDE:
            age = self.ages.get(target.party)
            assert age is None or age >= UNDER, (step, target.party, "is a child")

    def judged(self, facts: CaseFacts) -> CaseFacts:
        """
        Return the facts as if no card and no power had ended.

        The facts know cards and powers as they stand today, and a history is longer: each step was held against the
        cards and the power of its own day when it was taken, by `was_taken`.
        """
        had = set(self.around.owners.values())
        _, known, _ = super().look()
        able = {name for key, name in known.people.items() if str(key) in had}
        officers = tuple(
            replace(each, certified_from=LONG_AGO, certified_until=NO_END) if each.id in able else each
            for each in facts.officers
        )
        powers = tuple(replace(each, since=min(each.since or LONG_AGO, LONG_AGO), until=None)
                       for each in facts.authorities)  # fmt: skip
        return replace(facts, officers=officers, authorities=powers)

    def carded(self, officer_id: str, on: date) -> bool:
        spans = self.around.spans
        return any(spans[key].holds(on) for key, owner in self.around.owners.items() if owner == officer_id)

    def empowered(self, facts: Any, on: date) -> bool:
        """Tell whether the organ holds the power on a day, or finishes what it had in hand when it lost it."""
        if any(one.holds(on) for one in self.around.power):
            return True
        ended = [one for one in self.around.power if one.until is not None and one.until <= on]
        filed = facts.filing.at.date() if facts.filing is not None else None
        answered = any((each.code, each.option) == (WITHDRAWN, FINISH) for each in facts.answers)
        return any(
            filed is not None and filed < one.until
            and (one.in_hand is InHand.FINISH_HERE or (one.in_hand is InHand.DECIDE_EACH and answered))
            for one in ended
            if one.until is not None
        )  # fmt: skip

    # Rules

    @rule(who=st.integers(0, 100), status=st.sampled_from(["SUSPENDED", "REVOKED", "LOST"]))
    def a_card_ends(self, who: int, status: str) -> None:
        """Somebody's card is suspended, revoked or lost."""
        self.count("a_card_ends")
        mine = [key for key, owner in self.around.owners.items() if owner == self.one_of_the_handlers(who).officer_id]
        for key in mine:
            if self.around.spans[key].holds(self.now.date()):
                staff.change_credential_status(
                    credential_id=key, status=CredentialStatus(status), on=self.now.date(),
                    actor=self.clerk("cards"), now=self.now,
                )  # fmt: skip
                self.around.spans[key].end(self.now.date())
                self.changed("card ended")

    @rule(who=st.integers(0, 100), later=st.sampled_from([0, 0, 0, 2]), days=st.sampled_from([None, None, 3, 20]))
    def a_card_is_given(self, who: int, later: int, days: int | None) -> None:
        """Somebody gets a card: for good, or for some days, after which it expires by itself."""
        self.count("a_card_is_given")
        officer = self.one_of_the_handlers(who).officer_id
        since = self.now.date() + timedelta(days=later)
        until = since + timedelta(days=days) if days is not None else None
        card = staff.register_credential(
            officer_id=UUID(officer), number=f"M{uuid4().hex[:12]}", issuer="模型", domains=[], valid_from=since,
            valid_to=until, actor=self.clerk("cards"), now=self.now,
        )  # fmt: skip
        self.around.spans[card.pk], self.around.owners[card.pk] = Span(since, until), officer
        self.changed("card given")

    @rule(in_hand=st.sampled_from(list(InHand)), really=st.integers(0, 2))
    def the_power_is_recalled(self, in_hand: InHand, really: int) -> None:
        """The power is taken back from today on, and it is said what becomes of work in hand."""
        self.count("the_power_is_recalled")
        if really or not self.around.power or not self.around.power[-1].holds(self.now.date()):
            return
        keeper = self.clerk("list")
        paper = lists.record_instrument(
            kind=InstrumentKind.values[0], title=f"收回决定{uuid4().hex[:8]}", actor=keeper, now=self.now
        )
        receiver = self.world.receiver if in_hand is InHand.HAND_OVER else None
        if in_hand is InHand.HAND_OVER and receiver is None:
            return
        ours = Grant.objects.filter(line__in=self.lines, superseded_at=None, valid_to=None)
        for row in ours:
            lists.recall_grant(
                grant_id=row.pk, on=self.now.date(), instrument_id=paper.pk, in_hand=in_hand, reason="承接能力不足",
                receiver_id=receiver, actor=keeper, now=self.now,
            )  # fmt: skip
        self.around.power[-1].end(self.now.date())
        self.around.power[-1].in_hand = in_hand
        self.changed(f"power recalled, {in_hand.value}")

    @rule(later=st.sampled_from([1, 1, 4]))
    def the_power_is_granted_again(self, later: int) -> None:
        """What was taken back is given again, some days from now."""
        self.count("the_power_is_granted_again")
        held = self.around.power
        if not held or held[-1].until is None:
            return
        since = max(self.now.date() + timedelta(days=later), held[-1].until)
        first = self.around.grants
        new = [
            NewGrant(
                matter_id=one.matter_id, body_id=one.body_id, territory_id=one.territory_id, mode=one.mode,
                valid_from=since, principal_id=one.principal_id, grantor_id=one.grantor_id, source=one.source,
                basis=AGAIN, instrument_id=one.instrument_id,
            )
            for one in first
        ]  # fmt: skip
        district = first[0].territory.county_id
        made = lists.record_grants(grants=new, district_id=district, actor=self.clerk("list"), now=self.now)
        self.lines += [one.line for one in made]
        held.append(Held(since))
        self.changed("power granted again")

    @rule(who=st.integers(0, 100), option=st.sampled_from([FINISH, FINISH, "HAND_OVER", "没有"]))
    def answer_what_becomes_of_it(self, who: int, option: str) -> None:
        """Answer for this case what the law leaves open after a recall."""
        self.count("answer_what_becomes_of_it")
        self.attempt(
            self.anybody(who), f"questions/{WITHDRAWN}", {"option": option, "reason": "已经告知，由原机关办结"}
        )

    @rule(
        who=st.integers(0, 100), age=st.sampled_from([None, *AGES]), kind=st.sampled_from(["CITIZEN", "ORGANIZATION"])
    )
    def a_party_joins(self, who: int, age: int | None, kind: str) -> None:
        """Another party joins the case; only a handler adds one."""
        self.count("a_party_joins")
        _, known, _ = self.look()
        if len(known.facts.parties) > 2:
            return
        party: dict[str, Any] = {"kind": kind, "name": "孙又来"}
        if kind == "CITIZEN" and age is not None:
            party["born_on"] = self.born(age)
        day = self.world.start.date().isoformat()
        person = self.anybody(who) if who % 4 == 0 else self.world.handlers[0]
        if self.attempt(person, "parties", {"party": party, "act_on": day, "discovered_on": day}):
            self.must_handle(person)
            self.changed("party joined")
            handle = self.look()[1].facts.parties[-1].id
            if "born_on" in party and age is not None:
                self.ages[handle] = age
            self.find_out_all(handle)

    @rule(who=st.integers(0, 100))
    def a_cause_joins(self, who: int) -> None:
        """Another cause joins the case; only a handler adds one."""
        self.count("a_cause_joins")
        if not self.world.second_matter:
            return
        day = self.world.start.date().isoformat()
        person = self.anybody(who) if who % 4 == 0 else self.world.handlers[0]
        body = {"matter": self.world.second_matter, "act_on": day, "discovered_on": day}
        if self.attempt(person, "causes", body):
            self.must_handle(person)
            self.changed("cause joined")
            for one in self.look()[1].facts.parties:
                self.find_out_all(one.id)

    @rule(age=st.sampled_from(AGES), pick=st.integers(0, 5))
    def learn_how_old_somebody_is(self, age: int, pick: int) -> None:
        """It turns out when a party was born: perhaps it is a child."""
        self.count("learn_how_old_somebody_is")
        facts = self.look()[1].facts
        decided = {each.party for each in facts.decisions}  # what is learned later is a matter for revoking
        people = [one.id for one in facts.parties if one.kind.value != "ORGANIZATION" and one.id not in decided]
        if people:
            party = people[pick % len(people)]
            if self.attempt(self.world.handlers[0], f"parties/{party}", {"values": {"born_on": self.born(age)}}):
                self.ages[party] = age
                self.changed("child" if age < UNDER else "grown" if age >= 18 else "minor")

    # Helpers

    def changed(self, what: str) -> None:
        """Count something that changed around the case, and have the invariants asked again."""
        self.world.around[what] += 1
        self.dirty = True

    def one_of_the_handlers(self, who: int) -> Person:
        """Return one of those who handle the case, or now and then the third, who may be named later."""
        return [*self.world.handlers, self.world.outsider][who % 3]

    def clerk(self, name: str) -> Actor:
        return actor_for(Officer.objects.get(pk=self.world.clerks[name]), self.now.date())

    def born(self, age: int) -> str:
        """Return the birthday of somebody who was so old, and half a year, when the act was done."""
        return (self.world.start.date() - timedelta(days=age * 365 + age // 4 + 180)).isoformat()

    def must_handle(self, person: Person) -> None:
        _, known, _ = self.look()
        named = {each.officer for each in known.facts.assignments if each.role is Role.HANDLER and not each.until}
        assert {name for key, name in known.people.items() if str(key) == person.officer_id} & named, person

    def find_out_all(self, party: str) -> None:
        """Find out everything of a party and what it did, as a handler does."""
        handler = self.world.handlers[0]
        self.attempt(handler, f"parties/{party}", {"values": {"lucid": True, "untraceable": False}})
        for each in self.look()[1].facts.charges:
            if each.party == party and each.proposed is None:
                self.attempt(handler, f"charges/{party}/{each.cause}", {"values": self.found()})
        self.attempt(handler, "clue", {"values": dict.fromkeys(CONDITIONS, True)})
