"""并案: one case goes into another; it is closed with a link, and everything it holds stands in the other too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.choices import GONE, Standing, party_handle
from tongpan.cases.domain.joining import joined, refs_of, scenes_of
from tongpan.cases.domain.tables import all_rows
from tongpan.cases.models import Case, CaseFact, CaseOfficer, CaseParty
from tongpan.cases.queries import Known
from tongpan.cases.queries.facts import assembled
from tongpan.cases.steps import ending, gathering, holdings, staff, storing
from tongpan.evidence.steps import footage, holding, items
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.law.facts import remaining
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.refusal import LawRefused


def join(
    case: Case, known: Known, number: str, *, said: Mapping[str, str], actor: Actor, now: datetime,
    told: Mapping[str, Any] | None = None,
) -> Case:  # fmt: skip
    """
    Put a case into the one of that number: of one body, of one matter or one party, and nobody told of either yet.

    The case that was filed first stays, so that its time to decide runs on. Of people, only who already handled the
    other case handles it on; the names of others come along for the rows that bear them.

    :raises Conflict: if the other is told, decided or closed, or was filed later
    :raises Invalid: if there is no such case, or nothing joins the two
    """
    assert transaction.get_connection().in_atomic_block
    other = _other(case, number, actor)
    stands = queries.known(other, date_of(now))
    _check(case, known, other, stands)
    parties = _parties(case, other)
    if not set(parties.values()) & {each.id for each in stands.facts.parties} and case.matter_id != other.matter_id:
        text = "两案既不是同一事项，也没有相同证件号码的当事人，不能并案"
        raise Invalid(text, fields={"into": text})
    people = _people(case, other, known, stands, now)
    names = {known.people[key]: name for key, name in people.items() if key in known.people}
    try:
        facts, places = joined(stands.facts, known.facts, parties, names)
        live = assembled(other, all_rows(facts), people, date_of(now))
        check_coherence(live)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    copy_parties(case, other, parties)
    storing.store(
        other, stands.facts, live, entry="case.joined", actor=actor, now=now, step="JOIN", told={"from": case.number}
    )
    for (table, place), (_, at) in places.items():
        if detail := known.details.get((table, place)):
            CaseFact.objects.filter(case=other, table=table, place=at).update(detail=detail)
    here, there = gathering.record_of(case), gathering.record_of(other)
    moved = [(place, at) for (table, place), (_, at) in places.items() if table == "evidence"]
    items.join(here, there, {known.facts.evidence[place].id: live.evidence[at].id for place, at in moved})
    footage.join(here, there, scenes_of(places))
    holding.join(here, there, label=other.number, parties=parties, refs=refs_of(known.facts, live, places))
    holdings.renew(other, live, now)
    holdings.renew(case, known.facts, now)
    ending.end(
        case, Standing.MERGED, act="JOIN", said=said, actor=actor, now=now, told={"into": other.number, **(told or {})},
        merged_into=other,
    )  # fmt: skip
    return other


def _other(case: Case, number: str, actor: Actor) -> Case:
    rows = policies.visible(actor, Case.objects.filter(number__iexact=number.strip()))
    try:  # not waited for: of two cases that go into each other at once neither waits for ever
        other = rows.select_for_update(of=("self",), nowait=True).select_related("district").first()
    except OperationalError:
        raise Conflict(f"{number.strip()[:40]}正有人在办，请稍后再并案", code="case.join.busy") from None
    if other is None or other.pk == case.pk:
        text = f"没有找到案件“{number.strip()[:40]}”，或您无权查看；请核对案件编号"
        raise Invalid(text, fields={"into": text})
    return other


def _check(case: Case, known: Known, other: Case, stands: Known) -> None:
    if other.body_id != case.body_id:
        raise Invalid("两案不是同一个机关办理，请先移送", fields={"into": "两案不是同一个机关办理，请先移送"})
    if other.standing in GONE or stands.facts.closing is not None:
        raise Conflict(f"{other.number}已经办结，不能并入", code="case.gone")
    if case.split_from_id == other.pk:
        raise Conflict(f"本案是从{other.number}分出来的，不能再并回去；两案分别办理", code="case.join.back")
    for one, name in ((known, case.number), (stands, other.number)):
        rest = remaining(one.facts)
        if rest.notices or rest.decisions:
            raise Conflict(f"{name}已经告知当事人，不能再并案；分别办理", code="case.join.told")
    mine, others = known.facts.filing, stands.facts.filing
    if mine is not None and (others is None or others.at > mine.at):
        raise Conflict(f"本案先立案，请把{other.number}并入本案：办案期限从先立案的起算", code="case.join.order")


def _parties(case: Case, other: Case) -> dict[str, str]:
    """Return the names of the case's parties in the other: those with the same identity number are one."""
    there = {one.identity_index: one.handle for one in other.parties.all() if one.identity_index}
    number, found = other.parties.count(), {}
    for one in case.parties.order_by("pk"):
        if one.identity_index and one.identity_index in there:
            found[one.handle] = there[one.identity_index]
        else:
            found[one.handle], number = party_handle(number), number + 1
    return found


def copy_parties(case: Case, other: Case, names: Mapping[str, str]) -> None:
    """Write the named parties of a case in another, sealed as they are, under the names that they bear there."""
    there = set(other.parties.values_list("handle", flat=True))
    rows = [one for one in case.parties.order_by("pk") if one.handle in names and names[one.handle] not in there]
    copied = ("natural", "name_sealed", "name_index", "identity_sealed", "identity_index", "phone_sealed",
              "address_sealed", "unidentified", "features_sealed")  # fmt: skip
    CaseParty.objects.bulk_create(
        CaseParty(case=other, handle=names[one.handle], **{name: getattr(one, name) for name in copied}) for one in rows
    )


def _people(case: Case, other: Case, known: Known, stands: Known, now: datetime) -> dict[UUID, str]:
    """Return what the other case calls everybody whose name stands in a row of either."""
    people = dict(stands.people)
    new = [
        one for one in CaseOfficer.objects.filter(case=case).select_related("officer") if one.officer_id not in people
    ]
    for one in new:
        people[one.officer_id] = staff.take_part(other, one.officer_id, one.officer.name, people.values(), now)
    return people
