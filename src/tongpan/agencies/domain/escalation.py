"""Town or city? The three tests of M024: across towns, urgent and dangerous, or needing technical force."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Tier(TextChoices):
    TOWN = "TOWN", "镇街属地负责"
    HIGHER = "HIGHER", "市（区、县）级负责"


@dataclass(frozen=True, slots=True)
class EscalationFacts:
    """What decides it."""

    towns: int = 1
    urgent_and_dangerous: bool = False
    needs_technical_force: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is to handle it, and every test that says so."""

    tier: Tier
    reasons: tuple[str, ...]


def escalate(facts: EscalationFacts) -> Escalation:
    """Return who handles a matter: higher if any test is met, else the town; each test met is a reason."""
    reasons = tuple(
        text
        for met, text in (
            (facts.towns > 1, f"涉及{facts.towns}个镇街，属跨镇街事项"),
            (facts.urgent_and_dangerous, "属急难险重事项"),
            (facts.needs_technical_force, "需要技术力量支撑"),
        )
        if met
    )
    if reasons:
        return Escalation(Tier.HIGHER, reasons)
    return Escalation(Tier.TOWN, ("不跨镇街、非急难险重、不需要技术力量支撑，由镇街属地负责",))
