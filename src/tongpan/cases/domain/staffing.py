"""人员够不够: whether enough separate people exist for the way ahead of a case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.penalty.officers import TWO_OFFICERS
from tongpan.law.penalty.separation import CHAIR, HEAD_EXAMINES, REVIEWED
from tongpan.law.verdict import Breach, Verdict

LEAST_HANDLERS: Final = 2
NO_OFFICER: Final = Breach(
    "officers.handler.auxiliary",
    "承办人应当是执法人员：协管、辅助人员和机关其他工作人员没有执法证件，不能作承办人",
    TWO_OFFICERS,
    missing="另选一名持有执法证件的执法人员",
)


def only_officers(facts: CaseFacts) -> Verdict:
    """
    Test that nobody is named as a handler who is no officer: such a person would stand in every record of an act.

    Law: APL 42 ¶1; in Zhejiang ZJR 30 ¶2. A card that ran out is asked for by each step.
    """
    helpers = {each.id for each in facts.officers if each.auxiliary}
    named = {each.officer for each in facts.assignments if each.role is Role.HANDLER and each.until is None}
    return (NO_OFFICER,) if helpers & named else ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a part in the case: the days of the card in the field of the case, and what a reviewer has."""

    name: str
    since: date | None
    until: date | None
    auxiliary: bool = False
    qualified: bool | None = None
    first_time: bool | None = None

    def certified(self, on: date) -> bool:
        """Whether the card holds on a day in this field."""
        held = self.since is not None and self.since <= on and (self.until is None or on <= self.until)
        return held and not self.auxiliary


@dataclass(frozen=True, slots=True)
class Gap:
    """A post of the way ahead that nobody can fill as the case stands."""

    role: Role
    text: str
    citation: Citation
    way: str = ""

    def naming(self, text: str) -> "Gap":
        """Return the gap with who could be asked."""
        return replace(self, way=text)


def gaps(held: Mapping[Role, Sequence[str]], people: Iterable[Person], aside: frozenset[str], on: date) -> list[Gap]:
    """
    Return what is lacking, in the order of the way ahead.

    Law: APL 42 ¶1; 57; 58; 64(4).
    """
    known = {each.name: each for each in people}
    handlers = [name for name in held.get(Role.HANDLER, ()) if name not in aside]
    found = _handlers(handlers, known, on)
    for role, citation in ((Role.APPROVER, HEAD_EXAMINES), (Role.REVIEWER, REVIEWED), (Role.DECIDER, HEAD_EXAMINES),
                           (Role.CHAIR, CHAIR)):  # fmt: skip
        name = next(iter(held.get(role, ())), "")
        if text := _post(role, name, handlers, aside, known.get(name)):
            found.append(Gap(role, text, citation))
    return found


def _handlers(handlers: Sequence[str], known: Mapping[str, Person], on: date) -> list[Gap]:
    able = [name for name in handlers if name in known and known[name].certified(on)]
    if len(able) >= LEAST_HANDLERS:
        return []
    without = [name for name in handlers if name not in able]
    told = f"；{'、'.join(without)}在本案领域没有有效的执法证件" if without else ""
    return [Gap(Role.HANDLER, f"有有效证件的承办人只有{len(able)}名，不得少于两名{told}", TWO_OFFICERS)]


def _post(role: Role, name: str, handlers: Sequence[str], aside: frozenset[str], person: Person | None) -> str:
    if not name:
        late = "（需要听证的案件）" if role is Role.CHAIR else ""
        return f"还没有指定{role.label}{late}"
    if name in aside:
        return f"{role.label}{name}已经回避"
    if name in handlers:
        return f"{name}是承办人，不能又当{role.label}"
    if role is Role.REVIEWER and person is not None and not person.qualified and person.first_time is not False:
        why = "没有登记法律职业资格" if person.qualified is None else "没有法律职业资格"
        return f"{name}{why}，初次从事法制审核的应当有"
    return ""
