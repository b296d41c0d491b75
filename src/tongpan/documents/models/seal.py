"""印章: the register of an organ's seals, and each use of one."""

from django.db import models

from tongpan.documents.domain.choices import ELECTRONIC, Provider, SealKind
from tongpan.kernel.ids import uuid7


class Seal(models.Model):
    """One seal of an organ, from the day it is registered to the day it is given up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="机关")
    name = models.CharField("印文", max_length=120)
    kind = models.CharField("种类", max_length=10, choices=SealKind.choices)
    provider = models.CharField("方式", max_length=8, choices=Provider.choices)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True)
    """exclusive"""
    keeper = models.CharField("保管人", max_length=80)
    certificate = models.TextField("证书", blank=True)
    """PEM"""
    key_sealed = models.TextField("测试密钥（加密）", blank=True)
    """of a test seal alone: the key of a real one never comes here"""
    container = models.CharField("证书文件名", max_length=120, blank=True)
    fingerprint = models.CharField("证书指纹", max_length=64, blank=True)
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.CharField("登记人", max_length=80)
    closed_reason = models.CharField("停用原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "印章"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["body", "valid_from"], name="seal_body")]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_kind_display()}）"

    @property
    def electronic(self) -> bool:
        """Whether the system itself puts it on."""
        return self.provider in ELECTRONIC


class SealUse(models.Model):
    """A document was sealed: which, by whom, how. Only added."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seal = models.ForeignKey(Seal, models.RESTRICT, related_name="uses", verbose_name="印章")
    document = models.OneToOneField("documents.Document", models.RESTRICT, related_name="sealing", verbose_name="文书")
    at = models.DateTimeField("用印时间")
    by = models.CharField("用印人", max_length=80)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "用印记录"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["seal", "-at"], name="seal_use_seal")]
