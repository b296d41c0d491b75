"""What a run counts: pieces of work by how they ended, refusals by what refused them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Unlawful

KINDS = {Unlawful: "unlawful", Forbidden: "forbidden", Conflict: "conflict", Invalid: "invalid", NotFound: "not_found"}


class Unexpected(Exception):
    """Something was refused, or let through, that should not have been."""


@dataclass(slots=True)
class Tally:
    """What happened. Counts alone, so that two runs can be compared."""

    leads: Counter[str] = field(default_factory=Counter)
    """outcome or status → how many"""
    cases: Counter[str] = field(default_factory=Counter)
    """standing or track → how many"""
    fates: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    papers: Counter[str] = field(default_factory=Counter)
    """form → how many were made; seals and photographs"""
    refusals: Counter[str] = field(default_factory=Counter)
    """kind and code → how many"""
    days: int = 0
    minutes: float = 0.0
    cpu_minutes: float = 0.0

    def refuse(self, refusal: Refusal) -> None:
        """Count one refusal, under each code that it gives."""
        kind = next((name for type_, name in KINDS.items() if isinstance(refusal, type_)), "refused")
        codes = [each.code for each in refusal.verdict] if isinstance(refusal, Unlawful) else [refusal.code]
        for code in dict.fromkeys(codes):
            self.refusals[f"{kind} {code}"] += 1

    def as_json(self) -> dict[str, Any]:
        """Return everything, the most frequent first."""
        names = ("leads", "cases", "fates", "steps", "papers", "refusals")
        counts: dict[str, Any] = {name: dict(getattr(self, name).most_common()) for name in names}
        return counts | {
            "days": self.days,
            "minutes": round(self.minutes, 2),
            "cpu_minutes": round(self.cpu_minutes, 2),
        }
