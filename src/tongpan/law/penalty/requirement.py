"""Requirements (应当具备的条件): what must be so, what to say when it is not, and what when nobody knows."""

from dataclasses import dataclass

from tongpan.law.verdict import LAWFUL, Breach, Verdict


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of lawfulness, with both answers that are not yes."""

    unmet: Breach
    unknown: Breach

    def check(self, fact: bool | None) -> Verdict:
        """Return no breach only for a fact that is known and so."""
        if fact:
            return LAWFUL
        return (self.unknown,) if fact is None else (self.unmet,)


def gather(*conditions: tuple[bool | None, Requirement]) -> Verdict:
    """
    Return the breaches of all conditions, in their order.

    Law: each breach cites its own.
    """
    return tuple(breach for fact, requirement in conditions for breach in requirement.check(fact))
