"""Time limits (期限): one table for all of them, so that "what is due" is one indexed query."""

from django.db import models
from django.db.models import F

from tongpan.kernel.errors import Conflict
from tongpan.kernel.ids import uuid7


class TimeLimit(models.Model):
    """
    One limit of one subject, computed from the event that started it.

    `due_on` stays empty while it hangs on a holiday notice that is not out (`awaiting_year`) or while the period stands
    still; `earliest_safe_on` is the day to plan by then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.UUIDField("对象")
    rule = models.CharField("规则", max_length=80)
    kind = models.CharField("性质", max_length=12, help_text="MUST_BY, RIGHT_UNTIL or NOT_BEFORE")
    trigger_at = models.DateTimeField("起算时间", null=True, blank=True)
    trigger_on = models.DateField("起算日")
    quantity = models.PositiveIntegerField("数量")
    unit = models.CharField("单位", max_length=16)
    start = models.CharField("起算", max_length=10, default="NEXT_DAY", help_text="NEXT_DAY or SAME_DAY")
    due_on = models.DateField("届满日", null=True, blank=True)
    due_at = models.DateTimeField("届满时间", null=True, blank=True)
    safe_end = models.DateField("不顺延的末日", null=True, blank=True)
    legal_end = models.DateField("顺延后的末日", null=True, blank=True)
    awaiting_year = models.PositiveSmallIntegerField("待公布放假安排的年份", null=True, blank=True)
    earliest_safe_on = models.DateField("最早安全日", null=True, blank=True)
    suspended_since = models.DateField("中止之日", null=True, blank=True)
    exclusions = models.JSONField("不计入的期间", default=list, blank=True)
    extensions = models.JSONField("延长", default=list, blank=True)
    effect = models.CharField("届满后果", max_length=80, blank=True)
    explanation = models.TextField("说明", blank=True)
    citation = models.CharField("依据", max_length=200, blank=True)
    calendar_version = models.CharField("工作日历版本", max_length=40, blank=True, help_text="by which it was counted")
    met_at = models.DateTimeField("履行时间", null=True, blank=True)
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    district_id = models.UUIDField("县区", null=True, blank=True)
    town_id = models.UUIDField("乡镇街道", null=True, blank=True)
    team_id = models.UUIDField("队伍", null=True, blank=True)
    body_id = models.UUIDField("机关", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=0)

    class Meta:
        verbose_name = "期限"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["subject_id", "rule"], name="timelimit_subject"),
            models.Index(
                fields=["town_id", "due_on"],
                name="timelimit_due_town",
                condition=models.Q(met_at=None, cancelled_at=None),
            ),
            models.Index(
                fields=["district_id", "due_on"],
                name="timelimit_due_district",
                condition=models.Q(met_at=None, cancelled_at=None),
            ),
            models.Index(
                fields=["team_id", "due_on"],
                name="timelimit_due_team",
                condition=models.Q(met_at=None, cancelled_at=None, team_id__isnull=False),
            ),
            models.Index(
                fields=["awaiting_year"],
                name="timelimit_awaiting",
                condition=models.Q(awaiting_year__isnull=False, met_at=None, cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on or self.earliest_safe_on or '未定'}"

    @property
    def running(self) -> bool:
        """Neither met nor cancelled."""
        return self.met_at is None and self.cancelled_at is None

    def change(self, **fields: object) -> None:
        """
        Change the limit in one conditional UPDATE.

        :raises Conflict: if somebody else changed it since it was read
        """
        moved = TimeLimit.objects.filter(pk=self.pk, version=self.version).update(version=F("version") + 1, **fields)
        if not moved:
            raise Conflict("他人刚刚更新了这项期限，请刷新后再办")
        self.version += 1
        for name, value in fields.items():
            setattr(self, name, value)
