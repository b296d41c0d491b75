"""票据号: what an organ has written down as paid, each receipt once."""

from django.db import models

from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class PaymentReceipt(models.Model):
    """One receipt of a payment; within an organ its number is taken once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField("机关")
    number = models.CharField("票据号", max_length=200)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="receipts", verbose_name="案件")
    taken_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "缴款票据"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["body_id", "number"], name="payment_receipt_once")]
