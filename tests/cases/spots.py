"""The stage of decisions on the spot: a matter with its text and its range, and everything two officers found."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests import cast
from tests.cases.stage import Stage
from tests.leads import stage as leads

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.models import Officer
from tongpan.cases import actions
from tongpan.cases.domain.spot import Answered, Spot
from tongpan.cases.models import Case
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.ids import uuid7
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.no_penalty import Harm
from tongpan.powers.models import Matter, MatterVersion, Provision

STATUTE = "城市市容和环境卫生管理条例"
FINES = [{"subject": "any", "basis": "amount", "min": 50, "max": 5000, "figures": ["五十元", "五千元"]}]


def on_the_spot(stage: Stage, *, terms: bool = True, **changes: Any) -> Stage:
    """Return the stage with its matter fit for the summary procedure, and what the organ prints registered."""
    fields = {"kinds": ["WARNING", "FINE"], "fines": FINES, "summary_fit": True, "keywords": ["占道经营", "摊贩"]}
    Matter.objects.filter(pk=stage.matter.pk).update(**(fields | changes))
    stage.matter.refresh_from_db()
    version = MatterVersion.objects.create(
        matter=stage.matter, number=1, content={}, digest="", recorded_at=stage.now, valid_from=cast.LONG_AGO
    )
    for order, (role, article) in enumerate((("VIOLATED", 14), ("PENALTY", 36))):
        Provision.objects.create(
            version=version,
            order=order,
            role=role,
            statute=STATUTE,
            article=article,
            place=f"第{article}条",
            gist="要旨",
        )
    leads.touch()
    if terms:
        set_terms(stage)
    return stage


def set_terms(stage: Stage) -> None:
    actions.set_paper_terms(
        mark="航埠执", court="衢州市柯城区人民法院", payment="中国农业银行柯城支行", actor=stage.head, now=stage.now
    )


def a_spot(stage: Stage, **changes: Any) -> Spot:
    """Return everything found, told and heard of a citizen who is fined 100 yuan; `changes` say what was otherwise."""
    at = stage.now.astimezone(SHANGHAI)
    spot = Spot(
        matter=stage.matter.code,
        matter_name=stage.matter.name,
        town_id=stage.town.town.pk,
        place="航埠镇中心街 12 号门前",
        act_at=at,
        kind=PartyKind.CITIZEN,
        identified=True,
        name="钱大有",
        identity="330802198001011234",
        born_on=date(1980, 1, 1),
        lucid=True,
        second_id=stage.second.officer_id,
        shown_at=at,
        typical=("占道经营",),
        evidence=("现场照片", "当事人的陈述"),
        verified_at=at + timedelta(seconds=20),
        certain=True,
        crime=False,
        minor=False,
        corrected=False,
        harm=Harm.SLIGHT,
        first=False,
        no_fault=False,
        fined=False,
        mitigating=(),
        kinds=(PenaltyKind.FINE,),
        fine=yuan(100),
        correcting="NOW",
    )
    facts = {name: value for name, value in changes.items() if name not in ("answered", "said", "considered")}
    spot = replace(spot, **facts)
    heard = {"answered": Answered.WAIVED} | {name: changes[name] for name in changes if name not in facts}
    return told(spot, stage, **heard) if changes.get("told_at", at) is not None else spot


def told(spot: Spot, stage: Stage, **heard: Any) -> Spot:
    """Return it told to the party now, and the party heard."""
    at = stage.now.astimezone(SHANGHAI) + timedelta(seconds=40)
    spoken = spot.proposed if heard.get("answered") is Answered.STATED else None
    spot = replace(spot, told_at=at, told=spot.proposed, told_digest=spot.substance, spoken=spoken)
    return replace(spot, answered_at=at if heard.get("answered") else None, **heard)


def decide(
    stage: Stage, token: UUID | None = None, *, password: str = cast.PASSWORD, code: str = "", **changes: Any
) -> Case:
    """Decide on the spot, a minute after it began."""
    spot = changes.pop("spot", None) or a_spot(stage, **changes)
    return actions.decide_on_the_spot(
        token=token or uuid7(), spot=spot, actor=stage.officer, now=stage.now + timedelta(minutes=1),
        password=password, code=code,
    )  # fmt: skip


def without_cards(stage: Stage, *domains: Domain, **card: Any) -> None:
    """Take the second officer's card away, or give another one."""
    officer = Officer.objects.get(pk=stage.second.officer_id)
    officer.credentials.all().delete()
    if card or domains:
        cast.a_credential(officer, *domains, **card)
