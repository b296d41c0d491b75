"""Work for the background worker: messages, what each subscriber has done with them, and periodic jobs."""

from django.db import models


class OutboxMessage(models.Model):
    """One event, written in the transaction of what it tells of."""

    class Status(models.TextChoices):
        PENDING = "PENDING", "待处理"
        RUNNING = "RUNNING", "处理中"
        DONE = "DONE", "已处理"
        FAILED = "FAILED", "已失败"

    id = models.BigAutoField(primary_key=True)
    name = models.CharField("事件", max_length=80)
    payload = models.TextField("内容")
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.PENDING)
    run_after = models.DateTimeField("最早处理时间")
    claimed_until = models.DateTimeField("占用至", null=True, blank=True)
    claimed_by = models.CharField("处理者", max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    last_error = models.TextField("最近一次错误", blank=True)
    created_at = models.DateTimeField("产生时间")
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "待发事件"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(
                fields=["run_after", "id"],
                name="outbox_waiting",
                condition=models.Q(status__in=["PENDING", "RUNNING"]),
            ),
            models.Index(fields=["id"], name="outbox_failed", condition=models.Q(status="FAILED")),
            models.Index(fields=["finished_at"], name="outbox_done", condition=models.Q(status="DONE")),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk} {self.status}"


class OutboxReceipt(models.Model):
    """One subscriber has dealt with one message: a retry of the others leaves it alone."""

    # found by the message through the constraint below
    message = models.ForeignKey(OutboxMessage, on_delete=models.CASCADE, related_name="receipts", db_index=False)
    subscriber = models.CharField("订阅者", max_length=160)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "事件回执"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["message", "subscriber"], name="outbox_receipt_once")]

    def __str__(self) -> str:
        return self.subscriber


class ScheduledJob(models.Model):
    """When one periodic job runs next, and how it went last."""

    name = models.CharField("任务", max_length=160, primary_key=True)
    every_seconds = models.PositiveIntegerField("间隔秒数")
    next_run_at = models.DateTimeField("下次运行")
    started_at = models.DateTimeField("上次开始", null=True, blank=True)
    finished_at = models.DateTimeField("上次成功", null=True, blank=True)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    last_error = models.TextField("最近一次错误", blank=True)

    class Meta:
        verbose_name = "定时任务"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """A sign of life from one background process."""

    name = models.CharField("进程", max_length=120, primary_key=True)
    kind = models.CharField("种类", max_length=20)
    started_at = models.DateTimeField("启动时间")
    at = models.DateTimeField("时间", db_index=True)
    state = models.TextField("状况", blank=True)

    class Meta:
        verbose_name = "进程心跳"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.name
