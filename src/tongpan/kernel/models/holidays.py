"""Holiday notices that came after the platform was packaged."""

from django.db import models

from tongpan.kernel.ids import uuid7


class HolidayNotice(models.Model):
    """One year's holiday notice, as it was entered. An amended one supersedes it; neither is ever removed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("通知标题", max_length=200)
    number = models.CharField("文号", max_length=80, blank=True)
    published_on = models.DateField("印发日期", null=True, blank=True)
    text = models.TextField("放假与调休安排", help_text="in the form of law/calendars/*.toml")
    version = models.CharField("工作日历版本", max_length=40)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)
    superseded_at = models.DateTimeField("被替代时间", null=True, blank=True)

    class Meta:
        verbose_name = "放假通知"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(superseded_at=None),
                name="holidaynotice_one_a_year",
                violation_error_message="该年度的放假通知已由他人登记",
            )
        ]

    def __str__(self) -> str:
        return self.title
