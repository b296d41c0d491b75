"""What people wrote, for those with no part in a case: numbers masked, parties by their masked names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongpan.cases.models import CaseParty
from tongpan.cases.views.looking import Look
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.permissions import Permission


@dataclass(frozen=True, slots=True)
class Hiding:
    """Whether names stand in clear, and what stands in their place."""

    clear: bool
    names: Mapping[str, str]
    """real name → masked name"""

    @classmethod
    def of(cls, seen: Look) -> "Hiding":
        """Return it for who looks: in clear for those with a part in the case, as on its page."""
        clear = bool(seen.roles) or seen.actor.can(Permission.CASES_STAFF)
        return cls.over(seen.parties, clear=clear)

    @classmethod
    def over(cls, parties: Sequence[CaseParty], *, clear: bool) -> "Hiding":
        """Return it for some parties."""
        return cls(
            clear, {} if clear else {one.name: one.name_masked for one in parties if one.name_masked != one.name}
        )

    def text(self, text: str) -> str:
        """Return a text as it may be read."""
        for name, masked in self.names.items():
            text = text.replace(name, masked)
        return mask_personal(text)
