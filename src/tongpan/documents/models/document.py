"""文书: a draft, then what was made of it, for good; its files; the counters of its numbers."""

import json
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from tongpan.documents.domain.choices import FileKind, Origin, State
from tongpan.kernel.crypto import seal, unseal
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef


class Document(models.Model):
    """
    One document of a record of a feature above: typed until it is made, unchanged from then on.

    What stands on it names people, so it is sealed. Columns beside it are what lists filter by.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=0)
    record_type = models.CharField("所属类别", max_length=40)
    record_id = models.UUIDField("所属编号")
    label = models.CharField("所属名称", max_length=60)
    party = models.CharField("当事人", max_length=12, blank=True)
    cause = models.CharField("案由", max_length=40, blank=True)

    form = models.CharField("格式", max_length=60, blank=True)
    """empty for a document made elsewhere that is on no form of the catalogue"""
    edition = models.PositiveSmallIntegerField("版次", default=1)
    title = models.CharField("名称", max_length=120)
    outward = models.BooleanField("对外", default=True)
    needs_seal = models.BooleanField("应当用印", default=False)
    origin = models.CharField("来源", max_length=10, choices=Origin.choices, default=Origin.HERE)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.DRAFT)

    issuer = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="以谁的名义")
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="承办机关")

    numbered_by = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", null=True, verbose_name="用谁的机关代字编号"
    )
    sign = models.CharField("文号类别", max_length=12, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    n = models.PositiveIntegerField("序号", null=True)
    number = models.CharField("文号", max_length=80, blank=True)
    day = models.DateField("落款日期", null=True)
    code = models.CharField("核验码", max_length=20, null=True, unique=True)
    content_sealed = models.TextField("内容（加密）")

    drafted_at = models.DateTimeField("起草时间")
    drafted_by = models.CharField("起草人", max_length=80)
    made_at = models.DateTimeField("制作时间", null=True)
    made_by = models.CharField("制作人", max_length=80, blank=True)
    maker = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", null=True, verbose_name="制作人")
    issued_at = models.DateTimeField("生效时间", null=True)
    voided_at = models.DateTimeField("作废时间", null=True)
    void_reason_sealed = models.TextField("作废原因（加密）", blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["numbered_by", "sign", "year", "n"], condition=Q(n__isnull=False), name="document_number_once"
            ),
            models.UniqueConstraint(
                fields=["record_type", "record_id", "form", "party", "cause"],
                condition=Q(state=State.DRAFT),
                name="document_one_draft",
            ),
        ]
        indexes = [
            models.Index(fields=["record_type", "record_id"], name="document_record"),
            models.Index(fields=["number"], name="document_number"),
            models.Index(fields=["issuer", "made_at"], condition=Q(state=State.MADE), name="document_to_seal"),
            models.Index(fields=["issuer", "-id"], condition=~Q(state=State.DRAFT), name="document_issuer"),
            models.Index(fields=["district", "-id"], condition=~Q(state=State.DRAFT), name="document_district"),
        ]

    def __str__(self) -> str:
        return f"{self.title}　{self.number}".strip()

    @property
    def record(self) -> SubjectRef:
        """The row it belongs to; its history holds what happens here."""
        found: UUID = self.record_id
        return SubjectRef(self.record_type, found)

    @property
    def void_reason(self) -> str:
        """Why it is void, in clear: it may name somebody."""
        return unseal(self.void_reason_sealed) if self.void_reason_sealed else ""

    @property
    def content(self) -> dict[str, Any]:
        """What stands on it: ``values``, and once it is made what the typesetter was given beside them."""
        found: dict[str, Any] = json.loads(unseal(self.content_sealed))
        return found

    @content.setter
    def content(self, found: dict[str, Any]) -> None:
        self.content_sealed = seal(json.dumps(found, ensure_ascii=False))


class DocumentFile(models.Model):
    """A file of a document: the final text, or a scan of what was signed. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, models.RESTRICT, related_name="files", verbose_name="文书")
    kind = models.CharField("种类", max_length=8, choices=FileKind.choices)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    sm3 = models.CharField("SM3", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=60)
    added_at = models.DateTimeField("加入时间")
    added_by = models.CharField("加入人", max_length=80)

    class Meta:
        verbose_name = "文书文件"
        verbose_name_plural = verbose_name


class DocumentSeries(models.Model):
    """The counter of an organ's numbers of one kind in one year."""

    issuer = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="机关")
    sign = models.CharField("文号类别", max_length=12)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已用到", default=0)

    class Meta:
        verbose_name = "文号"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["issuer", "sign", "year"], name="document_series_once")]
