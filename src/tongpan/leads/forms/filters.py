"""The filter bar of the list: what it may hold, and the filters it means."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.leads.domain.choices import BEFORE_DISPATCH, Channel, Desk, Nature, Outcome, Priority, RouteRule, Status
from tongpan.leads.queries import Filters
from tongpan.leads.queries.around import teams_for, towns_for
from tongpan.leads.queries.matters import find
from tongpan.ui.forms import DatePicker

GROUPS: dict[str, tuple[str, frozenset[Status]]] = {
    "todo": ("待分流", BEFORE_DISPATCH),
    "sign": ("待签收", frozenset({Status.ASSIGNED})),
    "work": ("处置中", frozenset({Status.HANDLING})),
    "answer": ("待反馈", frozenset({Status.HANDLED})),
    "file": ("待归档", frozenset({Status.ANSWERED})),
    "filed": ("已归档", frozenset({Status.ARCHIVED})),
    "merged": ("已并案", frozenset({Status.MERGED})),
}
MOST_MATTERS = 60
NO_MATTER = UUID(int=0)
ALL = ("", "全部")
FLAGS = ("returned", "joint")


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[ALL, *choices])


class FilterForm(forms.Form):
    """筛选. Anything that is not understood is said beside its field and left out."""

    q = forms.CharField(
        label="编号、地点、内容", required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )
    g = forms.CharField(required=False, widget=forms.HiddenInput)
    channel = _choice("来源", Channel.choices)
    town = _choice("镇街", [])
    team = _choice("责任队伍", [])
    since = forms.DateField(label="收到起", required=False, widget=DatePicker)
    until = forms.DateField(label="收到止", required=False, widget=DatePicker)
    nature = _choice("诉求性质", Nature.choices)
    domain = _choice("领域", Domain.choices)
    matter_words = forms.CharField(label="事项（几个字）", required=False, max_length=40)
    matter = forms.UUIDField(required=False, widget=forms.HiddenInput)
    rule = _choice("分流规则", [(rule.value, rule.label.split("，")[0]) for rule in RouteRule])
    status = _choice("状态", Status.choices)
    outcome = _choice("办理结果", Outcome.choices)
    priority = _choice("紧急程度", Priority.choices)
    desk = _choice("在谁手上", Desk.choices)
    returned = forms.BooleanField(label="退回过", required=False)
    joint = forms.BooleanField(label="建议联合", required=False)
    MAIN = ("q", "channel", "town", "team", "since", "until")

    def __init__(self, *args: Any, actor: Actor, on: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._district = actor.district_id
        for name, choices in (
            ("town", [(str(t.pk), t.name) for t in towns_for(actor)]),
            ("team", teams_for(actor, on)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ALL, *choices]
        for field in self.fields.values():
            field.error_messages.setdefault("invalid_choice", "没有这个选项，已忽略")

    @property
    def main_fields(self) -> list[Any]:
        """The fields always in sight."""
        return [self[name] for name in self.MAIN]

    @property
    def more_fields(self) -> list[Any]:
        """The fields under 「更多条件」."""
        return [bound for bound in self.visible_fields() if bound.name not in self.MAIN]

    @property
    def more_active(self) -> int:
        """How many of those are set."""
        return sum(1 for bound in self.more_fields if self.data.get(bound.html_name))

    def filters(self) -> Filters:
        """Return what was understood."""
        self.is_valid()
        data = self.cleaned_data
        group = GROUPS.get(data.get("g") or "")
        chosen = data.get("status")
        status = (chosen,) if chosen else tuple(sorted(group[1])) if group else ()
        return Filters(
            status=status,
            channel=data.get("channel") or "",
            nature=data.get("nature") or "",
            domain=data.get("domain") or "",
            town_id=_uuid(data.get("town")),
            team_id=_uuid(data.get("team")),
            matter_id=data.get("matter"),
            matter_ids=self._matters(data.get("matter_words") or ""),
            outcome=data.get("outcome") or "",
            route_rule=data.get("rule") or "",
            priority=data.get("priority") or "",
            desk=data.get("desk") or "",
            since=data.get("since"),
            until=data.get("until"),
            words=(data.get("q") or "").replace("\x00", ""),
            returned=bool(data.get("returned")),
            joint=bool(data.get("joint")),
        )

    def _matters(self, words: str) -> tuple[UUID, ...]:
        if not words.strip():
            return ()
        return tuple(row.id for row in find(self._district, words, limit=MOST_MATTERS)) or (NO_MATTER,)


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
