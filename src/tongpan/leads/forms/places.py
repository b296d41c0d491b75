"""Where it is, as a form asks for it: town, village, landmark, and a point if there is one."""

from typing import Any
from uuid import UUID

from django import forms

from tongpan.leads.domain.report import Where
from tongpan.leads.queries.around import Village
from tongpan.places.models import Place

BLANK = ("", "请选择")


class PlaceFields(forms.Form):
    """The place fields every report form shares. A place without a point is valid: village plus landmark."""

    town = forms.ChoiceField(label="镇街", required=False)
    village = forms.ChoiceField(label="村（社区）", required=False)
    place_text = forms.CharField(
        label="具体地点", required=False, max_length=200, strip=True, help_text="路名门牌，或“村口小店旁”这样的地标"
    )
    lon = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)

    def __init__(self, *args: Any, towns: list[Place], villages: list[Village], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._town_of = {str(village.id): str(village.town_id) for village in villages}
        grouped: dict[str, list[tuple[str, str]]] = {}
        for village in villages:
            grouped.setdefault(village.town_name, []).append((str(village.id), village.name))
        self._choices("town", [BLANK, *((str(town.pk), town.name) for town in towns)])
        self._choices("village", [BLANK, *grouped.items()])
        for name in ("lon", "lat"):
            self.fields[name].error_messages["invalid"] = "位置没有取到，请重新定位，或选择村（社区）"

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = "这一项不在您可选的范围内，请重新选择"

    def clean(self) -> dict[str, Any]:
        """Let the village name its town, and notice when the two do not belong together."""
        data = super().clean() or self.cleaned_data
        village, town = data.get("village"), data.get("town")
        if village and not town:
            data["town"] = self._town_of[village]
        elif village and self._town_of[village] != town:
            self.add_error("village", "这个村（社区）不在所选镇街，请核对其中一项")
        if (data.get("lon") is None) != (data.get("lat") is None):
            data["lon"] = data["lat"] = None
        return data

    def where(self) -> Where:
        """Return the place that was filled in."""
        data = self.cleaned_data
        return Where(
            town_id=UUID(data["town"]) if data.get("town") else None,
            village_id=UUID(data["village"]) if data.get("village") else None,
            text=data.get("place_text") or "",
            lon=data.get("lon"),
            lat=data.get("lat"),
        )
