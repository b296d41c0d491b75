"""监督: what about a case a supervisor looks for, and every look that was taken."""

from django.db import models
from django.db.models import Q

from tongpan.cases.domain.flags import Flag
from tongpan.cases.domain.looks import Purpose
from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class CaseFlag(models.Model):
    """
    One thing about a case that lists ask for; written with its facts, and made again from them.

    `day` is since when, or for what waits until when; it may lie ahead: then the list shows the case from that day on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="flags", db_index=False)
    flag = models.CharField("标记", max_length=12, choices=Flag.choices)
    day = models.DateField("日期")
    note = models.CharField("说明", max_length=200, blank=True)
    officer = models.ForeignKey(
        "agencies.Officer", models.RESTRICT, related_name="+", null=True, verbose_name="由谁办", db_index=False
    )
    district_id = models.UUIDField("县区")
    town_id = models.UUIDField("乡镇街道", null=True)
    body_id = models.UUIDField("机关")
    team_id = models.UUIDField("队伍", null=True)

    class Meta:
        verbose_name = "案件标记"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["case", "flag"], name="case_flag_once")]
        indexes = [
            models.Index(fields=["district_id", "flag", "-day", "-id"], name="case_flag_district"),
            models.Index(fields=["town_id", "flag", "-day", "-id"], name="case_flag_town"),
            models.Index(fields=["body_id", "flag", "-day", "-id"], name="case_flag_body"),
            models.Index(
                fields=["officer", "flag", "day", "id"], name="case_flag_officer", condition=Q(officer__isnull=False)
            ),
        ]


class SupervisionLook(models.Model):
    """A supervisor opened the lists of a day (no case), or a case; who, when, from which list and what for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="监督人员")
    case = models.ForeignKey(Case, models.RESTRICT, related_name="looks", null=True, verbose_name="案件")
    on = models.DateField("日期")
    at = models.DateTimeField("查阅时间")
    source = models.CharField("从哪份清单", max_length=12, blank=True)
    purpose = models.CharField("用途", max_length=12, choices=Purpose.choices)
    note = models.CharField("说明", max_length=200, blank=True)
    version = models.PositiveIntegerField("当时案件的版本", null=True)

    class Meta:
        verbose_name = "监督查阅"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["officer", "on"], name="supervision_look_day")]
