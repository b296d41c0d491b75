"""裁量: what was weighed in a charge, leaving the benchmark, and how charges like it were decided."""

from django.db import models
from django.db.models import Q

from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class ChargeWeighing(models.Model):
    """
    What was found of the circumstances of one charge (裁量情节): answers by the words of the statute and the benchmark.

    What is not among the answers was not looked into. The ledger keeps every earlier state.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="weighings", db_index=False)
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    answers = models.JSONField("核对结果", default=dict)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "裁量情节"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["case", "party", "cause"], name="case_weighing_once")]


class CaseDeviation(models.Model):
    """A fine outside the band (偏离裁量基准): asked for with a ground, approved or refused for just this sum."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="deviations")
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    fine_fen = models.BigIntegerField("拟罚款（分）")
    bands = models.CharField("裁量区间", max_length=300)
    benchmark = models.CharField("裁量基准", max_length=300)
    maker = models.CharField("制定层级", max_length=10, help_text="OWN or SUPERIOR")
    ground = models.CharField("情形", max_length=10)
    reason = models.CharField("理由", max_length=1000)
    asked_at = models.DateTimeField("报批时间")
    asked_by = models.CharField("报批人", max_length=80)
    decided_at = models.DateTimeField("审批时间", null=True)
    decided_by = models.CharField("审批人", max_length=80, blank=True)
    approved_by = models.CharField("批准主体", max_length=16, blank=True)
    granted = models.BooleanField("批准", null=True)
    answer = models.CharField("审批意见", max_length=500, blank=True)
    district_id = models.UUIDField("县区")

    class Meta:
        verbose_name = "偏离裁量基准"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["case", "party", "cause"], condition=Q(decided_at__isnull=True), name="case_deviation_one_open"
            )
        ]
        indexes = [models.Index(fields=["district_id", "-asked_at"], name="case_deviation_district")]


class ChargeOutcome(models.Model):
    """
    How one charge was decided (处理结果), for comparing and for the ladder: no name, no address.

    Written by the same step that decides or closes, and made again from the facts at any time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="outcomes", db_index=False)
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    district_id = models.UUIDField("县区")
    identity_index = models.CharField("证件号码索引", max_length=64, blank=True)
    party_kind = models.CharField("当事人种类", max_length=16)
    act_on = models.DateField("违法行为日期", null=True)
    tier = models.CharField("阶次", max_length=60, blank=True)
    harm = models.CharField("危害后果", max_length=16, blank=True)
    first = models.BooleanField("初次违法", null=True)
    corrected = models.BooleanField("及时改正", null=True)
    kinds = models.JSONField("处罚种类", default=list)
    fine_fen = models.BigIntegerField("罚款（分）", null=True)
    spared = models.BooleanField("不予处罚", default=False)
    educated = models.BooleanField("教育", default=False)
    decided_on = models.DateField("决定日期")
    closed_on = models.DateField("结案日期", null=True)

    class Meta:
        verbose_name = "处理结果"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["case", "party", "cause"], name="case_outcome_once")]
        indexes = [
            models.Index(
                fields=["district_id", "cause", "-decided_on"],
                name="case_outcome_alike",
                condition=Q(closed_on__isnull=False),
            ),
            models.Index(
                fields=["identity_index", "cause"], name="case_outcome_party", condition=~Q(identity_index="")
            ),
        ]


class ElementProof(models.Model):
    """One piece of evidence ticked against one element to prove (要件证据)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="proofs", db_index=False)
    cause = models.CharField("案由", max_length=40)
    element = models.CharField("要件", max_length=40)
    evidence = models.CharField("证据", max_length=40)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "要件证据"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["case", "cause", "element", "evidence"], name="case_element_proof_once")
        ]


class SecondOpinion(models.Model):
    """A question to a specialist, tied to the case (请专家看一看), and the answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="opinions")
    question = models.CharField("问题", max_length=1000)
    specialist = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="问谁")
    asked_at = models.DateTimeField("提问时间")
    asked_by = models.CharField("提问人", max_length=80)
    answered_at = models.DateTimeField("答复时间", null=True)
    answer = models.CharField("答复", max_length=2000, blank=True)

    class Meta:
        verbose_name = "专家意见"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(
                fields=["specialist", "asked_at"], name="case_opinion_open", condition=Q(answered_at__isnull=True)
            )
        ]
