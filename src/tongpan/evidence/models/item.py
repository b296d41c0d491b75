"""证据: one piece of evidence, its files, what was noted in them, and who was asked for help."""

from datetime import datetime, timedelta

from django.db import models

from tongpan.evidence.domain.choices import Source
from tongpan.evidence.domain.showing import clock_text
from tongpan.evidence.models.record import OfRecord
from tongpan.kernel.ids import uuid7


class EvidenceItem(OfRecord):
    """
    One piece of evidence: what the law's row of the same `ref` does not say of it.

    Kind, admissibility and whether it was examined stand among the facts of the case, by which the law judges.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ref = models.CharField("编号", max_length=20)
    title = models.CharField("名称", max_length=200)
    shows = models.CharField("证明什么", max_length=2000, blank=True)
    source = models.CharField("来源", max_length=12, choices=Source.choices, default=Source.TAKEN)
    taken_at = models.DateTimeField("取得时间")
    received_at = models.DateTimeField("登记时间")
    taken_by = models.CharField("取得人", max_length=200)
    place_text = models.CharField("取得地点", max_length=200, blank=True)
    provider = models.CharField("提供人", max_length=80, blank=True)
    """a name only; what else is known of a person stands with the parties"""
    issuer = models.CharField("出具机构", max_length=120, blank=True)
    qualification = models.CharField("资质证书编号", max_length=80, blank=True)

    # a recorder's footage: by device and time first, the clip when it is needed
    device_number = models.CharField("设备编号", max_length=60, blank=True)
    footage_from = models.DateTimeField("录像起", null=True)
    footage_until = models.DateTimeField("录像止", null=True)
    footage_uri = models.CharField("录像存放位置", max_length=300, blank=True)
    footage_digest = models.CharField("录像摘要", max_length=64, blank=True)

    # what does not keep (M155)
    perishable = models.BooleanField("有时效", default=False)
    lasts_minutes = models.PositiveIntegerField("能保持多少分钟", null=True)
    needs_professionals = models.BooleanField("需要专业检测", default=False)
    fixed_at = models.DateTimeField("固定时间", null=True)

    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "证据材料"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["record_type", "record_id", "ref"], name="evidence_item_ref")]

    @property
    def fix_by(self) -> datetime | None:
        """Until when it must be fixed; None where it keeps, was fixed, or nobody has said how long it lasts."""
        if not self.perishable or self.fixed_at is not None or self.lasts_minutes is None:
            return None
        return self.taken_at + timedelta(minutes=self.lasts_minutes)


class EvidenceFile(models.Model):
    """A file of a piece of evidence: an original, or what was made from one and says so. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(EvidenceItem, models.RESTRICT, related_name="files", verbose_name="证据材料")
    name = models.CharField("原文件名", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=60)
    derived_from = models.ForeignKey("self", models.RESTRICT, related_name="copies", null=True, verbose_name="原件")
    derived_how = models.CharField("怎么制成的", max_length=80, blank=True)
    camera_at = models.DateTimeField("设备记录的时间", null=True)
    lon = models.FloatField("拍摄经度", null=True)
    lat = models.FloatField("拍摄纬度", null=True)
    added_at = models.DateTimeField("加入时间")
    added_by = models.CharField("加入人", max_length=80)

    class Meta:
        verbose_name = "证据文件"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["sha256"], name="evidence_file_digest")]


class TimeMark(models.Model):
    """A moment in a recording that somebody noted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(EvidenceFile, models.RESTRICT, related_name="marks", verbose_name="证据文件")
    seconds = models.PositiveIntegerField("第几秒")
    note = models.CharField("说明", max_length=200)
    noted_at = models.DateTimeField("标记时间")
    noted_by = models.CharField("标记人", max_length=80)

    class Meta:
        verbose_name = "时间标记"
        verbose_name_plural = verbose_name

    @property
    def clock(self) -> str:
        """1:02:03, as players show it."""
        return clock_text(self.seconds)


class SupportRequest(models.Model):
    """A department was asked for its professionals, to come by a day (M155)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(EvidenceItem, models.RESTRICT, related_name="support", verbose_name="证据材料")
    department = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="请求哪个部门")
    what = models.CharField("请求什么", max_length=500)
    come_by = models.DateTimeField("请在何时之前")
    asked_at = models.DateTimeField("请求时间")
    asked_by = models.CharField("请求人", max_length=80)
    answered_at = models.DateTimeField("答复时间", null=True)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "专业支援请求"
        verbose_name_plural = verbose_name
