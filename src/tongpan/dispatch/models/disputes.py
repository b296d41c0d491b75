"""争议、联合处置与移送: what one team cannot settle alone."""

from django.db import models

from tongpan.dispatch.domain.choices import DisputeStatus, JointStatus, MemberStatus
from tongpan.kernel.ids import uuid7


class Dispute(models.Model):
    """职责争议: a team says it is not competent; the district decides, and the decision is kept (M102, M111)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="disputes", verbose_name="线索")
    status = models.CharField("状态", max_length=10, choices=DisputeStatus.choices, default=DisputeStatus.OPEN)
    claim = models.CharField("主张", max_length=500)
    evidence = models.CharField("依据（三定、清单或原则）", max_length=500)
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
    decided_at = models.DateTimeField("裁定时间", null=True)
    decided_by = models.CharField("裁定人", max_length=80, blank=True)

    class Meta:
        verbose_name = "职责争议"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["district", "status"], name="dispute_district")]


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


class JointMember(models.Model):
    """One body's part in a joint operation."""

    operation = models.ForeignKey(JointOperation, models.RESTRICT, related_name="members", verbose_name="联合处置")
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="参加机关")
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, verbose_name="参加队伍")
    leads_it = models.BooleanField("牵头", default=False)
    duty = models.CharField("分工与依据", max_length=300)
    status = models.CharField("状态", max_length=10, choices=MemberStatus.choices, default=MemberStatus.INVITED)
    answer = models.CharField("答复", max_length=300, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    result = models.CharField("处置结果", max_length=500, blank=True)

    class Meta:
        verbose_name = "联合处置成员"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["operation", "body"], name="joint_member_once")]


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
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.CharField("签收人", max_length=100, blank=True)
    refused_reason = models.CharField("拒收理由", max_length=500, blank=True)
    result_due_on = models.DateField("反馈结果期限", null=True)
    result_at = models.DateTimeField("反馈时间", null=True)
    result = models.TextField("反馈结果", blank=True)

    class Meta:
        verbose_name = "移送"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["body", "result_at"], name="transfer_body"),
            models.Index(fields=["district", "result_at"], name="transfer_district"),
        ]
