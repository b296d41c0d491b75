"""Duty roster (值班表), hand-over sheets (交接班单), and vehicles."""

from django.db import models
from django.db.models import F, Q

from tongpan.agencies.domain.posts import Duty
from tongpan.agencies.models.agency import Agency, Office
from tongpan.agencies.models.officer import Officer
from tongpan.agencies.models.team import Team
from tongpan.kernel.ids import uuid7


class DutyShift(models.Model):
    """One person on one shift at one place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="值班地域")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="内设机构")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="shifts", verbose_name="队伍")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="shifts", verbose_name="值班人员")
    duty = models.CharField("职责", max_length=16, choices=Duty.choices)
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束")
    drafted = models.BooleanField("系统拟排", default=False)
    note = models.CharField("备注", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "值班"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("place", "starts_at"), name="shift_place_start"),)
        constraints = (
            models.UniqueConstraint(fields=("officer", "starts_at"), name="shift_one_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_span"),
        )


class HandoverSheet(models.Model):
    """What one shift hands to the next, drafted from the open items and signed by both."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="地域")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="内设机构")
    giver = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="交班人")
    taker = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接班人")
    text = models.TextField("交接事项", blank=True)
    counts = models.JSONField("在办情况", default=dict, blank=True)
    drafted_at = models.DateTimeField("拟稿时间")
    given_at = models.DateTimeField("交班签字时间", null=True, blank=True)
    taken_at = models.DateTimeField("接班签字时间", null=True, blank=True)
    remark = models.TextField("接班意见", blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "交接班单"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("place", "-drafted_at"), name="handover_place"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(given_at__isnull=False), name="handover_given_before_taken"
            ),
            models.CheckConstraint(
                condition=Q(taker__isnull=True) | ~Q(taker=F("giver")), name="handover_between_two_people"
            ),
        )


class Vehicle(models.Model):
    """An enforcement vehicle (执法车辆)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plate = models.CharField("车牌", max_length=16, unique=True)
    kind = models.CharField("车型", max_length=40, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="vehicles", verbose_name="所属机关")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="vehicles", verbose_name="使用队伍"
    )
    town = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="停放镇街"
    )
    district = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在区县")
    in_service = models.BooleanField("可用", default=True)
    note = models.CharField("备注", max_length=120, blank=True)

    class Meta:
        verbose_name = "执法车辆"
        verbose_name_plural = verbose_name
        ordering = ("plate",)
