"""What a county sets itself (裁量基准、阶梯政策、分类分区、审核类别、追诉标准): the columns that all of it has."""

from django.db import models
from django.db.models import F, Q

IN_ORDER = Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))


class OwnRule(models.Model):
    """A dated rule with its document, entered by one person and in force once another has published it."""

    territory = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="地域")
    title = models.CharField("文件标题", max_length=200)
    place = models.CharField("条款", max_length=60, blank=True)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    entered_by = models.CharField("录入人", max_length=60)
    confirmed_at = models.DateTimeField("核对公布时间", null=True, blank=True)
    confirmed_by = models.CharField("核对人", max_length=60, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"《{self.title}》{self.place}"
