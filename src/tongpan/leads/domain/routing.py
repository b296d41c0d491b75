"""
分流 (M092): from what is known of a lead to where it goes, as one pure function.

街镇职责 → 街镇队伍; 领域职责 → 领域队伍; 多领域、重大突发、紧急 → 联合处置. What is not sure is said to be unsure.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tongpan.leads.domain.choices import Desk, RouteRule, Status


@dataclass(frozen=True, slots=True)
class MatterGuess:
    """A matter the words point to."""

    matter_id: UUID
    code: str
    name: str
    domain: str
    sure: float
    """0–1, how sure the scorer is"""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Competent:
    """A body that may act on a matter in a town on a day, and the team responsible for it there."""

    body_id: UUID
    body_name: str
    acts_as: str
    """the name the act must bear"""
    own_town: bool
    """the body is the town itself (街镇职责), not a department"""
    grant_id: UUID | None
    basis: str
    reason: str
    team_id: UUID | None
    team_name: str = ""
    decided: str = ""
    """what was decided earlier where duties meet, in one sentence"""


@dataclass(frozen=True, slots=True)
class RoutingFacts:
    """Everything the decision rests on."""

    town_known: bool
    enforcement: bool | None
    """False when the words say consultation, civil dispute, …; None when unknown"""
    abstained: bool
    emergency: bool
    guesses: tuple[MatterGuess, ...]
    competent: Competent | None
    """for the first guess"""
    why_nobody: str = ""
    others: tuple[Competent, ...] = ()
    """for further guesses that are about as sure, where another body is competent"""


@dataclass(frozen=True, slots=True)
class Route:
    """Where the lead goes, by which rule, and why."""

    rule: RouteRule
    status: Status
    desk: Desk
    matter: MatterGuess | None = None
    competent: Competent | None = None
    joint_with: tuple[Competent, ...] = ()
    sure: float = 0.0
    why: str = ""
    explanation: dict[str, Any] = field(default_factory=dict)


def decide(facts: RoutingFacts) -> Route:
    """Return the route for the facts. The first rule that fits decides; the order is the order of this function."""
    first = facts.guesses[0] if facts.guesses else None
    if first is None or facts.abstained or facts.enforcement is False:
        return _to_triage(facts, first)
    if not facts.town_known:
        why = f"事项像是“{first.name}”，但没有写清在哪个镇街"
        return Route(RouteRule.PLACE_MISSING, Status.PLACE_PENDING, Desk.DISTRICT, first, sure=first.sure, why=why)
    if facts.competent is None:
        why = facts.why_nobody or "没有查到今日有权办理本事项的机关"
        return Route(RouteRule.NO_COMPETENCE, Status.TRIAGE, Desk.DISTRICT, first, sure=first.sure, why=why)
    if facts.competent.team_id is None:
        why = f"{facts.competent.reason}；但该镇街这一领域今日没有责任队伍"
        return Route(RouteRule.NO_TEAM, Status.TRIAGE, Desk.DISTRICT, first, facts.competent, sure=first.sure, why=why)
    return _to_team(facts, first, facts.competent)


def _to_triage(facts: RoutingFacts, first: MatterGuess | None) -> Route:
    desk = Desk.TOWN if facts.town_known else Desk.DISTRICT
    sure = first.sure if first else 0.0
    if facts.emergency:
        why = "来件提到突发情形，请立即核实；事项由值守人员研判"
        return Route(RouteRule.EMERGENCY, Status.TRIAGE, desk, first, sure=sure, why=why)
    if facts.enforcement is False:
        why = "从用词看不是要求查处违法行为，请研判后答复或转办"
        return Route(RouteRule.NOT_ENFORCEMENT, Status.TRIAGE, desk, None, why=why)
    why = f"最像“{first.name}”，但把握不够" if first else "没有认出对应的执法事项"
    return Route(RouteRule.UNSURE, Status.TRIAGE, desk, None, sure=sure, why=why)


def _to_team(facts: RoutingFacts, first: MatterGuess, competent: Competent) -> Route:
    other_bodies = tuple(other for other in facts.others if other.body_id != competent.body_id)
    if facts.emergency:
        rule, why = RouteRule.EMERGENCY, f"突发情形，先由{competent.team_name}到场；{competent.reason}"
    elif other_bodies:
        names = "、".join(dict.fromkeys(other.body_name for other in other_bodies))
        rule, why = RouteRule.JOINT, f"{competent.reason}；同时涉及{names}的职责"
    elif competent.own_town:
        rule, why = RouteRule.TOWN_DUTY, competent.reason
    else:
        rule, why = RouteRule.DOMAIN_DUTY, competent.reason
    return Route(rule, Status.ROUTED, Desk.TOWN, first, competent, other_bodies, first.sure, why)
