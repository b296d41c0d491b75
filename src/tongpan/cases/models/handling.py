"""分类分区: which class a case is of, and what the county's policy advised then (M152)."""

from django.db import models

from tongpan.cases.models.case import Case


class CaseHandling(models.Model):
    """What the policy advised of one case, as it was said: the advice stays though the policy goes on."""

    case = models.OneToOneField(Case, models.RESTRICT, primary_key=True, related_name="handling")
    zone = models.CharField("区域类别", max_length=40, blank=True)
    object_class = models.CharField("对象类别", max_length=40, blank=True)
    advice = models.JSONField("建议", default=list)
    said_at = models.DateTimeField("提示时间")
    said_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "分类分区建议"
        verbose_name_plural = verbose_name
