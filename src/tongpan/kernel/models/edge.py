"""What the edges keep: refused attempts, API tokens, notices sent out."""

from django.db import models

from tongpan.kernel.ids import uuid7


class RefusedAttempt(models.Model):
    """Somebody tried what they may not do, or what the law does not allow. 监督 reads these."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    actor = models.CharField("操作人", max_length=80)
    method = models.CharField("方法", max_length=10)
    path = models.CharField("地址", max_length=300)
    status = models.PositiveSmallIntegerField("状态码")
    code = models.CharField("原因代码", max_length=80)
    message = models.TextField("原因")
    request_id = models.CharField("请求编号", max_length=64, blank=True)

    class Meta:
        verbose_name = "被拒绝的操作"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.actor} {self.code}"


class ApiToken(models.Model):
    """A token for another system. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("用途", max_length=80)
    user = models.ForeignKey("kernel.User", on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField("摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("建立时间")
    expires_at = models.DateTimeField("有效至")
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One notice to one person over one channel, and what became of it."""

    class Status(models.TextChoices):
        SENT = "SENT", "已发出"
        FAILED = "FAILED", "未发出"

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    channel = models.CharField("渠道", max_length=80)
    recipient = models.CharField("收件人", max_length=80, help_text="masked; the address itself is not kept")
    subject = models.CharField("标题", max_length=200)
    urgent = models.BooleanField("紧急", default=False)
    status = models.CharField("状态", max_length=8, choices=Status.choices)
    receipt = models.CharField("回执号", max_length=120, blank=True)
    error = models.TextField("错误", blank=True)

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["at"], name="delivery_failed", condition=models.Q(status="FAILED"))]

    def __str__(self) -> str:
        return f"{self.channel} {self.status}"
