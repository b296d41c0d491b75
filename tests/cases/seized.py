"""Cases in which something was seized or preserved: the rows as a paper file would bring them in."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction
from tests import cast

from tongpan.cases import actions, queries
from tongpan.cases.models import Case, CaseFact
from tongpan.cases.steps import storing
from tongpan.evidence.domain.choices import Move, Origin
from tongpan.evidence.steps.holding import Going, Line
from tongpan.kernel.clock import date_of
from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import Measure, Preservation
from tongpan.law.facts.people import Thing
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.procedure import Step, Target


def keeper_of(stage):
    return cast.actor(cast.dispatcher_wu(stage.town))


def with_rows(stage, case, **tables):
    """Write rows at the end of tables, as a step would."""
    case = Case.objects.select_related("district").get(pk=case.pk)
    facts = queries.known(case, date_of(stage.now)).facts
    after = replace(facts, **{name: (*getattr(facts, name), *rows) for name, rows in tables.items()})
    with transaction.atomic():
        storing.store(case, facts, after, entry="case.stepped", actor=stage.officer, now=stage.now, step="TEST")
    return case


def changed_row(stage, case, table, **values):
    """Fill in the last row of a table."""
    case = Case.objects.select_related("district").get(pk=case.pk)
    facts = queries.known(case, date_of(stage.now)).facts
    rows = getattr(facts, table)
    after = replace(facts, **{table: (*rows[:-1], replace(rows[-1], **values))})
    with transaction.atomic():
        storing.store(case, facts, after, entry="case.stepped", actor=stage.officer, now=stage.now, step="TEST")
    return case


def a_seized_cart(stage, case):
    """Return a case in which a cart was seized, approved by the head."""
    key = {"party": "甲", "cause": stage.matter.code}
    measure = Measure(
        thing="物品1", kind=MeasureKind.SEIZING, at=stage.now, officers=("李明", "王强"), approved_at=stage.now,
        delivered=True, signed=True, **key,
    )  # fmt: skip
    case = with_rows(stage, case, things=[Thing("物品1", related=True, **key)], measures=[measure])
    CaseFact.objects.filter(case=case, table="things").update(detail={"what": "三轮车"})
    return case


def lift_cart(stage, case):
    return actions.take_step(
        case_id=case.pk, step=Step.LIFT, target=Target("甲", stage.matter.code, "物品1"), actor=stage.officer,
        now=stage.now, entered={},
    )  # fmt: skip


def a_preserved_shelf(stage, case):
    """Return a case in which shelves were preserved, approved by the head."""
    row = Preservation(
        id="保存1", party="甲", cause=stage.matter.code, at=stage.now, officers=("李明", "王强"),
        approved_at=stage.now, at_risk=True,
    )  # fmt: skip
    return with_rows(stage, case, preservations=[row])


def disposed(stage, case, disposal=Disposal.RELEASED):
    return changed_row(stage, case, "preservations", disposed_at=stage.now, disposal=disposal)


def a_line(**changes):
    given = {
        "name": "铁皮货架", "quantity": Decimal("3"), "unit": "个", "origin": Origin.HANDED_IN,
        "place_text": "航埠镇罚没仓库 2 架", "keeper": "吴仓", "features": "白色，八成新", "party": "甲",
    }  # fmt: skip
    return Line(**(given | changes))


def of_the_cart(**changes):
    return a_line(**({"origin": Origin.SEIZED, "ref": "物品1", "basis": "扣押清单 3 号", "name": "三轮车"} | changes))


SIGNED = {"given_by": "吴仓", "taken_by": "钱大有"}


def gone(**changes):
    given = {"act": Move.RETURNED, "quantity": Decimal(1), "whom": "钱大有", "document": "退还清单 3 号"} | SIGNED
    return Going(**(given | changes))
