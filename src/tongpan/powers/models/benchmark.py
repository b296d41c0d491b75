"""裁量基准和阶梯政策: what a county published on how its discretion is used, over a span of days."""

from django.db import models
from django.db.models import Q

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import BenchmarkMaker
from tongpan.powers.models.ownrule import IN_ORDER, OwnRule
from tongpan.powers.models.stamp import Remembered


class Benchmark(Remembered, OwnRule):
    """
    One benchmark: the tiers into which one range of fines of a matter is divided.

    As with grants no row is overwritten: ending one supersedes the row and writes another of the same `line`. It binds
    from the day it says, once somebody other than who entered it has published it here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.UUIDField("基准编号", default=uuid7, db_index=True)
    matter = models.ForeignKey("powers.Matter", on_delete=models.RESTRICT, related_name="benchmarks")
    number = models.CharField("文号", max_length=80, blank=True)
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
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "裁量基准"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(condition=IN_ORDER, name="powers_benchmark_span"),
            models.UniqueConstraint(
                fields=["matter", "territory", "fine_key", "maker_level", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="powers_benchmark_once",
            ),
        ]
        indexes = [models.Index(fields=["matter", "territory"], name="powers_benchmark_where")]


class LadderRule(Remembered, OwnRule):
    """
    阶梯政策 (首违不罚、次违轻罚、两次不改从严): a county's own, with its scope; it never stands for 处罚法 33.

    What the policy does not say of key fields and of the span that is looked back on, the organ settled here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vulnerable_only = models.BooleanField("只限弱势群体", default=False)
    key_fields = models.JSONField("重点领域", default=list, blank=True)
    look_back_months = models.PositiveSmallIntegerField("追溯月数")
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "阶梯政策"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(condition=IN_ORDER, name="powers_ladder_span"),
            models.UniqueConstraint(
                fields=["territory", "valid_from"], condition=Q(superseded_at__isnull=True), name="powers_ladder_once"
            ),
        ]
