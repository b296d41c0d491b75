"""追诉标准 (M169): from which sum or how many times on an act of a matter is to be referred; dated, with its words."""

from django.db import models

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import CrimeMeasure
from tongpan.powers.models.ownrule import IN_ORDER, OwnRule
from tongpan.powers.models.stamp import Remembered


class CrimeThreshold(Remembered, OwnRule):
    """
    One standard for one matter, as its text has it (`quote`); none ships with the platform.

    `amount` is yuan, reached by just that sum; `times` earlier penalties within `months`. `party` empty: whoever it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey("powers.Matter", on_delete=models.RESTRICT, related_name="+", verbose_name="事项")
    crime = models.CharField("罪名", max_length=80)
    measure = models.CharField("比对什么", max_length=8, choices=CrimeMeasure.choices)
    amount = models.DecimalField("数额（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    times = models.PositiveSmallIntegerField("次数", null=True, blank=True)
    months = models.PositiveSmallIntegerField("多少个月内", null=True, blank=True)
    party = models.CharField("当事人", max_length=16, blank=True)
    number = models.CharField("文号", max_length=80, blank=True)
    place = models.CharField("条款", max_length=60)
    quote = models.CharField("原文", max_length=600)
    told_on = models.DateField("最近通知比对", null=True, blank=True)
    """the day on which its cases were last asked to be compared"""

    class Meta:
        verbose_name = "追诉标准"
        verbose_name_plural = verbose_name
        constraints = [models.CheckConstraint(condition=IN_ORDER, name="powers_crime_span")]
        indexes = [models.Index(fields=["territory", "matter", "valid_from"], name="powers_crime_matter")]
