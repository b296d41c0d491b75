"""当场处罚 in the simulated county: small fines of citizens, confirmed by the second officer in the own session."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import actions
from tongpan.cases.domain.spot import Answered, Spot
from tongpan.cases.models import Case
from tongpan.cases.queries import summary as spots
from tongpan.config.simulation.fates import Fate
from tongpan.kernel.ids import uuid7
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.no_penalty import Harm
from tongpan.leads.models import Lead
from tongpan.powers import queries as powers

CEILING: Final = yuan(200)


def decide(lead: Lead, fate: Fate, officers: list[Actor], head: Actor, now: datetime) -> Case | None:
    """
    Decide on the spot what a lead was about; None where its matter or its least fine is not for that.

    :raises Refusal: if the law or the actions do not take it
    """
    first, second = officers[:2]
    if lead.town_id is None or lead.matter_id is None or second.officer_id is None:
        return None
    body_id, on = spots.body_of(first), now.date()
    fit = {one.id: one for one in powers.matters_on_the_spot(body_id, lead.town_id, on)}
    matter = fit.get(lead.matter_id)
    least = _least(matter.code) if matter is not None else None
    if matter is None or least is None:
        return None
    register(body_id, head, now)
    later = now + timedelta(minutes=2)
    spot = Spot(
        matter=matter.code, matter_name=matter.name, town_id=lead.town_id, place=lead.place_text or "模拟路口",
        act_at=now, kind=PartyKind.CITIZEN, identified=True, name=fate.party, born_on=fate.born_on, lucid=True,
        second_id=second.officer_id, shown_at=now, evidence=("现场照片", "当事人的陈述"), verified_at=later,
        certain=True, crime=False, minor=False, corrected=True, correction="已当场改正", harm=Harm.SLIGHT, first=False,
        no_fault=False, fined=False, mitigating=(), kinds=(PenaltyKind.FINE,), fine=least, correcting="DONE",
        told_at=later, answered=Answered.WAIVED, answered_at=later, lead_id=lead.pk,
    )  # fmt: skip
    spot = replace(spot, told=spot.proposed, told_digest=spot.substance)
    token, decided = uuid7(), later + timedelta(minutes=1)
    kept = actions.keep_spot(token=token, spot=spot, actor=first, now=decided)
    actions.confirm_spot(token=token, actor=second, now=decided, digest=spots.spot_of(kept).whole)
    case = actions.decide_on_the_spot(token=token, actor=first, now=decided)
    actions.hand_over(case_id=case.pk, actor=first, now=decided + timedelta(minutes=3), signed=True)
    return case


def _least(code: str) -> Money | None:
    """Return the least fine of a citizen, where it is small enough."""
    fines = powers.penal_terms(code).fines_for(PartyKind.CITIZEN)
    low = fines[0].range.lowest if len(fines) == 1 else None
    return low if low is not None and NOTHING < low <= CEILING else None


def register(body_id: UUID, head: Actor, now: datetime) -> None:
    """Enter what stands on every decision of a body, by its head, before the first one is made."""
    if spots.paper_terms(body_id) is not None:
        return
    actions.set_paper_terms(
        mark="柯城执（模拟）",
        court="衢州市柯城区人民法院",
        payment="模拟银行柯城支行，账号见缴款书",
        actor=head,
        now=now,
    )
