"""What a keeper of places fills in."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tongpan.places.actions.keeping import Ground
from tongpan.places.models import CodeScheme
from tongpan.ui.forms import DatePicker

_OUTLINE_BYTES = 2 * 1024 * 1024


class GroundForm(forms.Form):
    """The day and the paper of every change."""

    on = forms.DateField(label="生效日期", widget=DatePicker())
    instrument = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号")

    def ground(self) -> Ground:
        """Return the day and the paper."""
        return Ground(self.cleaned_data["on"], self.cleaned_data["instrument"])


class RenameForm(GroundForm):
    name = forms.CharField(label="新名称", max_length=100)
    field_order = ("name", "on", "instrument")


class RecodeForm(GroundForm):
    code = forms.CharField(label="新代码", max_length=18)
    parent_code = forms.CharField(
        label="新的上级代码", max_length=18, required=False, help_text="隶属关系变更时填写；不填表示上级不变"
    )
    field_order = ("code", "parent_code", "on", "instrument")


class CodeForm(forms.Form):
    scheme = forms.ChoiceField(label="编码体系", choices=CodeScheme.choices)
    code = forms.CharField(label="编码", max_length=40)
    on = forms.DateField(label="启用日期", widget=DatePicker(), required=False)


class OutlineField(forms.FileField):
    """A GeoJSON file with one outline; its cleaned value is the geometry."""

    def clean(self, data: Any, initial: Any = None) -> dict[str, Any] | None:
        """Return the geometry of the file."""
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > _OUTLINE_BYTES:
            raise ValidationError("文件超过 2 MB，请只导出这一个地点的范围")
        try:
            content = json.loads(file.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise ValidationError("不是可读的 GeoJSON 文件，请重新导出") from error
        geometry = _geometry(content)
        if geometry is None:
            raise ValidationError("文件里应有且只有一个范围，请只导出这一个地点")
        return geometry


def _geometry(content: Any) -> dict[str, Any] | None:
    if not isinstance(content, dict):
        return None
    if content.get("type") == "FeatureCollection":
        features = content.get("features")
        content = features[0] if isinstance(features, list) and len(features) == 1 else {}
    if isinstance(content, dict) and content.get("type") == "Feature":
        content = content.get("geometry") or {}
    return content if isinstance(content, dict) and "coordinates" in content else None


class RedrawForm(GroundForm):
    geometry = OutlineField(label="范围文件", help_text="GeoJSON，CGCS2000 或 WGS-84 坐标，2 MB 以内")
    field_order = ("geometry", "on", "instrument")


class GridForm(GroundForm):
    serial = forms.RegexField(
        label="网格顺序号",
        regex=r"^[0-9]{3}$",
        error_messages={"invalid": "请填三位数字，例如 004"},
        help_text="三位数字",
    )
    name = forms.CharField(label="网格名称", max_length=100)
    geometry = OutlineField(label="范围文件", required=False, help_text="可以以后再补")
    field_order = ("serial", "name", "geometry", "on", "instrument")
