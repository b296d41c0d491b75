"""Calling an on-call squad to a town: asked, accepted or refused, arrived (M006, M116)."""

from django.db import models
from django.db.models import Q
from django.db.models.enums import TextChoices

from tongpan.agencies.models.officer import Officer
from tongpan.agencies.models.team import Posting, Team
from tongpan.kernel.ids import uuid7


class CallOutStatus(TextChoices):
    REQUESTED = "REQUESTED", "待响应"
    ACCEPTED = "ACCEPTED", "已接受，在途"
    REFUSED = "REFUSED", "不能到场"
    ARRIVED = "ARRIVED", "已到场"
    CANCELLED = "CANCELLED", "已取消"


class CallOut(models.Model):
    """One call, with its three clock readings."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="callouts", verbose_name="派驻")
    team = models.ForeignKey(Team, models.PROTECT, related_name="callouts", verbose_name="队伍")
    town = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="镇街")
    district = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在区县")
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    reason = models.CharField("事由", max_length=300)
    place_text = models.CharField("到场地点", max_length=200, blank=True)
    status = models.CharField("状态", max_length=10, choices=CallOutStatus.choices, default=CallOutStatus.REQUESTED)
    requested_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="呼叫人")
    requested_at = models.DateTimeField("呼叫时间")
    answer_by = models.DateTimeField("应答时限")
    answered_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="应答人"
    )
    answered_at = models.DateTimeField("应答时间", null=True, blank=True)
    refusal = models.CharField("不能到场的原因", max_length=300, blank=True)
    arrived_at = models.DateTimeField("到场时间", null=True, blank=True)
    reminded_at = models.DateTimeField("催答时间", null=True, blank=True)
    reported_at = models.DateTimeField("告知呼叫人无人应答的时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "到场呼叫"
        verbose_name_plural = verbose_name
        indexes = (
            models.Index(fields=("team", "status"), name="callout_team_status"),
            models.Index(fields=("town", "-requested_at"), name="callout_town"),
            models.Index(fields=("answer_by",), condition=Q(status="REQUESTED"), name="callout_unanswered"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(status="REFUSED") | ~Q(refusal=""), name="callout_refusal_has_reason"),
        )
