"""建档: a case begins, from a lead or by hand, with its parties, its cause and its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Team
from tongpan.cases import policies
from tongpan.cases.actions.educating import follow
from tongpan.cases.domain.choices import REGIMES, Source, party_handle
from tongpan.cases.domain.staffing import only_officers
from tongpan.cases.domain.tables import Kept, all_rows
from tongpan.cases.models import Case
from tongpan.cases.queries.facts import assembled
from tongpan.cases.steps import classing, elsewhere, naming, numbers, staff, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, Invalid, NotFound, require
from tongpan.law.facts import CaseFacts, Cause, Charge, Clue, Party
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Power, Role
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.refusal import LawRefused
from tongpan.leads import queries as leads
from tongpan.leads.models import Lead
from tongpan.places import queries as places
from tongpan.places.models import Place
from tongpan.powers import queries as powers
from tongpan.powers.models import HandlingRule

MOST_PARTIES = 20


@dataclass(frozen=True, slots=True)
class NewParty:
    """One party as it is entered."""

    kind: PartyKind
    name: str
    identity: str = ""
    phone: str = ""
    address: str = ""
    born_on: date | None = None
    unidentified: bool = False
    """who it is cannot be verified yet; `features` then say how the person can be found"""
    features: str = ""


@dataclass(frozen=True, slots=True)
class NewCharge:
    """What the parties are thought to have done: when, and by which rules it is handled."""

    act_on: date | None = None
    discovered_on: date | None = None
    regime: Regime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A case as it is entered. `people` are named beside the one who enters it, who handles it."""

    matter_code: str
    town_id: UUID
    parties: Sequence[NewParty]
    charge: NewCharge = NewCharge()
    source: Source = Source.LEAD
    lead_id: UUID | None = None
    place_text: str = ""
    people: Sequence[tuple[Role, UUID]] = ()
    clue_at: datetime | None = None
    record_system: str = ""
    outside_number: str = ""
    paper_number: str = ""
    synthetic: bool = False
    zone: str = ""
    object_class: str = ""
    """classes of the county's policy (M152); empty: the zone is read from the words of the place"""
    education_id: UUID | None = None
    """the education whose promise was not kept, because of which the case is begun (M151)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a case is begun on, looked up before its transaction: the lists, the place, the body, a number."""

    opening: Opening
    actor: Actor
    now: datetime
    lead: Lead | None
    matter: powers.MatterProfile
    town: Place
    team: Team | None
    body_id: UUID
    held: powers.Competence
    lines: Sequence[HandlingRule]
    """of the county's policy, in force there"""
    number: str


def open_case(*, opening: Opening, actor: Actor, now: datetime) -> Case:
    """
    Begin a case: its clue is then checked, and it is filed when the head approves.

    :raises Unlawful: if the matter is not on the list in force of the actor's body here (M056; APL 17, 38)
    :raises Invalid: if parties or dates cannot be, or somebody named is nobody of ours
    :raises Forbidden: if the actor handles no cases
    :raises NotFound: if there is no such lead or matter, or the actor may not know of it
    """
    ground = grounded(opening=opening, actor=actor, now=now)
    with transaction.atomic(durable=True):
        case, facts = begin(ground)
        storing.store(case, None, facts, entry="case.opened", actor=actor, now=now, told={"acts_as": case.acts_as})
        if opening.education_id is not None:
            follow(opening.education_id, case, actor, now)
        return case


def grounded(*, opening: Opening, actor: Actor, now: datetime) -> Ground:
    """Return what a case would stand on; refusals as in `open_case`."""
    policies.require_opener(actor)
    _check(opening, now)
    lead = leads.lead_for(actor, opening.lead_id) if opening.lead_id is not None else None
    matter = powers.matter_by_code(opening.matter_code)
    town = places.with_county(opening.town_id)
    if town is None or town.county is None:
        raise NotFound("没有这个镇街，请重新选择")
    team = next(iter(agencies.teams_in(actor.team_ids).values()), None)
    body_id = team.agency_id if team is not None else actor.agency_id
    if body_id is None:
        raise Forbidden("您没有所在机关，不能以机关名义办案；请联系系统管理员核对任职")
    held = powers.require_on_list(body_id, matter.id, opening.town_id, date_of(now))
    lines = powers.handling_in_force(opening.town_id, date_of(now))
    classing.require_classes(lines, opening.zone, opening.object_class)
    number = numbers.take(now)
    return Ground(
        opening=opening, actor=actor, now=now, lead=lead, matter=matter, town=town, team=team, body_id=body_id,
        held=held, lines=lines, number=number,
    )  # fmt: skip


def begin(ground: Ground) -> tuple[Case, CaseFacts]:
    """
    Write a new case with its parties and its people, in the caller's transaction; its facts are the caller's to store.

    :raises Invalid: if they cannot be true together, or somebody named is nobody of ours
    :raises Unlawful: if a handler is no officer
    """
    opening, now, actor = ground.opening, ground.now, ground.actor
    assert transaction.get_connection().in_atomic_block
    assert actor.officer_id is not None
    assert ground.town.county is not None
    case = Case.objects.create(
        number=ground.number,
        title=ground.matter.name,
        matter_id=ground.matter.id,
        domain=ground.matter.domain,
        source=opening.source,
        lead=ground.lead,
        place_text=opening.place_text.strip()[:200],
        grant_id=ground.held.grant_id,
        mode=ground.held.mode,
        acts_as=ground.held.name_to_act_in,
        district=ground.town.county,
        town_id=ground.town.pk,
        body_id=ground.body_id,
        team_id=ground.team.pk if ground.team is not None else None,
        record_system=opening.record_system,
        outside_number=opening.outside_number,
        paper_number=opening.paper_number,
        opened_at=now,
        opened_by=actor.label,
        touched_at=now,
        synthetic=opening.synthetic,
    )
    if opening.outside_number.strip():
        elsewhere.add(case, opening.record_system, opening.outside_number, actor=actor, now=now)
    for place, party in enumerate(opening.parties):
        naming.add(case, party_handle(place), party)
    classing.advise(case, ground.lines, actor, now, zone=opening.zone, object_class=opening.object_class)
    named = [(Role.HANDLER, actor.officer_id), *opening.people]
    people, assignments = staff.named(case, named, now)
    entered = all_rows(_facts(opening, ground.matter, now, ground.lead))
    facts = replace(_coherent(case, entered, people, now), assignments=assignments)
    require(only_officers(facts))
    return case, facts


def _coherent(case: Case, entered: Sequence[Kept], people: Mapping[UUID, str], now: datetime) -> CaseFacts:
    """
    Return the facts that were entered.

    :raises Invalid: if they cannot be true together
    """
    try:
        facts = _under_its_law(assembled(case, entered, people, date_of(now)))
        check_coherence(facts)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    return facts


def check_party(party: NewParty, now: datetime) -> dict[str, str]:
    """Return what is wrong with a party as it is entered, by field."""
    wrong: dict[str, str] = {}
    if not party.name.strip():
        wrong["name"] = "请填写当事人的姓名或者名称；不知道的写“身份待查”"
    if party.unidentified and not party.features.strip():
        wrong["features"] = "身份暂时核实不了的，写明体貌、衣着、车牌、经常出现的地点等特征"
    if party.born_on is not None and party.born_on > date_of(now):
        wrong["born_on"] = "出生日期不能晚于今天"
    return wrong


def check_charge(charge: NewCharge, now: datetime) -> dict[str, str]:
    """Return what is wrong with the days of an act, by field."""
    wrong: dict[str, str] = {}
    for name, label, day in (
        ("act_on", "违法行为发生日期", charge.act_on), ("discovered_on", "发现日期", charge.discovered_on),
    ):  # fmt: skip
        if day is not None and day > date_of(now):
            wrong[name] = f"{label}不能晚于今天"
    if charge.act_on and charge.discovered_on and charge.discovered_on < charge.act_on:
        wrong["discovered_on"] = "发现日期不能早于违法行为发生日期"
    return wrong


def _under_its_law(facts: CaseFacts) -> CaseFacts:
    """Return the facts with the text that punishes the cause, as the body's power over it names it."""
    law = next((each.statute for each in facts.authorities if each.power is Power.PENALTY and each.statute), "")
    return replace(facts, charges=tuple(replace(each, law=law) for each in facts.charges))


def _check(opening: Opening, now: datetime) -> None:
    wrong: dict[str, str] = {}
    if not opening.parties or len(opening.parties) > MOST_PARTIES:
        wrong["name"] = f"请填写当事人，至多{MOST_PARTIES}个"
    for party in opening.parties:
        wrong |= check_party(party, now)
    wrong |= check_charge(opening.charge, now)
    if opening.source == Source.PAPER and not opening.clue_at:
        wrong["clue_at"] = "在办的纸质案件，请填写纸质卷宗里的线索登记日期"
    if opening.clue_at is not None and opening.clue_at > now:
        wrong["clue_at"] = "线索登记日期不能晚于今天"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


def _facts(opening: Opening, matter: powers.MatterProfile, now: datetime, lead: Lead | None) -> CaseFacts:
    regime = opening.charge.regime or REGIMES.get(matter.domain)
    handles = [party_handle(number) for number in range(len(opening.parties))]
    return CaseFacts(
        parties=tuple(
            Party(handle, party.kind, born_on=party.born_on)
            for handle, party in zip(handles, opening.parties, strict=True)
        ),
        causes=(Cause(matter.code, matter.name),),
        charges=tuple(
            Charge(
                handle,
                matter.code,
                act_on=opening.charge.act_on,
                discovered_on=opening.charge.discovered_on,
                regime=regime,
            )
            for handle in handles
        ),
        clue=Clue(opening.clue_at or (lead.collected_at if lead is not None else now)),
    )
