"""待用文件: files that have come, or are coming, and belong to no piece of evidence yet."""

from django.db import models
from django.db.models import Q

from tongpan.evidence.models.record import OfRecord
from tongpan.kernel.ids import uuid7


class Upload(OfRecord):
    """
    A file on its way. How far it has come is what its file on disk says, so nothing else can be wrong about it.

    Whole and checked, it has its digests; used, it belongs to a piece of evidence.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="谁传的")
    name = models.CharField("文件名", max_length=200)
    length = models.PositiveBigIntegerField("应有字节数")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    media_type = models.CharField("类型", max_length=60, blank=True)
    begun_at = models.DateTimeField("开始时间")
    expires_at = models.DateTimeField("保留到")
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "待用文件"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(
                fields=["record_type", "record_id", "officer"], name="evidence_upload_open",
                condition=Q(used_at__isnull=True),
            ),
            models.Index(fields=["expires_at"], name="evidence_upload_end", condition=Q(used_at__isnull=True)),
        ]  # fmt: skip

    @property
    def whole(self) -> bool:
        """Whether all of it came and was found to be what it says."""
        return bool(self.sha256)
