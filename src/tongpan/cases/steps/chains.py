"""层级: who looks at a proposal before the one who decides, in order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import Case, ProposalLevel, ProposalMark, StepProposal
from tongpan.cases.queries.chains import Seat
from tongpan.cases.steps.staff import SUBJECT
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.models import Participant

ANSWERED = "这件报批已经批过或者撤回了"
DECIDES = "决定"
"""what the last level is called"""


def filled(seats: Sequence[Seat], chosen: Mapping[int, UUID]) -> tuple[list[tuple[str, UUID]], list[str]]:
    """
    Return the levels with who stands at each, and the names of those passed over.

    :raises Invalid: if nobody may stand at a level, or of several none was chosen
    """
    found: list[tuple[str, UUID]] = []
    skipped = []
    for place, seat in enumerate(seats):
        who = chosen.get(place) or seat.preset
        if not seat.candidates:
            if seat.own:
                skipped.append(seat.label)
                continue
            raise Invalid(f"“{seat.label}”这一级现在没有人可以批；请负责人在“审批层级”里调整，或者补上任职")
        if who is None or who not in seat.candidates:
            wrong = f"请选择“{seat.label}”由谁批：{'、'.join(seat.candidates.values())}"
            raise Invalid(wrong, fields={f"level_{place}": wrong})
        if who not in [officer for _, officer in found]:
            found.append((seat.label, who))
    return found, skipped


def put(proposal: StepProposal, levels: Sequence[tuple[str, UUID]], now: datetime) -> None:
    """Write the levels of a new proposal; whoever is asked may see the case."""
    ProposalLevel.objects.bulk_create(
        ProposalLevel(proposal=proposal, order=place, label=label, officer_id=officer_id)
        for place, (label, officer_id) in enumerate(levels)
    )
    for _, officer_id in levels:
        Participant.objects.get_or_create(
            person_id=officer_id, subject_id=proposal.case_id, defaults={"subject_type": SUBJECT, "added_at": now}
        )


def move(proposal: StepProposal, to: int, levels: Sequence[ProposalLevel]) -> None:
    """
    Let a proposal wait at another level.

    :raises Conflict: if somebody was faster
    """
    waits = levels[to].officer_id if to < len(levels) else proposal.decider_id
    settle(proposal, level=to, waits_for_id=waits)


def settle(proposal: StepProposal, **changes: Any) -> None:
    """
    Change a proposal that still waits where it was read; of two people one wins.

    :raises Conflict: if somebody was faster
    """
    open_ = StepProposal.objects.filter(pk=proposal.pk, level=proposal.level, decided_at__isnull=True)
    if not open_.update(**changes):
        raise Conflict(ANSWERED, code="case.proposal.answered")


def mark(
    proposal: StepProposal,
    levels: Sequence[ProposalLevel],
    *,
    passed: bool,
    answer: str,
    at: datetime,
    actor: Actor,
    now: datetime,
    paper: bool = False,
    back_to: int | None = None,
) -> ProposalMark:
    """Write what the level whose turn it is said."""
    place = proposal.level
    return ProposalMark.objects.create(
        proposal=proposal, order=place, label=levels[place].label if place < len(levels) else DECIDES,
        officer_id=proposal.waits_for_id, passed=passed, back_to=back_to, answer=answer.strip()[:500], at=at,
        paper=paper, entered_at=now, entered_by=actor.label,
    )  # fmt: skip


def record(case: Case, proposal: StepProposal, entry: str, actor: Actor, now: datetime, **more: Any) -> None:
    """Write one ledger entry about a proposal."""
    ledger.record(
        entry, subject=case, actor=actor.label, at=now, number=case.number, step=proposal.step, party=proposal.party,
        cause=proposal.cause, ref=proposal.ref, reason=proposal.reason, **more,
    )  # fmt: skip
