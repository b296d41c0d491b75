"""保管流转: what happens to a piece of evidence, row after row, and whether its files are still what they were."""

from typing import Any

from django.db import models

from tongpan.evidence.domain.choices import Custody
from tongpan.evidence.models.item import EvidenceFile, EvidenceItem
from tongpan.kernel.ids import uuid7


class CustodyEntry(models.Model):
    """One row of the chain; written once. The same stands in the ledger of the case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(EvidenceItem, models.RESTRICT, related_name="custody", verbose_name="证据材料")
    act = models.CharField("事项", max_length=12, choices=Custody.choices)
    done_at = models.DateTimeField("发生时间")
    whom = models.CharField("交给谁、给谁看", max_length=120, blank=True)
    place_text = models.CharField("地点", max_length=120, blank=True)
    note = models.CharField("用途或者说明", max_length=300, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "保管记录"
        verbose_name_plural = verbose_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, once."""
        assert self._state.adding, "the chain of custody only grows"
        super().save(*args, **kwargs)


class DigestCheck(models.Model):
    """Somebody had a file read again and its digests compared (校验)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(EvidenceFile, models.RESTRICT, related_name="checks", verbose_name="证据文件")
    intact = models.BooleanField("一致")
    found = models.CharField("结果", max_length=200)
    checked_at = models.DateTimeField("校验时间")
    checked_by = models.CharField("校验人", max_length=80)

    class Meta:
        verbose_name = "摘要校验"
        verbose_name_plural = verbose_name
