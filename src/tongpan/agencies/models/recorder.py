"""
执法记录仪: which there are, who carried which from when to when, and by how much its clock is off.

Where somebody was is not kept, nor asked of a device (国办函〔2026〕12号): who carried it, and when it recorded.
"""

from django.db import models
from django.db.models import F, Q

from tongpan.agencies.models.agency import Agency
from tongpan.agencies.models.officer import Officer
from tongpan.agencies.models.team import Team
from tongpan.kernel.ids import uuid7


class Recorder(models.Model):
    """One recorder, under the number that its dock and its recordings bear."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField("设备编号", max_length=60)
    kind = models.CharField("型号", max_length=60, blank=True)
    district = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在区县")
    town = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在镇街"
    )
    body = models.ForeignKey(Agency, models.PROTECT, related_name="recorders", verbose_name="所属机关")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="recorders", verbose_name="所属队伍"
    )
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.CharField("登记人", max_length=80)
    retired_at = models.DateTimeField("停用时间", null=True)
    retired_why = models.CharField("停用原因", max_length=200, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "执法记录仪"
        verbose_name_plural = verbose_name
        constraints = (models.UniqueConstraint(fields=("district", "number"), name="recorder_number"),)
        indexes = (
            models.Index(fields=("town", "number"), name="recorder_town"),
            models.Index(fields=("body", "number"), name="recorder_body"),
        )

    def __str__(self) -> str:
        return self.number


class RecorderCarry(models.Model):
    """Who carried a recorder, from when to when; open until it is brought back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recorder = models.ForeignKey(Recorder, models.PROTECT, related_name="carries", verbose_name="执法记录仪")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="recorders", verbose_name="谁佩戴")
    from_at = models.DateTimeField("领用时间")
    until_at = models.DateTimeField("归还时间", null=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "记录仪领用"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("officer", "from_at"), name="recorder_carry_officer"),)
        constraints = (
            models.UniqueConstraint(
                fields=("recorder",), condition=Q(until_at__isnull=True), name="recorder_carried_by_one"
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gt=F("from_at")), name="recorder_carry_span"
            ),
        )


class RecorderClock(models.Model):
    """Somebody held the clock of a recorder against the right time: by how many seconds it is ahead, or behind."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recorder = models.ForeignKey(Recorder, models.PROTECT, related_name="clocks", verbose_name="执法记录仪")
    checked_at = models.DateTimeField("核对时间")
    ahead_seconds = models.IntegerField("快多少秒", help_text="慢的为负数")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "记录仪校时"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("recorder", "checked_at"), name="recorder_clock_at"),)
