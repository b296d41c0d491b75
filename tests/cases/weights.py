"""What tests of discretion need beside the stage: ranges of the matter, a benchmark of the county, cases like it."""

from datetime import date, timedelta
from typing import Any

from tests import cast
from tests.cases.stage import START, Stage

from tongpan.cases import actions
from tongpan.cases.models import Case, ChargeOutcome
from tongpan.cases.steps.naming import IDENTITY_PURPOSE
from tongpan.kernel import crypto
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.powers.models import Benchmark, LadderRule, MatterVersion, Provision
from tongpan.powers.models.stamp import forget

PERSON = {"subject": "individual", "basis": "amount", "min": 500, "max": 5000, "figures": []}
BODY = {"subject": "organisation", "basis": "amount", "min": 1000, "max": 20000, "figures": []}
KEY = "对个人500元以上5,000元以下罚款"
TIERS = [
    {"name": "较轻", "conditions": ["面积不足2平方米", "经指出后立即改正"], "minimum": "500.00", "maximum": "1000.00"},
    {"name": "一般", "conditions": ["面积2平方米以上不足10平方米"], "minimum": "1000.00", "maximum": "3000.00"},
    {"name": "较重", "conditions": ["面积10平方米以上"], "minimum": "3000.00", "maximum": "5000.00"},
]
ID = "330802198001011234"


def ranged(stage: Stage, *fines: dict[str, Any]) -> Stage:
    """Return the stage with ranges for its matter, given once."""
    if stage.matter.versions.exists():
        return stage
    version = MatterVersion.objects.create(
        matter=stage.matter, number=1, content={"fines": list(fines or (PERSON, BODY))}, digest="", recorded_at=cast.NOW
    )
    Provision.objects.create(
        version=version, order=0, role=Provision.PENALTY, statute="城市道路管理条例", article=42, place="第四十二条"
    )
    forget()
    return stage


def benchmarked(stage: Stage, **changes: Any) -> Benchmark:
    """Return a published benchmark of the county for citizens."""
    values: dict[str, Any] = {
        "matter": stage.matter,
        "territory": stage.town.county,
        "title": "柯城区行政处罚裁量基准",
        "maker": "柯城区综合行政执法局",
        "maker_level": "OWN",
        "published_on": date(2025, 1, 1),
        "fine_key": KEY,
        "lowest": "500.00",
        "highest": "5000.00",
        "tiers": TIERS,
        "valid_from": date(2025, 1, 1),
        "entered_by": "officer:a",
        "confirmed_at": cast.NOW,
        "confirmed_by": "officer:b",
        "recorded_at": cast.NOW,
    }
    return Benchmark.objects.create(**(values | changes))


def weigh(stage: Stage, case: Case, **answers: Any) -> Case:
    """Say what was found of the circumstances; of 处罚法 32 nothing unless told."""
    none = {each.value: False for each in Circumstance}
    return actions.weigh_charge(
        case_id=case.pk, target=stage.target(case), answers={"circumstances": none} | answers, actor=stage.officer,
        now=stage.now,
    )  # fmt: skip


def ordinary(stage: Stage, case: Case) -> Case:
    """Settle the middle tier."""
    return weigh(stage, case, conditions={"面积2平方米以上不足10平方米": True, "面积10平方米以上": False,
                                          "面积不足2平方米": False})  # fmt: skip


def like(stage: Stage, fine: int, days: int = 10, **changes: Any) -> ChargeOutcome:
    """Return a closed case of the county with a fine in yuan, some days ago."""
    case = stage.open()
    values: dict[str, Any] = {
        "case": case,
        "party": "甲",
        "cause": stage.matter.code,
        "district_id": case.district_id,
        "party_kind": "CITIZEN",
        "harm": "SLIGHT",
        "first": False,
        "kinds": ["FINE"],
        "fine_fen": fine * 100,
        "decided_on": START.date() - timedelta(days=days),
        "closed_on": START.date() - timedelta(days=days - 1),
    }
    return ChargeOutcome.objects.create(**(values | changes))


def index() -> str:
    """Return by which the party of the stage is found again."""
    return crypto.blind_index(ID, IDENTITY_PURPOSE)


def policy(stage: Stage, **changes: Any) -> LadderRule:
    """Return the county's policy of the ladder."""
    values: dict[str, Any] = {
        "territory": stage.town.county,
        "title": "轻微违法阶梯处理办法",
        "key_fields": ["food_drug"],
        "look_back_months": 12,
        "valid_from": date(2025, 1, 1),
        "entered_by": "officer:a",
        "confirmed_at": cast.NOW,
        "recorded_at": cast.NOW,
    }
    return LadderRule.objects.create(**(values | changes))
