"""Values by which a form can be set in type: what is long stands in several lines, what is a list has two."""

from tongpan.documents.domain.choices import FieldKind

LONG = "当事人在店门前的人行道上擅自搭建雨棚、摆放桌椅经营，占用面积十二点五平方米，经劝导后仍未改正。"
ROWS = [["钢结构雨棚", "1座", "长5米、宽2.5米，蓝色彩钢瓦", "现场", "一"], ["折叠桌", "6张", "木质", "仓库", "二"]]


def value_of(one):
    """Return a value that a field takes."""
    if one.kind is FieldKind.TABLE:
        return ROWS
    if one.kind is FieldKind.LIST:
        return ["现场笔录", "照片六张"]
    if one.kind is FieldKind.AREA:
        return LONG
    return "2026年11月20日" if one.kind is FieldKind.DAY else "某某"


def values_of(form, *, only_required=False):
    """Return a value for each field of a form, or for those that must stand there."""
    return {one.name: value_of(one) for one in form.fields if one.required or not only_required}
