"""
执法录像: what came from the dock, what of it belongs to which scene of a record, and how long the rest is kept.

Times are kept as the device showed them; what they are in truth follows from the checks of its clock. Where a device
was is never kept, whatever its files or lists say.
"""

from django.db import models
from django.db.models import F, Q

from tongpan.evidence.domain.choices import Unfilmed
from tongpan.evidence.models.record import OfRecord
from tongpan.kernel.ids import uuid7


class Recording(models.Model):
    """One recording of one recorder: its content here, or only where it lies on the server of the dock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recorder = models.ForeignKey(
        "agencies.Recorder", models.RESTRICT, related_name="recordings", verbose_name="执法记录仪"
    )
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="机关", db_index=False)
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, db_index=False)
    started_at = models.DateTimeField("开始（设备时间）")
    ended_at = models.DateTimeField("结束（设备时间）")
    name = models.CharField("文件名", max_length=200, blank=True)
    uri = models.CharField("存放位置", max_length=300, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    """empty while only the dock has the content"""
    size = models.PositiveBigIntegerField("字节数", null=True)
    media_type = models.CharField("类型", max_length=60, blank=True)
    brought_at = models.DateTimeField("导入时间")
    brought_by = models.CharField("导入人", max_length=80)

    held_why = models.CharField("留存原因", max_length=200, blank=True)
    """not disposed of while this stands, linked or not"""
    disposed_at = models.DateTimeField("处置时间", null=True)
    disposed_by = models.CharField("处置决定人", max_length=80, blank=True)
    disposed_why = models.CharField("处置依据", max_length=300, blank=True)
    emptied_at = models.DateTimeField("内容删除时间", null=True)

    class Meta:
        verbose_name = "执法录像"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["recorder", "started_at"], name="recording_once"),
            models.CheckConstraint(condition=Q(ended_at__gt=F("started_at")), name="recording_span"),
        ]
        indexes = [
            models.Index(fields=["district", "-started_at", "-id"], name="recording_district"),
            models.Index(fields=["town", "-started_at", "-id"], name="recording_town"),
            models.Index(fields=["body", "-started_at", "-id"], name="recording_body"),
            models.Index(fields=["team", "-started_at", "-id"], name="recording_team"),
            models.Index(fields=["sha256"], name="recording_digest"),
        ]

    @property
    def here(self) -> bool:
        """Whether its content lies in our store."""
        return self.size is not None and self.emptied_at is None and self.disposed_at is None


class FootageLink(OfRecord):
    """A stretch of a recording that somebody linked to a scene of a record."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recording = models.ForeignKey(Recording, models.RESTRICT, related_name="links", verbose_name="执法录像")
    scene = models.CharField("场景", max_length=40)
    from_at = models.DateTimeField("起")
    until_at = models.DateTimeField("止")
    linked_at = models.DateTimeField("关联时间")
    linked_by = models.CharField("关联人", max_length=80)
    ended_at = models.DateTimeField("解除时间", null=True)
    ended_by = models.CharField("解除人", max_length=80, blank=True)
    ended_why = models.CharField("解除原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "录像关联"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "scene", "recording"], condition=Q(ended_at__isnull=True),
                name="footage_link_once",
            ),
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="footage_link_span"),
        ]  # fmt: skip


class FootageMark(models.Model):
    """A moment in a linked recording that somebody noted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    link = models.ForeignKey(FootageLink, models.RESTRICT, related_name="marks", verbose_name="录像关联")
    seconds = models.PositiveIntegerField("录像第几秒")
    note = models.CharField("说明", max_length=200)
    noted_at = models.DateTimeField("标记时间")
    noted_by = models.CharField("标记人", max_length=80)

    class Meta:
        verbose_name = "录像标记"
        verbose_name_plural = verbose_name


class UnfilmedNote(OfRecord):
    """Why a scene was not recorded, or why its recording breaks off (118号 八); the last word holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scene = models.CharField("场景", max_length=40)
    kind = models.CharField("情况", max_length=8, choices=Unfilmed.choices)
    why = models.CharField("原因", max_length=300)
    noted_at = models.DateTimeField("登记时间")
    noted_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "未录像说明"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["record_type", "record_id"], name="unfilmed_note_record")]


class RetentionTerm(models.Model):
    """How long a county keeps footage that is linked to nothing: by its own paper, from a day on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", verbose_name="所在区县")
    valid_from = models.DateField("施行日期")
    days = models.PositiveIntegerField("保存天数")
    instrument = models.CharField("依据文件", max_length=120)
    set_at = models.DateTimeField("登记时间")
    set_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "录像保存期限"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["district", "valid_from"], name="retention_term_from")]
