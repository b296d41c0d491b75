"""
缴款和对账: what each charge owes and by which code it is paid, what banks tell, and cash on its way.

What was paid, handed in, banked and returned stands among the facts of its case; these rows are what the desk reads.
"""

from typing import Any, Final

from django.db import models
from django.db.models import Q

from tongpan.cases.domain.money import CodeSource, DueState, LineState
from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7

WAITING: Final = Q(voided_at__isnull=True)


class CodeRule(models.Model):
    """By what codes an organ is paid from a day on: those of the province's system, or a series of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="机关")
    valid_from = models.DateField("从哪一日起")
    source = models.CharField("来源", max_length=8, choices=CodeSource.choices)
    prefix = models.CharField("前缀", max_length=12, blank=True)
    width = models.PositiveSmallIntegerField("序号位数", default=6)
    instrument = models.CharField("依据的文件", max_length=200)
    set_at = models.DateTimeField("登记时间")
    set_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "缴款码规则"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["body", "valid_from"], name="code_rule_once")]


class PaymentDue(models.Model):
    """What one charge owes and has paid, in fen, as its facts stand; written by the step that changes them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="dues", verbose_name="案件")
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    district_id = models.UUIDField("县区")
    town_id = models.UUIDField("乡镇街道", null=True)
    body_id = models.UUIDField("机关")
    team_id = models.UUIDField("队伍", null=True)
    due_fen = models.BigIntegerField("应缴", default=0)
    paid_fen = models.BigIntegerField("已缴", default=0)
    left_fen = models.BigIntegerField("未缴", default=0)
    back_fen = models.BigIntegerField("应退", default=0)
    pay_by = models.DateField("缴款期限", null=True)
    state = models.CharField("状态", max_length=8, choices=DueState.choices, default=DueState.OPEN)

    class Meta:
        verbose_name = "应缴款"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["case", "party", "cause"], name="payment_due_once")]
        indexes = [
            models.Index(fields=["body_id", "-id"], name="payment_due_body"),
            models.Index(fields=["body_id", "state", "-id"], name="payment_due_state"),
            models.Index(fields=["body_id", "left_fen"], name="payment_due_left", condition=Q(left_fen__gt=0)),
        ]


class PaymentCode(models.Model):
    """By what a payment is recognised: never given twice in a county, one in force for each sum that is due."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    due = models.ForeignKey(PaymentDue, models.RESTRICT, related_name="codes", verbose_name="应缴款")
    district_id = models.UUIDField("县区")
    code = models.CharField("缴款码", max_length=40)
    source = models.CharField("来源", max_length=8, choices=CodeSource.choices)
    issued_at = models.DateTimeField("取得时间")
    issued_by = models.CharField("登记人", max_length=80)
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_by = models.CharField("作废人", max_length=80, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "缴款码"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["district_id", "code"], name="payment_code_once"),
            models.UniqueConstraint(fields=["due"], condition=WAITING, name="payment_code_in_force"),
        ]

    def __str__(self) -> str:
        return self.code


class BankStatement(models.Model):
    """A list of what a bank or the non-tax system received, as it was brought."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField("机关")
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("摘要", max_length=64)
    rows = models.PositiveIntegerField("行数")
    known = models.PositiveIntegerField("以前对过的行数", default=0)
    brought_at = models.DateTimeField("导入时间")
    brought_by = models.CharField("导入人", max_length=80)
    officer_id = models.UUIDField("导入的财务人员")

    class Meta:
        verbose_name = "对账单"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["body_id", "digest"], name="bank_statement_once")]
        indexes = [models.Index(fields=["body_id", "-id"], name="bank_statement_body")]


class StatementLine(models.Model):
    """One receipt that a statement tells, and what became of it; the serial number makes it one within an organ."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    statement = models.ForeignKey(BankStatement, models.RESTRICT, related_name="lines", verbose_name="对账单")
    body_id = models.UUIDField("机关")
    line = models.PositiveIntegerField("行号")
    serial = models.CharField("流水号", max_length=80)
    code = models.CharField("缴款码", max_length=60, blank=True)
    receipt = models.CharField("票据号", max_length=80, blank=True)
    amount_fen = models.BigIntegerField("金额", default=0)
    paid_at = models.DateTimeField("缴款时间", null=True)
    payer_sealed = models.TextField("缴款人（加密）", blank=True)
    payer_index = models.CharField("缴款人索引", max_length=64, blank=True)
    state = models.CharField("状态", max_length=10, choices=LineState.choices, default=LineState.WAITING)
    due = models.ForeignKey(PaymentDue, models.RESTRICT, related_name="lines", null=True, verbose_name="应缴款")
    reason = models.CharField("说明", max_length=300, blank=True)
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_by = models.CharField("处理人", max_length=80, blank=True)
    voucher = models.CharField("退付凭证号", max_length=80, blank=True)

    class Meta:
        verbose_name = "对账明细"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["body_id", "serial"], condition=~Q(serial=""), name="statement_line_once")
        ]
        indexes = [
            models.Index(fields=["body_id", "state", "-id"], name="statement_line_state"),
            models.Index(fields=["statement", "line"], name="statement_line_order"),
            models.Index(
                fields=["statement", "id"], name="statement_line_waiting", condition=Q(state=LineState.WAITING)
            ),
        ]

    def settle(self, state: LineState, reason: str, **values: Any) -> None:
        """Write what became of the line."""
        values = {"state": state, "reason": reason[:300], **values}
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))


class CashSlip(models.Model):
    """A list with which an officer hands cash to the organ, and under which the organ pays it in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField("机关")
    number = models.CharField("交款单号", max_length=40)
    officer = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="交款人")
    amount_fen = models.BigIntegerField("合计")
    made_at = models.DateTimeField("填写时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    received_at = models.DateTimeField("收到时间", null=True)
    received_by = models.CharField("收款的财务人员", max_length=80, blank=True)
    banked_at = models.DateTimeField("缴付银行时间", null=True)
    bank_number = models.CharField("银行缴款单号", max_length=80, blank=True)

    class Meta:
        verbose_name = "交款单"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["body_id", "number"], name="cash_slip_number")]
        indexes = [
            models.Index(fields=["body_id", "-id"], name="cash_slip_body"),
            models.Index(fields=["officer", "-id"], name="cash_slip_officer"),
        ]

    def __str__(self) -> str:
        return self.number


class CashItem(models.Model):
    """The cash of one charge on a slip."""

    slip = models.ForeignKey(CashSlip, models.RESTRICT, related_name="items", verbose_name="交款单")
    case = models.ForeignKey(Case, models.RESTRICT, related_name="+", verbose_name="案件")
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    amount_fen = models.BigIntegerField("金额")
    receipts = models.CharField("票据号", max_length=400, blank=True)
    banked_at = models.DateTimeField("缴付银行时间", null=True)

    class Meta:
        verbose_name = "交款明细"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["slip", "case", "party", "cause"], name="cash_item_once")]
