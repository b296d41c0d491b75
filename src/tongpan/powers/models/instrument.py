"""Instruments (文件依据): what a grant, a recall or a published list stands on."""

from datetime import date

from django.db import models

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import InstrumentKind, Mode


def public_from(mode: str, published_on: date | None, by_delegate_on: date | None) -> date | None:
    """Return the day from which a document is public; a 委托书 must be published by both sides (处罚法 20)."""
    if mode != Mode.DELEGATED:
        return published_on
    return None if published_on is None or by_delegate_on is None else max(published_on, by_delegate_on)


class Instrument(models.Model):
    """One document, with its number and the day on which the public could read it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField("文件种类", max_length=16, choices=InstrumentKind.choices)
    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=80, blank=True)
    issuer = models.CharField("发文机关", max_length=120, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    published_by_delegate_on = models.DateField("受委托组织公布日期", null=True, blank=True)
    url = models.CharField("公布网址", max_length=300, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)
    created_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "文件依据"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["title", "number"], name="powers_instrument_once")]

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"
