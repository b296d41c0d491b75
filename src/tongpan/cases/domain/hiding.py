"""What people wrote, for those with no part in a case: numbers masked, parties by their masked names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from tongpan.kernel.crypto import mask_personal


class Named(Protocol):
    """A party whose name stands in clear and masked."""

    @property
    def name(self) -> str: ...
    @property
    def name_masked(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Hiding:
    """Whether names stand in clear, and what stands in their place."""

    clear: bool
    names: Mapping[str, str]
    """real name → masked name"""

    @classmethod
    def over(cls, parties: Iterable[Named], *, clear: bool) -> Self:
        """Return it for some parties."""
        return cls(
            clear, {} if clear else {one.name: one.name_masked for one in parties if one.name_masked != one.name}
        )

    def text(self, text: str) -> str:
        """Return a text as it may be read; numbers that tell a person are masked for everybody."""
        for name, masked in self.names.items():
            text = text.replace(name, masked)
        return mask_personal(text)

    def label(self, text: str) -> str:
        """Return what a thing is called: as it is to those with a part in the case, as a text to others."""
        return text if self.clear else self.text(text)

    def inside(self, value: Any) -> Any:
        """Return a document with every text in it as it may be read by those with no part in the case."""
        if self.clear:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.inside(each) for key, each in value.items()}
        return [self.inside(each) for each in value] if isinstance(value, list | tuple) else value
