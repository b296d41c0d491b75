"""争议、联合处置与移送: what one team cannot settle alone."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from tongpan.dispatch.domain.choices import (
    JOINT_OPEN,
    TRANSFER_OPEN,
    DisputeStatus,
    JointStatus,
    MemberStatus,
    TransferStatus,
)
from tongpan.kernel.errors import Conflict
from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import BoundaryBasis


class Dispute(models.Model):
    """职责争议: a team says it is not competent; the district decides, and the decision is kept (M102, M111)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="disputes", verbose_name="线索")
    status = models.CharField("状态", max_length=10, choices=DisputeStatus.choices, default=DisputeStatus.OPEN)
    claim = models.CharField("主张", max_length=500)
    basis = models.CharField("依据种类", max_length=12, choices=BoundaryBasis.choices)
    evidence = models.CharField("依据文件与条款", max_length=500)
    earlier = models.ForeignKey(
        "powers.BoundaryDecision", models.RESTRICT, related_name="+", null=True, verbose_name="此前的裁定"
    )
    """what was decided before on this matter in this town; whoever disputes again names a new fact"""
    new_fact = models.CharField("裁定后的新情况", max_length=500, blank=True)
    raised_at = models.DateTimeField("提出时间")
    raised_by = models.CharField("提出人", max_length=80)
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", null=True, db_index=False)
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, db_index=False)
    decided_body = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", null=True, verbose_name="裁定主办机关"
    )
    decided_team = models.ForeignKey(
        "agencies.Team", models.RESTRICT, related_name="+", null=True, verbose_name="裁定责任队伍"
    )
    decision = models.CharField("裁定意见", max_length=500, blank=True)
    decided_basis = models.CharField("裁定依据种类", max_length=12, choices=BoundaryBasis.choices, blank=True)
    decided_citation = models.CharField("裁定依据文件与条款", max_length=500, blank=True)
    boundary = models.ForeignKey(
        "powers.BoundaryDecision", models.RESTRICT, related_name="+", null=True, verbose_name="据此登记的职责边界"
    )
    """how the decision binds later leads of the matter in the town; None where the lead had no matter or no town"""
    decided_at = models.DateTimeField("裁定时间", null=True)
    decided_by = models.CharField("裁定人", max_length=80, blank=True)

    class Meta:
        verbose_name = "职责争议"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["district", "status"], name="dispute_district")]
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(status=DisputeStatus.OPEN), name="dispute_one_open")
        ]


class JointOperation(models.Model):
    """联合处置: several bodies at one place, each under its own power and in its own name (M092, M272, M274)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="joint_operations", verbose_name="线索")
    status = models.CharField("状态", max_length=10, choices=JointStatus.choices, default=JointStatus.PROPOSED)
    reason = models.CharField("发起理由", max_length=500)
    meet_at = models.DateTimeField("集合时间", null=True)
    meet_place = models.CharField("集合地点", max_length=200, blank=True)
    proposed_at = models.DateTimeField("发起时间")
    proposed_by = models.CharField("发起人", max_length=80)
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    closed_at = models.DateTimeField("结束时间", null=True)
    summary = models.TextField("处置小结", blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "联合处置"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(status__in=sorted(JOINT_OPEN)), name="joint_one_open")
        ]
        indexes = [
            models.Index(fields=["district", "status"], name="joint_district"),
            models.Index(fields=["town", "status"], name="joint_town"),
        ]

    def change(self, sources: frozenset[JointStatus], **changes: Any) -> None:
        """
        Write fields in one conditional UPDATE.

        :raises Conflict: if it is in another status, or somebody else was faster
        """
        moved = JointOperation.objects.filter(pk=self.pk, version=self.version, status__in=sources).update(
            version=F("version") + 1, **changes
        )
        if not moved:
            raise Conflict("这次联合处置刚刚有人办理过，请刷新后查看", code="joint.changed")
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)


class JointMember(models.Model):
    """One body's part in a joint operation."""

    operation = models.ForeignKey(JointOperation, models.RESTRICT, related_name="members", verbose_name="联合处置")
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="参加机关")
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, verbose_name="参加队伍")
    leads_it = models.BooleanField("牵头", default=False)
    duty = models.CharField("分工", max_length=300, blank=True)
    grant = models.ForeignKey("powers.Grant", models.RESTRICT, related_name="+", null=True, verbose_name="所行使的职权")
    acts_as = models.CharField("行文名义", max_length=120)
    """whose name stands on this member's documents: each body acts under its own power, in its own name"""
    basis = models.CharField("职权依据", max_length=600, blank=True)
    status = models.CharField("状态", max_length=10, choices=MemberStatus.choices, default=MemberStatus.PROPOSED)
    answer = models.CharField("答复", max_length=300, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    result = models.CharField("处置结果", max_length=500, blank=True)

    class Meta:
        verbose_name = "联合处置成员"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["operation", "body"], name="joint_member_once")]
        indexes = [
            models.Index(fields=["body", "status"], name="joint_member_body"),
            models.Index(fields=["team", "status"], name="joint_member_team"),
        ]


class Transfer(models.Model):
    """移送: out of our hands, with a receipt and the duty to tell the result (M104, M107)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField("移送单号", max_length=32, unique=True)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="transfers", verbose_name="线索")
    to_body = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", null=True, verbose_name="接收机关"
    )
    to_name = models.CharField("接收单位", max_length=100)
    to_phone = models.CharField("联系电话", max_length=40, blank=True)
    status = models.CharField("状态", max_length=10, choices=TransferStatus.choices, default=TransferStatus.SENT)
    version = models.PositiveIntegerField(default=0)
    front_end_steps = models.JSONField("前端处理事项", default=list)
    front_end = models.TextField("前端处理情况")
    """what the township did before handing over (M107)"""
    reason = models.CharField("移送理由及依据", max_length=500)
    sent_at = models.DateTimeField("移送时间")
    sent_by = models.CharField("移送人", max_length=80)
    offline = models.BooleanField("线下已移交", default=False)
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", null=True, db_index=False)
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, db_index=False)
    link_index = models.CharField("回执链接盲索引", max_length=64, blank=True, db_index=True)
    """a one-time link for departments that do not log in; only its blind index is kept"""
    link_until = models.DateField("链接有效至", null=True)
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.CharField("签收人", max_length=100, blank=True)
    refused_at = models.DateTimeField("拒收时间", null=True)
    refused_reason = models.CharField("拒收理由", max_length=500, blank=True)
    result_due_on = models.DateField("反馈结果期限", null=True)
    result_at = models.DateTimeField("反馈时间", null=True)
    result = models.TextField("反馈结果", blank=True)

    class Meta:
        verbose_name = "移送"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["body", "status", "-id"], name="transfer_body"),
            models.Index(fields=["district", "status", "-id"], name="transfer_district"),
            models.Index(fields=["town", "status", "-id"], name="transfer_town"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(status__in=sorted(TRANSFER_OPEN)), name="transfer_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.number

    def change(self, sources: frozenset[TransferStatus], **changes: Any) -> None:
        """
        Write fields in one conditional UPDATE.

        :raises Conflict: if it is in another status, or somebody else was faster
        """
        moved = Transfer.objects.filter(pk=self.pk, version=self.version, status__in=sources).update(
            version=F("version") + 1, **changes
        )
        if not moved:
            raise Conflict("这张移送单刚刚有人办理过，请刷新后查看", code="transfer.changed")
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)
