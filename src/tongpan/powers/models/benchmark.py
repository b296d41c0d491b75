"""裁量基准和阶梯政策: what a county published on how its discretion is used, over a span of days."""

from django.db import models
from django.db.models import F, Q

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import BenchmarkMaker
from tongpan.powers.models.stamp import Remembered


class Benchmark(Remembered):
    """
    One benchmark: the tiers into which one range of fines of a matter is divided.

    As with grants no row is overwritten: ending one supersedes the row and writes another of the same `line`. It binds
    from the day it says, once somebody other than who entered it has published it here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.UUIDField("基准编号", default=uuid7, db_index=True)
    matter = models.ForeignKey("powers.Matter", on_delete=models.RESTRICT, related_name="benchmarks")
    territory = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="地域")
    title = models.CharField("文件标题", max_length=200)
    number = models.CharField("文号", max_length=80, blank=True)
    place = models.CharField("条款", max_length=60, blank=True)
    maker = models.CharField("制定机关", max_length=120)
    maker_level = models.CharField("制定层级", max_length=10, choices=BenchmarkMaker.choices)
    published_on = models.DateField("向社会公布日期")
    fine_key = models.CharField("适用的罚款", max_length=200)
    range_text = models.CharField("数额依据", max_length=200, blank=True)
    """where the sums stand, for a matter whose own article names none"""
    lowest = models.CharField("法定最低", max_length=20)
    highest = models.CharField("法定最高", max_length=20)
    tiers = models.JSONField("阶次")
    """name, conditions, minimum, maximum; sums in yuan as text"""
    lightening = models.JSONField("可以从轻的情形", default=list, blank=True)
    aggravating = models.JSONField("可以从重的情形", default=list, blank=True)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    entered_by = models.CharField("录入人", max_length=60)
    confirmed_at = models.DateTimeField("核对公布时间", null=True, blank=True)
    confirmed_by = models.CharField("核对人", max_length=60, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "裁量基准"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="powers_benchmark_span"
            ),
            models.UniqueConstraint(
                fields=["matter", "territory", "fine_key", "maker_level", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="powers_benchmark_once",
            ),
        ]
        indexes = [models.Index(fields=["matter", "territory"], name="powers_benchmark_where")]

    def __str__(self) -> str:
        return f"《{self.title}》{self.place}"


class LadderRule(Remembered):
    """
    阶梯政策 (首违不罚、次违轻罚、两次不改从严): a county's own, with its scope; it never stands for 处罚法 33.

    What the policy does not say of key fields and of the span that is looked back on, the organ settled here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    territory = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="地域")
    title = models.CharField("文件标题", max_length=200)
    place = models.CharField("条款", max_length=60, blank=True)
    vulnerable_only = models.BooleanField("只限弱势群体", default=False)
    key_fields = models.JSONField("重点领域", default=list, blank=True)
    look_back_months = models.PositiveSmallIntegerField("追溯月数")
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    entered_by = models.CharField("录入人", max_length=60)
    confirmed_at = models.DateTimeField("核对公布时间", null=True, blank=True)
    confirmed_by = models.CharField("核对人", max_length=60, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "阶梯政策"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="powers_ladder_span"
            ),
            models.UniqueConstraint(
                fields=["territory", "valid_from"], condition=Q(superseded_at__isnull=True), name="powers_ladder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》{self.place}"
