"""期限提醒: who is told of a duty before and after it ends, and that they were told, once each."""

from django.db import models
from django.db.models import Q

from tongpan.cases.domain.reminding import Level
from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class ReminderRule(models.Model):
    """
    How many working days before a duty ends each level is told: a county's rule, or one body's; dated.

    A number below zero counts after the last day; none: that level is not told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    body = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", null=True, verbose_name="机关", db_index=False
    )
    handlers = models.SmallIntegerField("提醒承办人", null=True)
    head = models.SmallIntegerField("提醒负责人", null=True)
    district_level = models.SmallIntegerField("提醒区级调度和司法局", null=True)
    valid_from = models.DateField("施行日期")
    why = models.CharField("依据或者理由", max_length=200)
    set_at = models.DateTimeField("登记时间")
    set_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "期限提醒规则"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["district", "body", "-valid_from"], name="reminder_rule_place")]


class LimitReminder(models.Model):
    """One level was told of one day of one limit. It stays when the limit is counted again or met."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="reminders", db_index=False)
    rule = models.CharField("期限规则", max_length=16)
    party = models.CharField("当事人", max_length=12, blank=True)
    cause = models.CharField("案由", max_length=40, blank=True)
    ref = models.CharField("对象", max_length=40, blank=True)
    act_by = models.DateField("期限")
    level = models.PositiveSmallIntegerField("提醒谁", choices=Level.choices)
    at = models.DateTimeField("提醒时间")
    workdays = models.SmallIntegerField("还有几个工作日", null=True)
    """below zero: over since; none: the calendar does not reach so far"""

    class Meta:
        verbose_name = "期限提醒"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rule", "party", "cause", "ref", "act_by", "level"], name="limit_reminder_once"
            ),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="limit_reminder_level"),
        ]
