"""A lead (线索): one problem, seen by somebody, from 问题收集 to 结案归档."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict
from tongpan.kernel.ids import uuid7
from tongpan.leads.domain.choices import (
    BEFORE_DISPATCH,
    OPEN,
    Channel,
    Desk,
    Nature,
    Outcome,
    Priority,
    RouteRule,
    Status,
)  # fmt: skip
from tongpan.leads.domain.counting import Counted
from tongpan.leads.domain.lifecycle import STAMPS, STEPS, Move, allowed, refusal
from tongpan.places.domain.coordinates import Datum

_OPEN = Q(status__in=sorted(OPEN))


class Lead(models.Model):
    """One problem seen. Keeps its data consistent; who may do what stands in ``policies``, the clocks in TimeLimit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField("线索编号", max_length=32, unique=True)
    version = models.PositiveIntegerField(default=0)

    # place: immutable place ids; the scope of everybody who may see it
    district = models.ForeignKey(
        "places.Place", models.RESTRICT, related_name="+", verbose_name="县（市、区）", db_index=False
    )
    town = models.ForeignKey(
        "places.Place", models.RESTRICT, related_name="+", verbose_name="镇街", null=True, db_index=False
    )
    village = models.ForeignKey(
        "places.Place", models.RESTRICT, related_name="+", verbose_name="村（社区）", null=True, db_index=False
    )
    grid = models.ForeignKey(
        "places.Place", models.RESTRICT, related_name="+", verbose_name="网格", null=True, db_index=False
    )
    place_text = models.CharField("地点描述", max_length=200, blank=True)
    lon = models.FloatField("经度（WGS-84）", null=True)
    lat = models.FloatField("纬度（WGS-84）", null=True)
    original_lon = models.FloatField("原始经度", null=True)
    original_lat = models.FloatField("原始纬度", null=True)
    datum = models.CharField("原始坐标系", max_length=8, choices=Datum.choices, blank=True)

    # what was said
    channel = models.CharField("来源渠道", max_length=20, choices=Channel.choices)
    nature = models.CharField("诉求性质", max_length=12, choices=Nature.choices)
    priority = models.CharField("紧急程度", max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容")
    occurred_at = models.DateTimeField("发生时间", null=True)
    emergency_note = models.CharField("应急联络", max_length=200, blank=True)
    """已拨 119 / 110 / 120, 已报应急 / 党政办: when, by whom"""

    # where it stands
    status = models.CharField("状态", max_length=14, choices=Status.choices)
    desk = models.CharField("当前调度台", max_length=8, choices=Desk.choices, default=Desk.TOWN)
    touched_at = models.DateTimeField("最近变动")
    return_count = models.PositiveSmallIntegerField("退回次数", default=0)

    # how it was routed; the explanation is kept as it was shown
    matter = models.ForeignKey(
        "powers.Matter", models.RESTRICT, related_name="+", verbose_name="执法事项", null=True, db_index=False
    )
    domain = models.CharField("领域", max_length=24, blank=True)
    grant = models.ForeignKey(
        "powers.Grant", models.RESTRICT, related_name="+", verbose_name="职权依据", null=True, db_index=False
    )
    body = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", verbose_name="主办机关", null=True, db_index=False
    )
    team = models.ForeignKey(
        "agencies.Team", models.RESTRICT, related_name="+", verbose_name="责任队伍", null=True, db_index=False
    )
    route_rule = models.CharField("分流规则", max_length=20, choices=RouteRule.choices)
    route_sure = models.FloatField("把握", default=0)
    route = models.JSONField("分流说明", default=dict)
    joint = models.BooleanField("建议联合处置", default=False)

    # how it ended
    outcome = models.CharField("办理结果", max_length=20, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField("办理情况", blank=True)
    receiver = models.CharField("接收单位及电话", max_length=200, blank=True)
    forwarded = models.BooleanField("已代为转交", default=False)
    skipped = models.JSONField("略过的步骤及理由", default=dict)

    # the five steps (M090)
    collected_at = models.DateTimeField("问题收集")
    dispatched_at = models.DateTimeField("分流交办", null=True)
    handled_at = models.DateTimeField("调查处置", null=True)
    answered_at = models.DateTimeField("结果反馈", null=True)
    archived_at = models.DateTimeField("结案归档", null=True)

    merged_into = models.ForeignKey(
        "self", models.RESTRICT, related_name="merged", verbose_name="并入", null=True, db_index=False
    )
    reported_by = models.ForeignKey(
        "agencies.Officer", models.RESTRICT, related_name="+", verbose_name="上报人", null=True, db_index=False
    )
    source_system = models.CharField("来源系统", max_length=40, blank=True)
    source_id = models.CharField("外部编号", max_length=80, null=True)
    system_of_record = models.CharField("主办系统", max_length=40, default="tongpan")

    class Meta:
        verbose_name = "线索"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["source_system", "source_id"], name="lead_source_once", condition=Q(source_id__isnull=False)
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.MERGED) | Q(merged_into__isnull=False), name="lead_merged_names_main"
            ),
        ]
        indexes = [
            # newest first, for every scope; the key is time-ordered, and indexes are read backwards: what comes at the
            # end of its stretch fills pages, what comes at the beginning makes SQLite move them about
            models.Index(fields=["district", "id"], name="lead_district_new"),
            models.Index(fields=["town", "id"], name="lead_town_new"),
            models.Index(fields=["body", "id"], name="lead_body_new", condition=Q(body__isnull=False)),
            models.Index(fields=["district", "status", "id"], name="lead_district_status"),
            models.Index(fields=["town", "status", "id"], name="lead_town_status"),
            # work in hand, longest untouched first: small partial indexes
            models.Index(fields=["town", "status", "touched_at"], name="lead_town_work", condition=_OPEN),
            models.Index(
                fields=["district", "desk", "status", "touched_at"], name="lead_district_work", condition=_OPEN
            ),
            models.Index(
                fields=["team", "status", "touched_at"], name="lead_team_work", condition=_OPEN & Q(team__isnull=False)
            ),
            models.Index(fields=["district", "touched_at", "id"], name="lead_district_open", condition=_OPEN),
            models.Index(fields=["town", "touched_at", "id"], name="lead_town_open", condition=_OPEN),
            models.Index(fields=["reported_by", "id"], name="lead_reporter", condition=Q(reported_by__isnull=False)),
            # filters that keep few rows would otherwise read the whole county
            models.Index(fields=["district", "channel", "id"], name="lead_district_channel"),
            models.Index(fields=["town", "channel", "id"], name="lead_town_channel"),
            models.Index(fields=["district", "id"], name="lead_urgent", condition=~Q(priority=Priority.NORMAL)),
            # the head of every desk: few among hundreds of thousands that wait
            models.Index(
                fields=["district", "priority", "touched_at", "id"],
                name="lead_urgent_waiting",
                condition=Q(priority__in=(Priority.EMERGENCY, Priority.URGENT), status__in=sorted(BEFORE_DISPATCH)),
            ),
            models.Index(fields=["district", "id"], name="lead_returned", condition=Q(return_count__gt=0)),
            models.Index(fields=["district", "id"], name="lead_joint", condition=Q(joint=True)),
            models.Index(fields=["matter", "id"], name="lead_matter_new", condition=Q(matter__isnull=False)),
            models.Index(fields=["source_id"], name="lead_source_number", condition=Q(source_id__isnull=False)),
            models.Index(fields=["team", "id"], name="lead_team_new", condition=Q(team__isnull=False)),
            models.Index(fields=["merged_into"], name="lead_merged", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number

    # Mutators

    def apply(self, move: Move, now: datetime, **changes: Any) -> None:
        """
        Make one move of the table in one conditional UPDATE.

        :raises Conflict: if the move is not open from here, or somebody else was faster
        """
        if not allowed(Status(self.status), move):
            raise Conflict(refusal(Status(self.status), move), code=f"lead.{move.lower()}.closed")
        step = STEPS[move]
        changes["status"] = step.target
        if step.stamp:
            changes[step.stamp] = now
        if move == Move.REOPEN:
            changes |= dict.fromkeys(STAMPS[2:], None) | {"outcome": ""}
        self.change(now, **changes)

    def change(self, now: datetime, **changes: Any) -> None:
        """
        Write fields under the version read, so that of two people one wins and the other is told.

        :raises Conflict: if the row has moved since it was read
        """
        changes["touched_at"] = now
        moved = Lead.objects.filter(pk=self.pk, version=self.version).update(version=F("version") + 1, **changes)
        if not moved:
            raise Conflict("他人刚刚更新了这件线索，请刷新后再办", code="lead.changed")
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)

    # Properties

    @property
    def status_label(self) -> str:
        return Status(self.status).label

    @property
    def counted(self) -> Counted:
        """The side of the lead that overviews count."""
        return Counted(
            district_id=self.district_id,
            town_id=self.town_id,
            status=self.status,
            channel=self.channel,
            domain=self.domain,
            received_on=date_of(self.collected_at),
            outcome=self.outcome,
            ended_on=date_of(self.handled_at) if self.handled_at else None,
        )

    @property
    def steps(self) -> list[tuple[str, datetime | None]]:
        """The five steps with the moment each was taken."""
        return [
            ("问题收集", self.collected_at),
            ("分流交办", self.dispatched_at),
            ("调查处置", self.handled_at),
            ("结果反馈", self.answered_at),
            ("结案归档", self.archived_at),
        ]
