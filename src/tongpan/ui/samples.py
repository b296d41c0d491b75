"""What the style page shows: one of everything, invented."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms

from tongpan.ui.forms import DatePicker, FilesField, MomentPicker

STATUSES = "TRIAGE PLACE_PENDING ROUTED ASSIGNED HANDLING HANDLED ANSWERED ARCHIVED MERGED".split()


class SampleFilters(forms.Form):
    """A filter bar."""

    q = forms.CharField(label="关键词")
    status = forms.ChoiceField(label="状态", choices=[("", "全部"), ("ROUTED", "待分流"), ("ASSIGNED", "待签收")])
    town = forms.ChoiceField(label="镇街", choices=[("", "全部"), ("1", "河湾镇"), ("2", "柳溪街道")])
    since = forms.DateField(label="收到起", widget=DatePicker)


class SampleForm(forms.Form):
    """Every kind of control."""

    title = forms.CharField(label="标题", max_length=60, help_text="一句话说清什么事")
    text = forms.CharField(label="具体情况", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label="性质", widget=forms.RadioSelect, choices=[("1", "投诉"), ("2", "举报"), ("3", "咨询"), ("4", "求助")]
    )
    town = forms.ChoiceField(label="镇街", choices=[("", "请选择"), ("1", "河湾镇"), ("2", "柳溪街道")])
    occurred_at = forms.DateTimeField(label="发生时间", widget=MomentPicker, required=False)
    phone = forms.CharField(label="联系电话", required=False, help_text="只用于反馈办理结果")
    photos = FilesField(label="拍照或选照片", required=False, help_text="照片里的定位信息读取后即删除")
    anonymous = forms.BooleanField(label="不公开我的姓名", required=False)


class _Cited(SimpleNamespace):
    def __str__(self) -> str:
        return str(self.place)


def _rows(now: datetime) -> list[dict[str, Any]]:
    rows = [
        (
            "XS330802-2026-000123",
            "夜宵摊占用盲道，油烟很大",
            "河湾镇 新桥村 农贸市场东门",
            "ROUTED",
            "URGENT",
            "12345热线",
            -1,
        ),
        ("XS330802-2026-000122", "沿河倾倒建筑垃圾约两车", "柳溪街道 临江社区", "ASSIGNED", "NORMAL", "网格上报", 0),
        ("XS330802-2026-000121", "出租房电动车楼道充电", "河湾镇 下沈村 47 号", "HANDLING", "EMERGENCY", "巡查发现", 1),
        ("XS330802-2026-000120", "咨询：流动摊点在哪里可以摆", "柳溪街道", "ANSWERED", "NORMAL", "群众上门", 3),
        ("XS330802-2026-000119", "工地夜间施工噪声扰民", "青石镇", "PLACE_PENDING", "NORMAL", "12345热线", 5),
    ]
    keys = ("number", "title", "place", "status", "priority", "channel", "days")
    shown = [dict(zip(keys, row, strict=True)) for row in rows]
    for index, row in enumerate(shown):
        row["due"] = now.date() + timedelta(days=int(str(row["days"])))
        row["received_at"] = now - timedelta(hours=3 + 17 * index)
    return shown


def _verdict() -> tuple[SimpleNamespace, ...]:
    cited = _Cited(place="行政处罚法第六十四条第一项", gist="当事人要求听证的，应当在告知后五日内提出")
    return (SimpleNamespace(message="听证申请期限已于 2026-11-20 届满", citation=cited),)


def _events(now: datetime) -> list[dict[str, Any]]:
    sent = "交办给河湾镇综合行政执法队"
    return [
        {"at": now - timedelta(hours=1), "title": "签收", "actor": "王五", "icon": "checks", "tone": "good", "seq": 3},
        {"at": now - timedelta(hours=3), "title": sent, "actor": "李四", "icon": "send", "tone": "info", "seq": 2}
        | {"text": "请今天 18:00 前到现场查看。"},
        {"at": now - timedelta(hours=5), "title": "收到来电", "actor": "12345热线", "icon": "phone-incoming", "seq": 1},
    ]


WHY = {
    "conclusion": "占用道路摆摊设点 → 河湾镇人民政府 · 河湾镇综合行政执法队",
    "sure": 0.91,
    "sure_words": "可直接交办",
    "words": ["夜宵摊", "占用盲道", "油烟"],
    "reasons": [
        ("事项", "占道经营"),
        ("依据", "赋权（行政处罚法第二十四条），自 2024-07-01"),
        ("地点", "文中“农贸市场东门”对应新桥村"),
    ],
    "others": [("餐饮油烟污染", 0.06), ("噪声扰民", 0.02)],
}
FACTS = [
    ("来源", "12345热线"),
    ("工单号", "2026112200318"),
    ("地点", "河湾镇 新桥村 农贸市场东门"),
    ("举报人", "已保护"),
    ("发生时间", None),
    ("领域", "市容环卫"),
]
TABS = [
    ("?t=1", "待分流", 12, True),
    ("?t=2", "待签收", 3, False),
    ("?t=3", "处置中", 41, False),
    ("?t=4", "全部", None, False),
]
CHART = {
    "title": "近 7 天",
    "unit": "件",
    "labels": ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    "series": [
        {"name": "收到", "kind": "bar", "values": [32, 28, 41, 37, 30, 12, 9]},
        {"name": "办结", "kind": "line", "values": [25, 30, 33, 39, 35, 10, 4]},
    ],
}


SHAPES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "河湾镇", "label": "河湾镇"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[118.855, 28.925], [118.885, 28.922], [118.89, 28.945], [118.86, 28.95], [118.855, 28.925]]
                ],
            },
        },
        {
            "type": "Feature",
            "properties": {"name": "沿河倾倒建筑垃圾", "note": "待签收", "tone": "warn", "href": "#"},
            "geometry": {"type": "Point", "coordinates": [118.879, 28.931]},
        },
    ],
}


def context(now: datetime) -> dict[str, Any]:
    """Return what the style page draws."""
    filled = SampleForm({"title": "", "text": "已写了一半", "kind": "9"})
    filled.is_valid()
    filled.add_error(None, "这条线索刚被李四交办给综合执法队，请刷新后再办")
    days = [now.date() + timedelta(days=days) for days in (-2, 0, 1, 6)]
    times = {"collected_at": now - timedelta(days=2), "dispatched_at": now - timedelta(days=1)}
    return {
        "filters": SampleFilters({"status": "ROUTED"}),
        "form": SampleForm(),
        "wrong": filled,
        "rows": _rows(now),
        "page": SimpleNamespace(items=range(5), next="eyJhIjoxfQ"),
        "statuses": STATUSES,
        "limits": [*days, now + timedelta(hours=2, minutes=20)],
        "lead": SimpleNamespace(handled_at=None, answered_at=None, archived_at=None, **times),
        "events": _events(now),
        "facts": FACTS,
        "why": WHY,
        "problem": SimpleNamespace(message="不能退回：这一事项已赋权给本镇，且这是第二次退回。", verdict=_verdict()),
        "tabs": TABS,
        "chart": CHART,
        "shapes": SHAPES,
    }
