"""The demo's decisions on the spot (演示当场处罚): what the town prints, and two small fines."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.queries import DEMO_PASSWORD
from tongpan.cases import actions
from tongpan.cases.domain.spot import Answered, Spot
from tongpan.cases.models import DecisionPaper
from tongpan.cases.queries import summary as spots
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Refusal
from tongpan.kernel.ids import uuid7
from tongpan.law.money import Money, yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.no_penalty import Harm
from tongpan.powers import queries as powers

PARTIES: Final = (("演示当事人己", 2), ("演示当事人庚", 1))
"""who, and how many days ago"""
CEILING: Final = yuan(200)


def load_spots(*, now: datetime) -> int:
    """Register what the demo town prints, and decide on the spot; a second run adds none."""
    if DecisionPaper.objects.exists():
        return 0
    on = date_of(now)
    head = agencies.actor_of_username("fuze", on)
    actions.set_paper_terms(
        mark="航埠执（演示）", court="衢州市柯城区人民法院", payment="演示银行柯城支行，账号见缴款书",
        actor=head, now=now,
    )  # fmt: skip
    return sum(_decide(name, now - timedelta(days=days)) for name, days in PARTIES)


def _decide(name: str, moment: datetime) -> bool:
    at = moment.astimezone(SHANGHAI).replace(hour=10, minute=5)
    officer = agencies.actor_of_username("duiyuan", at.date())
    second = agencies.actor_of_username("duiyuan2", at.date())
    assert officer.town_id is not None
    matter, least = _matter(spots.body_of(officer), officer.town_id, at.date())
    if matter is None or second.officer_id is None:
        return False
    later = at + timedelta(minutes=2)
    spot = Spot(
        matter=matter.code, matter_name=matter.name, town_id=officer.town_id, place="演示路 20 号门前", act_at=at,
        kind=PartyKind.CITIZEN, identified=True, name=name, born_on=date(1988, 8, 8), lucid=True,
        second_id=second.officer_id, shown_at=at, evidence=("现场照片", "当事人的陈述"), verified_at=later,
        certain=True, crime=False, minor=False, corrected=True, correction="已当场清理", harm=Harm.SLIGHT, first=False,
        no_fault=False, fined=False, mitigating=(), kinds=(PenaltyKind.FINE,), fine=least, correcting="DONE",
        told_at=later, answered=Answered.WAIVED, answered_at=later,
    )  # fmt: skip
    spot = replace(spot, told=spot.proposed, told_digest=spot.substance)
    try:
        case = actions.decide_on_the_spot(
            token=uuid7(), spot=spot, actor=officer, now=later + timedelta(minutes=1), password=DEMO_PASSWORD
        )
        actions.hand_over(case_id=case.pk, actor=officer, now=later + timedelta(minutes=4), signed=True)
    except Refusal:
        return False
    return True


def _matter(body_id: UUID, town_id: UUID, on: date) -> tuple[powers.MatterProfile | None, Money | None]:
    """Return a matter of the street that a citizen can be fined for on the spot, and the least sum."""
    for one in powers.matters_on_the_spot(body_id, town_id, on):
        fines = powers.penal_terms(one.code).fines_for(PartyKind.CITIZEN)
        low = fines[0].range.lowest if len(fines) == 1 else None
        if one.domain == "city_appearance" and low is not None and low <= CEILING:
            return one, low
    return None, None
