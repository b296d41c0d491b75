"""The facts of a case, put together from what is kept and what the lists and the staff say on the day."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.posts import Post
from tongpan.cases.domain.posts import HEADS
from tongpan.cases.domain.tables import Kept, facts_of
from tongpan.cases.domain.weighing import Weighed
from tongpan.cases.models import Case, CaseFact, CaseOfficer
from tongpan.cases.queries.discretion import weighed
from tongpan.law.conflicts.terms import WITHDRAWN
from tongpan.law.facts import (
    Authority,
    Card,
    CaseFacts,
    Officer,
    OwnReviewClass,
    decided,
    remaining,
)
from tongpan.law.facts.words import Power
from tongpan.law.penalty.authority import Basis
from tongpan.powers import queries as powers
from tongpan.powers.queries import Mode

BASES: Final[Mapping[Mode, Basis]] = {
    Mode.OWN: Basis.OWN,
    Mode.POSTED: Basis.OWN,
    Mode.ASSIGNED: Basis.TRANSFERRED,
    Mode.DELEGATED: Basis.DELEGATED,
    Mode.CONCENTRATED: Basis.CONCENTRATED,
}
"""by what right, for the law; a posted squad acts by its department's own"""


FINISHES: Final = "FINISH"
"""the answer to that question by which the old body finishes what it has in hand"""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A power over a cause that was taken back while the case ran: from which day, and what becomes of the case."""

    cause: str
    power: Power
    on: date
    in_hand: powers.InHand | None
    receiver_id: UUID | None
    receiver: str
    finishes: bool
    """whether the case goes on in the old body's name"""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a case on a day."""

    facts: CaseFacts
    people: Mapping[UUID, str]
    """officer → the name by which the facts call this person"""
    details: Mapping[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    """what was written beside a row, by table and place"""
    weighed: Mapping[tuple[str, str], Weighed] | None = None
    """the discretion in each charge, while a fine is proposed and not decided"""
    recalled: tuple[Recalled, ...] = ()
    held: Mapping[str, frozenset[tuple[Post, UUID]]] = field(default_factory=dict)
    """name → the posts held on the day, each with its body"""

    def heads(self, organs: Collection[UUID]) -> frozenset[str]:
        """Return those of the case who are, on the day, heads of one of some organs (处罚法 57)."""
        return frozenset(name for name, held in self.held.items() if agencies.serves(held, HEADS, organs))


def known(case: Case, on: date) -> Known:
    """
    Return the facts of a case with its staff's cards and its body's powers as they stand on a day.

    Two statements for the case, one for cards and posts, two for the powers over each cause; two for the bounds of a
    fine, while one is proposed and not decided.
    """
    rows = list(CaseFact.objects.filter(case=case).values_list("table", "place", "row", "detail"))
    people = dict(CaseOfficer.objects.filter(case=case).values_list("officer_id", "handle"))
    kept = [Kept(table, place, row) for table, place, row, _ in rows]
    rights = _rights(case, kept, on)
    cards = agencies.certified(people, case.domain, on)
    facts = _assembled(case, kept, people, cards, rights, on)
    facts = replace(facts, review_classes=_classes(case, facts, on))
    found: dict[tuple[str, str], Weighed] | None = None
    rest = remaining(facts)
    if any(each.proposed is not None for each in rest.charges) and len(decided(rest)) < len(rest.charges):
        found = weighed(case, rest, on)
        facts = replace(facts, fine_bounds=tuple(one.bounds for one in found.values() if one.bounds is not None))
    details = {(table, place): detail for table, place, _, detail in rows if detail}
    held = {handle: cards[key].held for key, handle in people.items() if key in cards}
    return Known(facts, people, details, found, tuple(_recalled(rights, kept, on)), held)


def assembled(case: Case, kept: Iterable[Kept], people: Mapping[UUID, str], on: date) -> CaseFacts:
    """Return the facts of kept rows, with cards and powers of a day."""
    rows = list(kept)
    cards = agencies.certified(people, case.domain, on)
    facts = _assembled(case, rows, people, cards, _rights(case, rows, on), on)
    return replace(facts, review_classes=_classes(case, facts, on))


def _classes(case: Case, facts: CaseFacts, on: date) -> tuple[OwnReviewClass, ...]:
    """Return the classes of grave decisions that the county or the body added, for the matters of a case (M162)."""
    codes = frozenset(each.id for each in facts.causes)
    place_id = case.town_id or case.district_id
    return powers.own_review_classes(place_id, case.body_id, domain=case.domain, codes=codes, on=on)


def _assembled(
    case: Case,
    rows: Sequence[Kept],
    people: Mapping[UUID, str],
    cards: Mapping[UUID, agencies.Certified],
    rights: Iterable[tuple[str, powers.Right]],
    on: date,
) -> CaseFacts:
    return facts_of(
        rows,
        province=case.district.code,
        authorities=[_authority(one, code, until=_until(one, rows, on)) for code, one in rights],
        officers=[_officer(handle, cards[key]) for key, handle in people.items() if key in cards],
    )


def _rights(case: Case, rows: Iterable[Kept], on: date) -> list[tuple[str, powers.Right]]:
    """
    Return the powers that the body of a case holds over its causes in its place on a day, each with its cause.

    Where it holds none of a kind on the day, those that it held or will hold stand there: they say why.
    """
    place_id = case.town_id or case.district_id
    found: list[tuple[str, powers.Right]] = []
    for code in [row.row["id"] for row in rows if row.table == "causes"]:
        rights = powers.held_by(case.body_id, code, place_id)
        in_force = [one for one in rights if one.valid_from <= on and (one.valid_to is None or on < one.valid_to)]
        kinds = {one.power for one in in_force}
        found += [(code, one) for one in rights if one in in_force or one.power not in kinds]
    return found


def _until(held: powers.Right, rows: Iterable[Kept], on: date) -> date | None:
    """Return until when a power holds for a case; one taken back holds on for a case that the old body finishes."""
    return None if _ended(held, on) and _finishes(held, rows) else held.valid_to


def _ended(held: powers.Right, on: date) -> bool:
    return held.valid_to is not None and held.valid_to <= on


def _finishes(held: powers.Right, rows: Iterable[Kept]) -> bool:
    """
    Tell whether the old body finishes a case: it was filed before the recall, and that was decided.

    By the recall itself (原承接机关办结), or for this case alone by the answer to what the law leaves open.
    Reading: the statute has no rule of transition (APL 24, 38); who takes a power back decides (ADR-0050).
    """
    filed = next((row.row["at"][:10] for row in rows if row.table == "filing"), "")
    if held.in_hand is None or held.valid_to is None or not filed or filed >= held.valid_to.isoformat():
        return False
    if held.in_hand is powers.InHand.FINISH_HERE:
        return True
    answers = {row.row["code"]: row.row["option"] for row in rows if row.table == "answers"}
    return held.in_hand is powers.InHand.DECIDE_EACH and answers.get(WITHDRAWN) == FINISHES


def _recalled(rights: Iterable[tuple[str, powers.Right]], rows: Sequence[Kept], on: date) -> Iterator[Recalled]:
    for code, held in rights:
        if _ended(held, on) and held.valid_to is not None:
            yield Recalled(
                code, Power(held.power.value), held.valid_to, held.in_hand, held.receiver_id, held.receiver,
                _finishes(held, rows),
            )  # fmt: skip


def _authority(held: powers.Right, code: str, *, until: date | None) -> Authority:
    return Authority(
        power=Power(held.power.value),
        right=BASES[held.mode],
        since=held.valid_from,
        until=until,
        cause=code,
        level=held.level,
        statute=held.statute,
        article=held.article,
        by_province=held.by_province,
        published_on=held.published_on,
    )


def _officer(handle: str, card: agencies.Certified) -> Officer:
    return Officer(
        handle,
        certified_from=card.since,
        certified_until=card.until,
        auxiliary=card.auxiliary,
        qualified=card.qualified,
        first_time=card.first_time,
        others=tuple(Card(*days) for days in card.others),
    )
