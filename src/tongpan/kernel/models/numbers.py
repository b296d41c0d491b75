"""Numbers (编号, 文号): one counter for each series and year, blocks leased from it, and numbers declared void."""

from django.db import models


class NumberSeries(models.Model):
    """The counter of one series in one year. A series names the body and the kind, as in ``XS330802``."""

    series = models.CharField("字轨", max_length=60)
    year = models.PositiveSmallIntegerField("年份")
    last = models.BigIntegerField("已发至", default=0)

    class Meta:
        verbose_name = "编号字轨"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year} → {self.last}"


class NumberBlock(models.Model):
    """A run of numbers handed out at once: to a process, a phone or a paper pad. It expires with its year."""

    series = models.CharField("字轨", max_length=60)
    year = models.PositiveSmallIntegerField("年份")
    first = models.BigIntegerField("起号")
    last = models.BigIntegerField("止号")
    holder = models.CharField("领用者", max_length=120)
    leased_at = models.DateTimeField("领用时间")
    expires_on = models.DateField("有效至")

    class Meta:
        verbose_name = "编号段"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["series", "year", "first"], name="number_block_once")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year} {self.first}–{self.last}"


class VoidNumber(models.Model):
    """A number that will never be used, and why (作废)."""

    series = models.CharField("字轨", max_length=60)
    year = models.PositiveSmallIntegerField("年份")
    n = models.BigIntegerField("号")
    reason = models.CharField("作废原因", max_length=200)
    actor = models.CharField("操作人", max_length=80)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "作废编号"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["series", "year", "n"], name="void_number_once")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}-{self.n}"
