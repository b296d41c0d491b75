"""取证提纲: what has to be proved of a matter, what to ask, what to look at; written for it, or for its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tongpan.law.penalty.evidence import EvidenceKind


@dataclass(frozen=True, slots=True)
class Element:
    """One element to prove (要件), the kinds of evidence that can, and what to ask and look at for it."""

    key: str
    what: str
    evidence: tuple[EvidenceKind, ...]
    ask: tuple[str, ...]
    inspect: tuple[str, ...]

    @property
    def kinds(self) -> str:
        """The kinds of evidence in Chinese."""
        return "、".join(kind.label for kind in self.evidence)


@dataclass(frozen=True, slots=True)
class Script:
    """The script of one matter. `own`: written for it; else put together from its field, and said so."""

    own: bool
    reviewed: bool
    elements: tuple[Element, ...]
    typical: tuple[str, ...]
    hard: tuple[str, ...]

    @property
    def label(self) -> str:
        """Where it comes from, as the page says it."""
        if not self.own:
            return "本事项还没有专门的提纲：这是通用要件加本领域的要点，请对照条文使用"
        return "" if self.reviewed else "按条文编写，还没有经过法制审核；与条文不一致的，以条文为准"


def element(row: Mapping[str, Any]) -> Element:
    """Return one element as a file writes it."""
    return Element(
        row["key"],
        row["what"],
        tuple(EvidenceKind(kind) for kind in row["evidence"]),
        tuple(row["ask"]),
        tuple(row["inspect"]),
    )


def script_of(code: str, domain: str, guides: Iterable[Mapping[str, Any]], common: Mapping[str, Any]) -> Script:
    """Return the script of a matter: its own, or the generic one of its field; what all share stands at the end."""
    shared = tuple(map(element, common["element"]))
    own = next((row for row in guides if row["matter"] == code), None)
    if own is not None:
        elements = tuple(map(element, own["element"]))
        return Script(True, bool(own["reviewed"]), (*elements, *shared), tuple(own["typical"]), tuple(own["hard"]))
    none: Mapping[str, Any] = {"ask": [], "inspect": [], "hard": []}
    field: Mapping[str, Any] = next((row for row in common["field"] if row["domain"] == domain), none)
    generic = [element(row) for row in common["generic"]]
    act = next(index for index, each in enumerate(generic) if each.key == "act")
    generic[act] = Element(
        generic[act].key,
        generic[act].what,
        generic[act].evidence,
        (*generic[act].ask, *field["ask"]),
        (*generic[act].inspect, *field["inspect"]),
    )
    return Script(False, False, (*generic, *shared), (), tuple(field["hard"]))
