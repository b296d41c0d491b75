"""From the columns of somebody's file to a report (导入映射). A bad row is told by its reason and stops nothing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tongpan.kernel.clock import SHANGHAI
from tongpan.leads.domain.choices import Channel, Nature
from tongpan.leads.domain.report import Report, Where, Who
from tongpan.places.domain.coordinates import Datum

FIELDS = {
    "external_id": "外部编号",
    "title": "标题",
    "text": "内容",
    "occurred_at": "时间",
    "nature": "诉求性质",
    "place": "地点",
    "lon": "经度",
    "lat": "纬度",
    "datum": "坐标系",
    "name": "反映人",
    "phone": "电话",
}
_NAMES = {label: field for field, label in FIELDS.items()} | {
    "主题": "title",
    "诉求内容": "text",
    "发生时间": "occurred_at",
    "反映时间": "occurred_at",
    "工单号": "external_id",
    "工单编号": "external_id",
    "编号": "external_id",
    "诉求类型": "nature",
    "地址": "place",
    "事发地点": "place",
    "联系电话": "phone",
    "姓名": "name",
}
_TIME_FORMS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
    "%Y%m%d%H%M%S",
)
_NATURES = {str(nature.label): nature for nature in Nature}
_DATUMS = {datum.value: datum for datum in Datum} | {
    "": Datum.WGS84,
    "CGCS2000": Datum.WGS84,
    "WGS-84": Datum.WGS84,
    "GCJ-02": Datum.GCJ02,
    "BD-09": Datum.BD09,
}


class BadRow(ValueError):
    """A row that cannot become a report; the message is the reason told to whoever imports."""


def guess_columns(names: list[str], given: Mapping[str, str]) -> dict[str, str]:
    """
    Return field → column, from what the caller said and from columns that bear a known name.

    :raises BadRow: if a named field or column does not exist, or nothing feeds the text
    """
    for field, column in given.items():
        if field not in FIELDS:
            raise BadRow(f"没有“{field}”这个字段；可用的有 {'、'.join(FIELDS)}")
        if column not in names:
            raise BadRow(f"文件里没有“{column}”这一列；现有的列是 {'、'.join(names)}")
    found = dict(given)
    for name in names:
        known = _NAMES.get(name) or (name if name in FIELDS else None)
        if known and known not in found:
            found[known] = name
    if "text" not in found and "title" not in found:
        raise BadRow("没有一列对应“内容”；请用 --map text=列名 指明")
    return found


def report_of(
    row: Mapping[str, str],
    columns: Mapping[str, str],
    *,
    district_id: UUID,
    channel: Channel,
    system: str,
    own_id: str,
) -> Report:
    """
    Return the report in one row; ``own_id`` names it where the file gives no number of its own.

    :raises BadRow: if a time, a coordinate or a nature cannot be read
    """

    def cell(field: str) -> str:
        return str(row.get(columns[field], "") or "").strip() if field in columns else ""

    title, text = cell("title"), cell("text")
    if not title and not text:
        raise BadRow("标题和内容都是空的")
    nature = cell("nature")
    if nature and nature not in _NATURES:
        raise BadRow(f"诉求性质“{nature}”不认识；可用的有 {'、'.join(_NATURES)}")
    return Report(
        district_id=district_id,
        title=title,
        text=text or title,
        channel=channel,
        nature=_NATURES.get(nature),
        occurred_at=_time(cell("occurred_at")),
        where=_where(cell("place"), cell("lon"), cell("lat"), cell("datum")),
        who=Who(name=cell("name"), phone=cell("phone")),
        source_system=system,
        source_id=cell("external_id") or own_id,
    )


def _time(text: str) -> datetime | None:
    if not text:
        return None
    for form in _TIME_FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRow(f"时间“{text}”读不懂，请写成 2026-11-22 14:05") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _where(place: str, lon: str, lat: str, datum: str) -> Where:
    if not lon and not lat:
        return Where(text=place)
    try:
        point = float(lon), float(lat)
    except ValueError as error:
        raise BadRow(f"坐标“{lon}，{lat}”不是数字") from error
    if datum.upper() not in _DATUMS:
        raise BadRow(f"坐标系“{datum}”不认识；可用的有 WGS-84、GCJ-02、BD-09")
    return Where(text=place, lon=point[0], lat=point[1], datum=_DATUMS[datum.upper()])
