"""集体讨论、听证、活动: who was there, in which capacity, and what each said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.meetings import AT_DELIBERATION, IN_HEARING, MOST, Capacity, Meeting
from tongpan.cases.models import Case, CaseMeeting, MeetingAttendee
from tongpan.cases.steps import staff
from tongpan.cases.steps.taken import Taken
from tongpan.kernel.errors import Invalid
from tongpan.kernel.errors import require as require_lawful
from tongpan.law.facts import CaseFacts, Charge
from tongpan.law.facts.words import HearingOutcome, Role
from tongpan.law.penalty.deliberation import Deliberation, check_deliberated
from tongpan.law.penalty.hearing_session import Attendance, Panel, check_attendance, check_panel
from tongpan.law.procedure import Target
from tongpan.law.refusal import LawRefused

People = list[dict[str, str]]


def deliberate(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Write a deliberation: ``members`` are those who took part, each with ``name`` and ``said``, heads of the case.

    Who handles the case or stands aside is no member; others may attend (``guests``). The row holds who was there.

    Law: APL 43; 57 ¶2.

    :raises Invalid: if somebody is no head of the case, or nobody's view is recorded
    :raises Unlawful: if it is no deliberation: fewer than two heads, one who is no head of the organ that day, or a
        view is missing
    """
    facts = taken.known.facts
    people = _people(taken.entered.get("members"), "members", [Capacity.HEAD], capacity=Capacity.HEAD)
    allowed = heads(facts)
    if strange := [each["name"] for each in people if each["name"] not in allowed]:
        raise Invalid(
            f"{'、'.join(strange)}不是本案的负责人，或者承办本案、已经回避，不能参加表决",
            fields={"members": "参加讨论的应当是本案指定的负责人"},
        )
    names = frozenset(each["name"] for each in people)
    staff.require_heads(taken.case, taken.known, sorted(names))
    conclusion = str(taken.entered.get("conclusion") or "")
    said = frozenset(each["name"] for each in people if each["said"])
    try:
        record = Deliberation(taken.at.date(), names, names, said, conclusion)
    except LawRefused as refused:  # pragma: no cover - who speaks is taken from who took part
        raise Invalid(refused.message) from refused
    aside = frozenset(name for name in names if not policies.stands_apart(name, facts))
    require_lawful(check_deliberated(True, taken.at.date(), record, aside, _charge(taken).regime))
    row = replace(taken.after.deliberations[-1], heads=tuple(each["name"] for each in people))
    after = replace(taken.after, deliberations=(*taken.after.deliberations[:-1], row))
    guests = _people(taken.entered.get("guests") or [], "guests", AT_DELIBERATION)
    return after, _write(taken, Meeting.DELIBERATION, [*people, *guests], conclusion)


def heads(facts: CaseFacts) -> list[str]:
    """Return the heads who may deliberate: named in the case and still there, who never handled it, not recused."""
    named = (each.officer for each in facts.assignments if each.role in policies.HEADS and each.until is None)
    return [name for name in dict.fromkeys(named) if policies.stands_apart(name, facts)]


def hear(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Write a hearing: ``attendees`` with ``name``, ``capacity``, perhaps ``unit`` and ``said``; the chair is the case's.

    Law: APL 64(4), (5), (7).

    :raises Invalid: if somebody's capacity is not known
    :raises Unlawful: if the clerk investigated, the investigators are absent, or the agents are too many
    """
    facts, row = taken.known.facts, taken.after.hearings[-1]
    people = _people(taken.entered.get("attendees") or [], "attendees", IN_HEARING)
    people = [each for each in people if each["capacity"] != Capacity.CHAIR]
    handlers = frozenset(policies.holders(facts, Role.HANDLER))
    members = _named(people, Capacity.CLERK, Capacity.MEMBER)
    regime = _charge(taken).regime
    verdict = check_panel(Panel(handlers, row.chair or None, appointed=True, members=members), regime)
    if row.outcome is HearingOutcome.HELD:
        if not _named(people, Capacity.CLERK):
            raise Invalid("请写明记录人", fields={"attendees": "请写明记录人"})
        present = bool(_named(people, Capacity.INVESTIGATOR) & handlers)
        agents = sum(each["capacity"] == Capacity.AGENT for each in people)
        verdict += check_attendance(Attendance(agents=agents, investigators_present=present), regime)
    require_lawful(verdict)
    chair = {"name": row.chair, "unit": "", "capacity": Capacity.CHAIR.value, "said": ""}
    return taken.after, _write(taken, Meeting.HEARING, [chair, *people], str(taken.entered.get("report") or ""))


def _named(people: People, *capacities: Capacity) -> frozenset[str]:
    return frozenset(each["name"] for each in people if each["capacity"] in capacities)


def _charge(taken: Taken) -> Charge:
    key = (taken.target.party, taken.target.cause)
    return next(each for each in taken.known.facts.charges if (each.party, each.cause) == key)


def _write(taken: Taken, kind: Meeting, people: People, outcome: str) -> Mapping[str, Any]:
    write(
        taken.case, kind, people, target=taken.target, at=taken.at, actor=taken.actor, now=taken.now, outcome=outcome,
        where=str(taken.entered.get("where") or ""),
    )  # fmt: skip
    return {"people": people}


def write(
    case: Case,
    kind: Meeting,
    people: People,
    *,
    target: Target,
    at: datetime,
    actor: Actor,
    now: datetime,
    outcome: str,
    where: str = "",
    topic: str = "",
) -> CaseMeeting:
    """Write what was held and who was there, in the caller's transaction."""
    made = CaseMeeting.objects.create(
        case=case, party=target.party, cause=target.cause, kind=kind, held_at=at, where=where.strip()[:200],
        topic=topic.strip()[:200], outcome=outcome.strip(), recorded_at=now, recorded_by=actor.label,
    )  # fmt: skip
    MeetingAttendee.objects.bulk_create(
        MeetingAttendee(meeting=made, order=place, **each) for place, each in enumerate(people)
    )
    return made


def people_of(rows: Any, capacities: Sequence[Capacity], name: str = "attendees") -> People:
    """
    Return who was there, as it was entered.

    :raises Invalid: if nobody is named, a capacity is none of those, or a text is too long
    """
    return _people(rows, name, capacities)


def _people(rows: Any, name: str, capacities: Sequence[Capacity], capacity: Capacity | None = None) -> People:
    if not isinstance(rows, list) or len(rows) > MOST or not all(isinstance(row, Mapping) for row in rows):
        wrong = f"请逐人填写参加人，至多{MOST}人"
        raise Invalid(wrong, fields={name: wrong})
    found: People = []
    for row in rows:
        given = {key: str(row.get(key) or "").strip() for key in ("name", "unit", "said")}
        given["capacity"] = str(capacity or row.get("capacity") or "")
        if not given["name"] or len(given["name"]) > 70 or len(given["unit"]) > 100 or len(given["said"]) > 2000:
            raise Invalid("请填写每位参加人的姓名；意见至多2000字", fields={name: "请填写每位参加人的姓名"})
        if given["capacity"] not in capacities:
            raise Invalid(f"请选择{given['name']}的身份", fields={name: f"请选择{given['name']}的身份"})
        if any(each["name"] == given["name"] and each["capacity"] == given["capacity"] for each in found):
            raise Invalid(f"{given['name']}写了两次", fields={name: f"{given['name']}写了两次"})
        found.append(given)
    return found
