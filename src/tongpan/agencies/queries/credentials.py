"""May this person act as an enforcement officer, in this field, on this day?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tongpan.agencies.domain.credentials import ALL, CredentialFacts, check_officer, covered
from tongpan.agencies.domain.fields import labels
from tongpan.agencies.domain.posts import CredentialStatus, StaffKind
from tongpan.agencies.models import Officer
from tongpan.agencies.queries.people import cards_of
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
    auxiliary: bool
    qualified: bool | None
    first_time: bool | None
    fields: str = ""
    """the fields of all cards in force, in words"""


def can_act_as_officer(officer: Officer, domain: str, on: date) -> Verdict:
    """
    Test whether a person may act as an officer in a field on a day.

    Law: APL 42; ACL 17 ¶3; in Zhejiang ZJR 30 ¶2 (auxiliaries never).
    """
    in_zhejiang = officer.staff_kind != StaffKind.OFFICER and officer.district.code.startswith(ZHEJIANG)
    return check_officer(officer.staff_kind, cards_of(officer), domain, on, in_zhejiang=in_zhejiang)


def certified(officer_ids: Iterable[UUID], domain: str, on: date) -> dict[UUID, Certified]:
    """Return what each person's cards say of a field on a day; of several the one in force, else the last."""
    people = Officer.objects.filter(pk__in=list(officer_ids)).prefetch_related("credentials")
    return {person.pk: _certified(person, domain, on) for person in people}


def _certified(person: Officer, domain: str, on: date) -> Certified:
    cards = [card for card in cards_of(person) if card.covers(domain)]
    card = max(cards, key=lambda one: (one.in_force(on), one.valid_from), default=None)
    until = _last_day(card) if card is not None else None
    if card is not None and (until is None or until < card.valid_from):
        card = until = None  # never in force
    before = person.reviewed_before
    return Certified(
        officer_id=person.pk,
        name=person.name,
        since=card.valid_from if card else None,
        until=until,
        auxiliary=person.staff_kind != StaffKind.OFFICER,
        qualified=person.legally_qualified,
        first_time=None if before is None else not before,
        fields=fields_of(cards_of(person), on),
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
