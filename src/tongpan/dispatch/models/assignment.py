"""交办单: one order to one team to handle one lead, from 交办 to 办结 or 退回."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from tongpan.dispatch.domain.choices import LIVE, AssignmentStatus, ReturnGround, Role, UrgeKind
from tongpan.kernel.errors import Conflict
from tongpan.kernel.ids import uuid7


class Assignment(models.Model):
    """An order (交办单). Signing, returning and finishing are conditional updates: of two people one wins."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField("交办单号", max_length=32, unique=True)
    version = models.PositiveIntegerField(default=0)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="assignments", verbose_name="线索")
    role = models.CharField("主协办", max_length=8, choices=Role.choices, default=Role.MAIN)
    status = models.CharField("状态", max_length=10, choices=AssignmentStatus.choices, default=AssignmentStatus.WAITING)

    # scope: who may see it
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", null=True, verbose_name="有权机关", db_index=False
    )
    team = models.ForeignKey(
        "agencies.Team", models.RESTRICT, related_name="+", verbose_name="责任队伍", null=True, db_index=False
    )
    officer = models.ForeignKey(
        "agencies.Officer", models.RESTRICT, related_name="+", null=True, verbose_name="承办人", db_index=False
    )

    note = models.CharField("交办要求", max_length=500, blank=True)
    assigned_at = models.DateTimeField("交办时间")
    assigned_by = models.CharField("交办人", max_length=80)
    sign_due_at = models.DateTimeField("签收期限")
    signed_at = models.DateTimeField("签收时间", null=True)
    signed_by = models.CharField("签收人", max_length=80, blank=True)
    signed_for = models.CharField("代签收说明", max_length=200, blank=True)
    """电话已通知，代签收: who was told on the telephone, when"""
    arrived_at = models.DateTimeField("到场时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    ended_by = models.CharField("办理人", max_length=80, blank=True)
    escalated_at = models.DateTimeField("超时上报时间", null=True)
    """unsigned past its time and reported to the district desk, once"""
    result = models.TextField("办理情况", blank=True)

    class Meta:
        verbose_name = "交办单"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(status__in=sorted(LIVE), role=Role.MAIN),
                name="assignment_one_live_main",
            ),
            models.UniqueConstraint(
                fields=["lead", "team"], condition=Q(status__in=sorted(LIVE)), name="assignment_one_live_team"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "status", "sign_due_at"], name="assignment_team"),
            models.Index(fields=["town", "status", "sign_due_at"], name="assignment_town"),
            models.Index(fields=["district", "status", "sign_due_at"], name="assignment_district"),
            models.Index(fields=["officer", "status"], name="assignment_officer", condition=Q(officer__isnull=False)),
            models.Index(fields=["body", "status", "sign_due_at"], name="assignment_body"),
            models.Index(fields=["district", "-id"], name="assignment_district_new"),
            models.Index(fields=["town", "-id"], name="assignment_town_new"),
            models.Index(fields=["team", "-id"], name="assignment_team_new"),
            models.Index(
                fields=["sign_due_at"],
                name="assignment_unsigned",
                condition=Q(status=AssignmentStatus.WAITING, escalated_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def change(self, sources: frozenset[AssignmentStatus], **changes: Any) -> None:
        """
        Write fields in one conditional UPDATE.

        :raises Conflict: if the order is in another status, or somebody else was faster
        """
        moved = Assignment.objects.filter(pk=self.pk, version=self.version, status__in=sources).update(
            version=F("version") + 1, **changes
        )
        if not moved:
            raise Conflict("这张交办单刚刚被他人处理过，请刷新后查看", code="assignment.changed")
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)

    def minutes_to_sign(self, now: datetime) -> int:
        """Return the minutes left to sign; negative when overdue."""
        return int((self.sign_due_at - now).total_seconds() // 60)


class Return(models.Model):
    """退回: it cites the power row it relies on, keeps the clock, and the second one goes up to the district."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="returns", verbose_name="线索")
    assignment = models.OneToOneField(Assignment, models.RESTRICT, related_name="returned", verbose_name="交办单")
    ground = models.CharField("退回理由类别", max_length=20, choices=ReturnGround.choices)
    reason = models.CharField("退回理由", max_length=500)
    cited_grant = models.ForeignKey(
        "powers.Grant", models.RESTRICT, related_name="+", null=True, verbose_name="所依据的职权"
    )
    cited_text = models.CharField("引用的清单条目", max_length=600)
    """the power row as it read when it was cited"""
    belongs_to = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", null=True, verbose_name="认为应由"
    )
    returned_at = models.DateTimeField("退回时间")
    returned_by = models.CharField("退回人", max_length=80)
    ordinal = models.PositiveSmallIntegerField("第几次退回")

    class Meta:
        verbose_name = "退回"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["returned_at"], name="return_day")]


class Urge(models.Model):
    """催办（同级提醒）或督办（上级督促，须答复）."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="urges", verbose_name="线索")
    kind = models.CharField("类别", max_length=10, choices=UrgeKind.choices)
    text = models.CharField("内容", max_length=500)
    due_on = models.DateField("答复期限", null=True)
    made_at = models.DateTimeField("发出时间")
    made_by = models.CharField("发出人", max_length=80)
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", null=True, db_index=False)
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, db_index=False)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "催办督办"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["team", "answered_at"], name="urge_team"),
            models.Index(fields=["town", "answered_at"], name="urge_town"),
            models.Index(fields=["district", "answered_at"], name="urge_district"),
        ]
