"""事后补录: every step that was entered on the strength of a paper, after it was done."""

from django.db import models

from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class LateEntry(models.Model):
    """One step entered after the fact: when it was done, what shows it, and what had run out by then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="late_entries", verbose_name="案件")
    step = models.CharField("步骤", max_length=24)
    party = models.CharField("当事人", max_length=12, blank=True)
    cause = models.CharField("案由", max_length=40, blank=True)
    ref = models.CharField("对象", max_length=40, blank=True)
    done_at = models.DateTimeField("实际时间")
    entered_at = models.DateTimeField("补录时间")
    entered_by = models.CharField("补录人", max_length=80)
    shown_by = models.CharField("依据的纸质文书", max_length=200)
    overdue = models.CharField("补录前已超期", max_length=200, blank=True)

    class Meta:
        verbose_name = "事后补录"
        verbose_name_plural = verbose_name
