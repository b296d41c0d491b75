"""May this person act as an enforcement officer, in this field, on this day?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from tongpan.agencies.domain.credentials import ALL, CredentialFacts, check_officer, covered
from tongpan.agencies.domain.fields import labels
from tongpan.agencies.domain.posts import CredentialStatus, Post, StaffKind
from tongpan.agencies.models import Officer
from tongpan.agencies.queries.people import HELD, cards_of, with_held
from tongpan.law.verdict import Verdict

ZHEJIANG = "33"
NO_END = date(2199, 12, 31)
"""stands for the last day of a card that was given without one"""


@dataclass(frozen=True, slots=True)
class Certified:
    """What a case asks of one of its staff: the days of the card, and what a reviewer must have."""

    officer_id: UUID
    name: str
    since: date | None
    until: date | None
    """the last day that counts"""
    others: tuple[tuple[date, date], ...]
    """first and last day of every other card for the field"""
    auxiliary: bool
    qualified: bool | None
    first_time: bool | None
    fields: str = ""
    """the fields of all cards in force, in words"""
    held: frozenset[tuple[Post, UUID]] = frozenset()
    """the posts held on the day, each with the body in which it is held"""


def can_act_as_officer(officer: Officer, domain: str, on: date) -> Verdict:
    """
    Test whether a person may act as an officer in a field on a day.

    Law: APL 42; ACL 17 ¶3; in Zhejiang ZJR 30 ¶2 (auxiliaries never).
    """
    in_zhejiang = officer.staff_kind != StaffKind.OFFICER and officer.district.code.startswith(ZHEJIANG)
    return check_officer(officer.staff_kind, cards_of(officer), domain, on, in_zhejiang=in_zhejiang)


def certified(officer_ids: Iterable[UUID], domain: str, on: date) -> dict[UUID, Certified]:
    """
    Return what each person's cards say of a field on a day, and which posts are held; one statement.

    Of several cards the one in force counts, else the last; the others stand beside it, each with its days.
    """
    found: dict[UUID, _Person] = {}
    for row in with_held(Officer.objects.filter(pk__in=list(officer_ids)), on).values_list(*_PERSON, *_CARD, *HELD):
        key, name, kind, qualified, before, card, since, until, status, status_on, domains, post, body = row
        person = found.setdefault(key, _Person(key, name, kind, qualified, before, {}, set()))
        if card is not None:
            person.cards[card] = CredentialFacts(since, until, status, status_on, frozenset(domains))
        if post:
            person.held.add((Post(post), body))
    return {key: _certified(person, domain, on) for key, person in found.items()}


_PERSON: Final = ("pk", "name", "staff_kind", "legally_qualified", "reviewed_before")
_CARD: Final = tuple(
    f"credentials__{name}" for name in ("pk", "valid_from", "valid_to", "status", "status_on", "domains")
)


class _Person(NamedTuple):
    officer_id: UUID
    name: str
    staff_kind: str
    qualified: bool | None
    reviewed_before: bool | None
    cards: dict[UUID, CredentialFacts]
    held: set[tuple[Post, UUID]]


def _certified(person: _Person, domain: str, on: date) -> Certified:
    cards = [card for card in person.cards.values() if card.covers(domain)]
    known = [(one, last) for one in cards if (last := _last_day(one)) is not None and last >= one.valid_from]
    card, until = max(known, key=lambda one: (one[0].in_force(on), one[0].valid_from), default=(None, None))
    before = person.reviewed_before
    return Certified(
        officer_id=person.officer_id,
        name=person.name,
        since=card.valid_from if card else None,
        until=until,
        others=tuple((one.valid_from, last) for one, last in known if one is not card),
        auxiliary=person.staff_kind != StaffKind.OFFICER,
        qualified=person.qualified,
        first_time=None if before is None else not before,
        fields=fields_of(person.cards.values(), on),
        held=frozenset(person.held),
    )


def fields_of(cards: Iterable[CredentialFacts], on: date) -> str:
    """Return the fields of the cards that are in force on a day, in words; empty where none is."""
    found = covered(cards, on)
    return ALL if found is None else labels(found)


def _last_day(card: CredentialFacts) -> date | None:
    """Return the last day on which a card holds, as far as is known today; None where it is not known."""
    ends = [NO_END if card.valid_to is None else card.valid_to - timedelta(days=1)]
    if card.status != CredentialStatus.VALID:
        if card.status_on is None:
            return None
        ends.append(card.status_on - timedelta(days=1))
    return min(ends)
