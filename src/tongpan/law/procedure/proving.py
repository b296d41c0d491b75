"""What a row of service proves (送达是否有效): each mode by its own rule, its day, and whose day that becomes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.facts import CaseFacts, Charge, Party, Service
from tongpan.law.facts.rounds import begun_at
from tongpan.law.facts.words import Failure, Medium, Mode, Paper
from tongpan.law.penalty.forwarding import Forwarded, check_forwarded
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.service import (
    Direct,
    Electronic,
    Left,
    Mailed,
    PublicNotice,
    Receiver,
    check_service,
    service_day,
)
from tongpan.law.period import SHANGHAI
from tongpan.law.verdict import Verdict

TABLES: Final[Mapping[Paper, str]] = {
    Paper.NOTICE: "notices",
    Paper.HEARING_NOTICE: "hearing_notices",
    Paper.DECISION: "decisions",
    Paper.DEMAND: "demands",
    Paper.ENFORCEMENT: "enforcements",
    Paper.SURCHARGE: "surcharges",
}
"""the table in which each document stands that has to be served"""
ON_THE_WAY: Final = frozenset(
    {"service.proof.missing", "service.mail.pending", "service.forwarded.pending", "service.electronic.unarrived"}
)
"""what is only not known yet while a document is on its way"""
LEAVES: Final = frozenset({Mode.MAIL, Mode.ENTRUSTED, Mode.FORWARDED, Mode.ELECTRONIC})
"""modes in which a document leaves our hands before it arrives"""
MOVED: Final[Mapping[Paper, str]] = {Paper.NOTICE: "reply_by", Paper.DEMAND: "perform_by"}
"""days on a paper that count from when the party has it"""


def first_receiver(party: Party) -> Receiver:
    """
    Return who signs first of all.

    Law: 民事诉讼法 88 ¶1.
    """
    return Receiver.HEAD if party.kind is PartyKind.ORGANIZATION else Receiver.PARTY


def under_way(row: Service) -> bool:
    """Tell whether an attempt may still take effect."""
    return row.effective_at is None and row.failure is None and row.failed_on is None


def check_proof(row: Service, charge: Charge, party: Party, province: str | None) -> Verdict:
    """
    Test whether what proves a service has what its mode asks for; what is on its way may still be open.

    Law: APL 61; 民事诉讼法 87–95; each breach cites its own.
    """
    if row.failure is not None and not _counts_anyway(row, charge, party, province):
        return tuple(each for each in _judged(row, charge, party, province) if each.code in NEEDS_A_REASON)
    found = _judged(row, charge, party, province)
    if row.mode not in LEAVES:
        return found
    return tuple(each for each in found if each.code not in ON_THE_WAY)


NEEDS_A_REASON: Final = frozenset(
    {"service.mail.unneeded", "service.entrusted.unneeded", "service.forwarded.unnamed", "service.forwarded.other"}
)
"""what is asked of an attempt whatever came of it"""


def effect_of(
    row: Service, charge: Charge, party: Party, province: str | None, calendar: WorkCalendar
) -> datetime | None:
    """
    Return from when a document counts as served by an attempt; None while it does not, or for ever.

    A public notice takes effect when it is confirmed that its period is over.

    Law: 民事诉讼法 87 ¶2, 88 ¶2, 89, 90 ¶2, 91, 94.
    """
    if row.mode is Mode.PUBLIC or (row.failure is not None and not _counts_anyway(row, charge, party, province)):
        return None
    if any(each.blocks for each in _judged(row, charge, party, province)):
        return None
    if row.mode is Mode.FORWARDED:
        return _moment(row, row.signed_on)
    return _moment(row, service_day(_as_served(row, party), calendar, charge.regime, province))


def settle(facts: CaseFacts, place: int, calendar: WorkCalendar) -> CaseFacts:
    """
    Return the facts with the day of one service, and of the document that was served, as its proof tells.

    Law: as `effect_of`.
    Reading: a day that a paper gives the party moves with its service (ADR-0057).
    """
    row = facts.services[place]
    if row.mode is Mode.PUBLIC:
        return facts
    charge = next(each for each in facts.charges if (each.party, each.cause) == (row.party, row.cause))
    party = next(each for each in facts.parties if each.id == row.party)
    effect = effect_of(row, charge, party, facts.province, calendar)
    failed_on = row.failed_on or row.at.date() if row.failure is not None else row.failed_on
    known = replace(row, effective_at=effect, failed_on=failed_on)
    rows = (*facts.services[:place], known, *facts.services[place + 1 :])
    return mark_served(replace(facts, services=rows), known)


def public_effect(row: Service, due: date | None, at: datetime) -> datetime:
    """
    Return from when a public notice counts as served: the end of its period `due` where that is over; else `at`.

    Law: 民事诉讼法 95 ¶1.
    """
    return _moment(row, due) or at if due is not None and due <= at.date() else at


def mark_served(facts: CaseFacts, service: Service) -> CaseFacts:
    """
    Return the facts with the day of service written on the document that was served, and its days moved with it.

    Law: none; keeping of records.
    Reading: a day that a paper gives the party moves with its service (ADR-0057).
    """
    paper = paper_of(facts, service)
    if service.paper is Paper.DECISION or paper is None:
        return facts
    values: dict[str, Any] = {"served_at": service.effective_at}
    named = MOVED.get(service.paper, "")
    if named and getattr(paper, named) is not None:
        made = begun_at(paper)
        moved = (service.effective_at or made).date() - (paper.served_at or made).date()
        values[named] = getattr(paper, named) + moved
    table = TABLES[service.paper]
    rows = tuple(replace(each, **values) if each is paper else each for each in getattr(facts, table))
    changed: dict[str, Any] = {table: rows}
    return replace(facts, **changed)


def paper_of(facts: CaseFacts, service: Service) -> Any:
    """
    Return the document that an attempt was to serve: the last of its kind that stood there then.

    Law: none; a reading of the rows.
    """
    found = [
        each
        for each in getattr(facts, TABLES[service.paper])
        if (each.party, each.cause) == (service.party, service.cause) and begun_at(each) <= service.at
    ]
    return found[-1] if found else None


def _judged(row: Service, charge: Charge, party: Party, province: str | None) -> Verdict:
    if row.mode is Mode.FORWARDED:
        forwarded = Forwarded(row.through, row.by, row.signed_on)
        return check_forwarded(forwarded, charge.regime, province)
    if row.mode is Mode.ENTRUSTED and row.refusal:
        asked = Direct(party.kind, first_receiver(party), row.signed_on, entrusted=True, difficult=bool(row.difficulty))
        return (*check_service(asked, charge.regime, province), *check_service(_left(row), charge.regime, province))
    return check_service(_as_served(row, party), charge.regime, province)


def _as_served(row: Service, party: Party) -> Direct | Left | Electronic | Mailed | PublicNotice:
    """Return a row as the rule on its mode takes it."""
    sent_on, difficult = row.at.date(), bool(row.difficulty)
    receiver = row.receiver or Receiver.OTHER
    if row.mode is Mode.LEFT:
        return _left(row)
    if row.mode is Mode.MAIL:
        came_back = row.failed_on if row.failure is not None else None
        return Mailed(row.signed_on, difficult, came_back, row.partys_fault, row.address_confirmed is True)
    if row.mode is Mode.ELECTRONIC:
        confirmed = sent_on if row.consent else None
        return Electronic(sent_on, confirmed, row.address_confirmed is not False, row.signed_on, row.recorded is True)
    if row.mode is Mode.PUBLIC:
        return PublicNotice(
            sent_on,
            untraceable=True,
            others_failed=None,
            course_recorded=row.reason != "",
            posted=row.medium is Medium.BOARD,
            posting_recorded=row.recorded is True,
            on_website=row.medium is Medium.WEBSITE,
        )
    if row.mode is Mode.ENTRUSTED:
        who = row.receiver or first_receiver(party)
        return Direct(party.kind, who, row.signed_on, entrusted=True, difficult=difficult)
    return Direct(party.kind, receiver, row.signed_on or sent_on)


def _left(row: Service) -> Left:
    return Left(
        left_on=row.signed_on or row.at.date(),
        refused=row.refusal != "",
        at_home=row.at_home is True,
        witnessed=row.witnessed is True,
        recorded=row.recorded is True,
        refusal_noted=row.refusal != "",
    )


def _counts_anyway(row: Service, charge: Charge, party: Party, province: str | None) -> bool:
    """Whether a letter that came back counts as served (市场监管程序规定 83; 浙江程序办法 68)."""
    if row.mode is not Mode.MAIL or row.failure is None or row.failed_on is None:
        return False
    return not any(each.blocks for each in check_service(_as_served(row, party), charge.regime, province))


def _moment(row: Service, day: date | None) -> datetime | None:
    """Return a day of service as a moment: on the day of the attempt itself the attempt, else the day's beginning."""
    if day is None:
        return None
    return row.at if day == row.at.date() else datetime.combine(day, time(), SHANGHAI)


def failed_by_hand_and_by_mail(rows: list[Service]) -> bool:
    """
    Tell whether a document could not be served in the other modes.

    Law: 民事诉讼法 95 ¶1.
    Reading: one attempt at the door and one letter that came to nothing, none of them for a refusal, for what is
    refused can be left (ADR-0057).
    """
    lost = {each.mode for each in rows if each.failure is not None and each.failure is not Failure.REFUSED}
    return Mode.MAIL in lost and bool(lost & {Mode.DIRECT, Mode.LEFT, Mode.ENTRUSTED, Mode.FORWARDED})
