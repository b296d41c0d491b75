"""Between bodies: a case handed over, and help that was asked for."""

from django.db import models
from django.db.models import Q

from tongpan.cases.domain.choices import AssistanceKind, TransferGround
from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class CaseTransfer(models.Model):
    """A case on its way to another body (移送): to one of ours, which answers here, or to one outside."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="transfers")
    from_body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="移出机关")
    to_body = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", null=True, verbose_name="接收机关"
    )
    to_name = models.CharField("接收机关名称", max_length=120)
    ground = models.CharField("移送理由", max_length=12, choices=TransferGround.choices)
    reason = models.CharField("情况说明", max_length=500)
    number = models.CharField("移送文号", max_length=80, blank=True)
    sent_at = models.DateTimeField("移送时间")
    sent_by = models.CharField("移送人", max_length=80)
    answer_by = models.DateField("请在哪一日前答复", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    accepted = models.BooleanField("接收", null=True)
    answer = models.CharField("回执、不接收的理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "案件移送"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at__isnull=True), name="case_transfer_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["to_body", "sent_at"], name="case_transfer_in", condition=Q(answered_at__isnull=True))
        ]


class CaseAssistance(models.Model):
    """Help asked of another organ (协助请求), with the day by which it was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="assistance")
    party = models.CharField("当事人", max_length=12, blank=True)
    kind = models.CharField("请求什么", max_length=12, choices=AssistanceKind.choices)
    to_name = models.CharField("向谁请求", max_length=120)
    what = models.CharField("请求的事项", max_length=500)
    number = models.CharField("协助函文号", max_length=80, blank=True)
    asked_at = models.DateTimeField("请求时间")
    asked_by = models.CharField("请求人", max_length=80)
    due_on = models.DateField("请在哪一日前答复")
    answered_at = models.DateTimeField("答复时间", null=True)
    helped = models.BooleanField("是否协助", null=True)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "协助请求"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["case", "due_on"], name="case_help_open", condition=Q(answered_at__isnull=True))
        ]
