"""How each demo district handed powers down: 柯城 赋权与委托, 迎泽 赋权, 江阴 赋权含强制, 历下 派驻与相对集中."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from tongpan.agencies.models import Agency
from tongpan.powers.demo.stage import Stage
from tongpan.powers.demo.statute import coercive_powers
from tongpan.powers.domain.kinds import InstrumentKind, Mode, Power, Source
from tongpan.powers.models import Instrument, Matter
from tongpan.powers.steps import NewGrant

URBAN = ("city_appearance", "municipal", "landscaping", "planning", "property")
POSTED = ("market", "ecology", "culture", "health", "food_drug", "emergency", "labor")
KECHENG, YINGZE, JIANGYIN, LIXIA = date(2022, 7, 1), date(2022, 9, 1), date(2018, 1, 1), date(2017, 12, 15)
TERM_ENDS = date(2027, 7, 1)
EARLIEST = date(2021, 7, 15)
"""处罚法 24 as it stands is in force from this day; the reports' older grants are entered from here on."""


def handed_down(stage: Stage) -> Iterator[NewGrant]:
    """Yield what a district handed down, after its report."""
    plan: dict[str, Callable[[Stage], Iterator[NewGrant]]] = {
        "330802": _kecheng,
        "140106": _yingze,
        "320281": _jiangyin,
        "370102": _lixia,
    }
    yield from plan[stage.county.code](stage)


def _assigned(
    stage: Stage, body: Agency, matters: Iterable[Matter], paper: Instrument, since: date, source: Source
) -> Iterator[NewGrant]:
    for matter in matters:
        department = stage.department(matter)
        yield NewGrant(
            matter_id=matter.pk,
            body_id=body.pk,
            territory_id=body.place_id,
            mode=Mode.ASSIGNED,
            valid_from=stage.since(matter, max(since, EARLIEST)),
            grantor_id=department.pk if department else None,
            source=source,
            instrument_id=paper.pk,
        )


def _kecheng(stage: Stage) -> Iterator[NewGrant]:
    province = stage.document(
        InstrumentKind.DECISION, "乡镇（街道）综合行政执法事项清单", "演示浙政〔2022〕7号", "浙江省人民政府", KECHENG
    )
    yield from _assigned(stage, stage.towns["航埠镇"], stage.fit(), province, KECHENG, Source.PROVINCE)
    yield from _assigned(stage, stage.towns["石梁镇"], stage.fit(*URBAN), province, KECHENG, Source.PROVINCE)
    yield from _concentrated(stage, "演示浙政函〔2022〕12号", KECHENG, ("planning", "property"))
    principal, delegate = stage.departments["market"], stage.towns["石梁镇"]
    paper = stage.document(
        InstrumentKind.DELEGATION, "行政处罚委托书", "演示柯市监委〔2025〕3号", principal.name, date(2025, 7, 1)
    )
    for matter in stage.fit("market", "food_drug"):
        yield NewGrant(
            matter_id=matter.pk,
            body_id=delegate.pk,
            territory_id=delegate.place_id,
            mode=Mode.DELEGATED,
            valid_from=stage.since(matter, date(2025, 7, 1)),
            valid_to=TERM_ENDS,
            principal_id=principal.pk,
            source=Source.COUNTY,
            instrument_id=paper.pk,
        )


def _yingze(stage: Stage) -> Iterator[NewGrant]:
    paper = stage.document(
        InstrumentKind.DECISION, "乡镇（街道）行政执法事项目录", "演示晋政〔2022〕9号", "山西省人民政府", YINGZE
    )
    for body in stage.towns.values():
        yield from _assigned(stage, body, stage.fit(), paper, YINGZE, Source.CITY)


def _jiangyin(stage: Stage) -> Iterator[NewGrant]:
    paper = stage.document(
        InstrumentKind.DECISION,
        "赋予镇（街道）行政处罚和强制措施权清单",
        "演示苏政〔2018〕4号",
        "江苏省人民政府",
        JIANGYIN,
    )
    for body in stage.towns.values():
        if body.kind == "TOWN_GOVERNMENT" and not body.name.endswith("人民政府"):
            continue  # a park's committee is not a town: 处罚法 24 does not reach it
        yield from _assigned(stage, body, stage.fit(), paper, JIANGYIN, Source.PROVINCE)
        yield from _coercive(stage, body, paper)


def _coercive(stage: Stage, body: Agency, paper: Instrument) -> Iterator[NewGrant]:
    for matter in stage.fit():
        for power, basis in coercive_powers(matter):
            yield NewGrant(
                matter_id=matter.pk,
                body_id=body.pk,
                territory_id=body.place_id,
                mode=Mode.ASSIGNED,
                power=power,
                valid_from=stage.since(matter, EARLIEST),
                source=Source.PROVINCE,
                basis=f"{basis}；强制法第十七条只列相对集中处罚权的机关，此项移交须逐项法制审核（演示）",
                instrument_id=paper.pk,
            )


def _lixia(stage: Stage) -> Iterator[NewGrant]:
    yield from _concentrated(stage, "演示鲁政字〔2017〕15号", LIXIA, URBAN)
    paper = stage.document(
        InstrumentKind.POSTING, "部门执法力量派驻街道方案", "演示历政办〔2017〕21号", "历下区人民政府", LIXIA
    )
    for street in stage.towns.values():
        for matter in stage.fit(*POSTED):
            department = stage.department(matter)
            if department is None:
                continue
            yield NewGrant(
                matter_id=matter.pk,
                body_id=department.pk,
                territory_id=street.place_id,
                mode=Mode.POSTED,
                valid_from=stage.since(matter, EARLIEST),
                principal_id=department.pk,
                instrument_id=paper.pk,
            )


def _concentrated(stage: Stage, number: str, since: date, domains: tuple[str, ...]) -> Iterator[NewGrant]:
    province = "浙江省人民政府" if stage.county.code.startswith("33") else "山东省人民政府"
    paper = stage.document(InstrumentKind.CONCENTRATION, "相对集中行政处罚权批复", number, province, since)
    body = stage.departments["urban"]
    for matter in stage.matters:
        department = stage.department(matter)
        if matter.domain not in domains or department == body:
            continue
        yield NewGrant(
            matter_id=matter.pk,
            body_id=body.pk,
            territory_id=stage.county.pk,
            mode=Mode.CONCENTRATED,
            power=Power.PENALTY,
            valid_from=stage.since(matter, max(since, EARLIEST)),
            grantor_id=department.pk if department else None,
            source=Source.PROVINCE,
            instrument_id=paper.pk,
        )
