"""Reading the lines of a power list: what each names is looked up, what cannot be lawful is told by its column."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.competence import negative_on
from tongpan.powers.domain.kinds import GrantClass, InstrumentKind, Mode, Power, Source
from tongpan.powers.domain.listfile import CellError, RowError, cell, choice, day, needed
from tongpan.powers.domain.proposal import ItemFacts, check_item
from tongpan.powers.models import Grant, Instrument
from tongpan.powers.queries.facts import facts_of
from tongpan.powers.queries.lookups import Lookups
from tongpan.powers.steps.grants import NewGrant


class GrantReader:
    """Reads lines of a power list, against what the district has and what came before in the same file."""

    def __init__(self, lookups: Lookups, now: datetime) -> None:
        self.lookups = lookups
        self.now = now
        self.fresh_instruments: list[Instrument] = []
        self.seen: dict[tuple[Any, ...], int] = {}
        self.standing = _standing({body.pk for body in lookups.bodies.values()})

    def read(self, line: int, row: Mapping[str, str], warnings: list[RowError]) -> NewGrant | None:
        """Return the grant of a line; None when the list has it already."""
        matter_id = self._matter(row)
        body = self._body(row, "行使机关", must=True)
        territory = self._territory(row, body)
        mode = Mode(choice(row, "行使方式", Mode))
        power = Power(choice(row, "职权种类", Power, Power.PENALTY))
        starts, ends = self._span(row)
        key = (matter_id, body.pk, territory, str(power), str(mode))
        principal, grantor = self._body(row, "委托或派出机关"), self._body(row, "划出机关")
        if self._stands(line, self.standing.get(key, {}), starts, ends, warnings):
            return None
        if key in self.seen:
            raise CellError("事项编码", f"与第{self.seen[key]}行重复")
        new = NewGrant(
            matter_id=matter_id,
            body_id=body.pk,
            territory_id=territory,
            mode=mode,
            power=power,
            valid_from=starts,
            valid_to=ends,
            principal_id=principal.pk if principal else None,
            grantor_id=grantor.pk if grantor else None,
            source=Source(choice(row, "来源层级", Source, Source.STATUTE if mode is Mode.OWN else Source.COUNTY)),
            basis=cell(row, "依据"),
            instrument_id=self._instrument(row, mode),
        )
        self._lawful(cell(row, "事项名称") or cell(row, "事项编码"), body.kind, new)
        self.seen[key] = line
        if grantor is not None and grantor.kind == "CITY_DEPARTMENT" and mode is Mode.ASSIGNED:
            reason = "划出机关是市级部门；行政处罚法第二十四条说的是县级人民政府部门，请核对移交方式"
            warnings.append(RowError(line, "划出机关", reason))
        return new

    def _stands(
        self, line: int, spans: Mapping[date, date | None], starts: date, ends: date | None, warnings: list[RowError]
    ) -> bool:
        """Tell whether the list has this line already; its days must not meet those of another line alike."""
        if starts in spans:
            if spans[starts] != ends:
                until = f"到{spans[starts]:%Y-%m-%d}为止" if spans[starts] else "没有期限"
                reason = f"清单里已有这一条，{until}；导入不改已有的期限，请用“收回”或“清单调整”办理"
                warnings.append(RowError(line, "失效日期", reason))
            return True
        for begun, ended in spans.items():
            if (ends is None or begun < ends) and (ended is None or starts < ended):
                raise CellError("生效日期", f"与清单里自{begun:%Y-%m-%d}起的同一条职权日期重叠，请先收回原来的")
        return False

    def _matter(self, row: Mapping[str, str]) -> UUID:
        code = needed(row, "事项编码")
        if code in self.lookups.matters:
            return self.lookups.matters[code]
        alike = self.lookups.matter_names.get(cell(row, "事项名称"), [])
        hint = f"；同名事项的编码是{'、'.join(alike)}" if alike else "，请先导入事项目录"
        raise CellError("事项编码", f"目录中没有“{code}”{hint}")

    def _body(self, row: Mapping[str, str], column: str, *, must: bool = False) -> Any:
        name = needed(row, column) if must else cell(row, column)
        if not name:
            return None
        if name not in self.lookups.bodies:
            raise CellError(column, f"没有登记“{name}”这个机关，请核对全称，或先请系统管理员登记")
        return self.lookups.bodies[name]

    def _territory(self, row: Mapping[str, str], body: Any) -> UUID:
        text = cell(row, "地域")
        if not text and body.district_id != self.lookups.district.pk:
            raise CellError("地域", f"“{body.name}”不只管本区县，请填本区县或镇街的名称")
        if not text:
            return UUID(str(body.place_id))
        if text not in self.lookups.places:
            raise CellError("地域", f"本区县没有“{text}”，请填镇街名称或区划代码")
        return self.lookups.places[text].pk

    def _span(self, row: Mapping[str, str]) -> tuple[date, date | None]:
        starts, ends = day(row, "生效日期"), day(row, "失效日期")
        if starts is None:
            raise CellError("生效日期", "不能为空")
        if ends is not None and ends <= starts:
            raise CellError("失效日期", "须晚于生效日期")
        return starts, ends

    def _instrument(self, row: Mapping[str, str], mode: Mode) -> UUID | None:
        title, number = cell(row, "文件标题", most=200), cell(row, "文号", most=80)
        if not title and not number:
            return None
        found = self.lookups.instruments.get(number or title)
        if found is None:
            kind = InstrumentKind.DELEGATION if mode is Mode.DELEGATED else InstrumentKind.LIST
            published = day(row, "公布日期")
            found = Instrument(
                id=uuid7(),
                kind=kind,
                title=title or number,
                number=number,
                issued_on=published,
                published_on=published,
                published_by_delegate_on=day(row, "受委托方公布日期"),
                created_at=self.now,
            )
            self.lookups.instruments[number or title] = found
            self.fresh_instruments.append(found)
        return found.pk

    def _lawful(self, name: str, body_kind: str, new: NewGrant) -> None:
        negative = negative_on(facts_of(new.matter_id, new.territory_id).negatives, new.valid_from, None)
        facts = ItemFacts(
            name,
            body_kind,
            new.power,
            new.mode,
            GrantClass.MAY,
            bool(new.basis.strip()),
            new.principal_id is not None,
            new.valid_to is not None,
            negative.reason if negative else "",
        )
        breaches = check_item(facts)
        if breaches:
            raise CellError("行使方式", "；".join(str(breach) for breach in breaches))


def _standing(bodies: set[UUID]) -> dict[tuple[Any, ...], dict[date, date | None]]:
    """Return what each holder has, with its days."""
    rows = Grant.objects.filter(superseded_at__isnull=True, body_id__in=bodies)
    columns = ("matter_id", "body_id", "territory_id", "power", "mode", "valid_from", "valid_to")
    found: dict[tuple[Any, ...], dict[date, date | None]] = defaultdict(dict)
    for *key, starts, ends in rows.values_list(*columns):
        found[tuple(key)][starts] = ends
    return found
