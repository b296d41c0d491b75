"""Between bodies: a case handed over, and help that was asked for."""

from django.db import models
from django.db.models import Q

from tongpan.cases.domain.choices import AssistanceKind, DesignationGround, Difficulty, HelpWay, TransferGround
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


class OutsideNumber(models.Model):
    """The number under which another system knows a case; in a county one number of a system is one case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="outside_numbers")
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    system = models.CharField("系统", max_length=60)
    number = models.CharField("编号", max_length=80)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "案件外部编号"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["district", "system", "number"], name="outside_number_once"),
        ]
        indexes = [models.Index(fields=["number"], name="outside_number_found")]

    def __str__(self) -> str:
        return f"{self.system}　{self.number}"


class Designation(models.Model):
    """
    指定管辖 (M023): the common superior designates another body, which takes the case over (处罚法 25 ¶2).

    The case goes by its transfer; where it came from and went to stays here, for the county and both towns to see.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="designations")
    transfer = models.OneToOneField(CaseTransfer, models.RESTRICT, related_name="designation")
    ground = models.CharField("情形", max_length=10, choices=DesignationGround.choices)
    reason = models.CharField("理由", max_length=500)
    issuer = models.CharField("指定的机关", max_length=120)
    number = models.CharField("指定管辖文号", max_length=80)
    on = models.DateField("指定日期")
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    from_town = models.ForeignKey(
        "places.Place", models.RESTRICT, related_name="+", null=True, verbose_name="原镇街", db_index=False
    )
    to_town = models.ForeignKey(
        "places.Place", models.RESTRICT, related_name="+", null=True, verbose_name="指定镇街", db_index=False
    )
    made_at = models.DateTimeField("登记时间")
    made_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "指定管辖"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["district", "-id"], name="designation_district"),
            models.Index(fields=["from_town", "-id"], name="designation_from"),
            models.Index(fields=["to_town", "-id"], name="designation_to"),
        ]


class CaseAssistance(models.Model):
    """
    Help asked of another organ (协助请求), how it was sent, the day by which it was asked for, and what came of it.

    The token of a link is kept nowhere, only its blind index. Of `support`, testing of evidence that does not keep, the
    request among the evidence is answered with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="assistance")
    party = models.CharField("当事人", max_length=12, blank=True)
    kind = models.CharField("请求什么", max_length=12, choices=AssistanceKind.choices)
    difficulty = models.CharField("难在哪里", max_length=12, choices=Difficulty.choices, default=Difficulty.NONE)
    newly = models.BooleanField("新划转的国土、规划、建设类", default=False)
    domain = models.CharField("领域", max_length=24, blank=True)
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    to_body = models.ForeignKey(
        "agencies.Agency", models.RESTRICT, related_name="+", null=True, verbose_name="被请求机关", db_index=False
    )
    to_name = models.CharField("向谁请求", max_length=120)
    way = models.CharField("怎么送达", max_length=8, choices=HelpWay.choices, default=HelpWay.PAPER)
    contact_name = models.CharField("联系人", max_length=40, blank=True)
    contact_phone_sealed = models.TextField("联系人电话（加密）", blank=True)
    link_index = models.CharField("链接盲索引", max_length=64, blank=True, db_index=True)
    link_until = models.DateTimeField("链接有效至", null=True)
    evidence = models.CharField("哪一份证据", max_length=40, blank=True)
    support = models.ForeignKey(
        "evidence.SupportRequest", models.RESTRICT, related_name="+", null=True, verbose_name="专业支援请求"
    )
    what = models.CharField("请求的事项", max_length=500)
    number = models.CharField("协助函文号", max_length=80, blank=True)
    asked_at = models.DateTimeField("请求时间")
    asked_by = models.CharField("请求人", max_length=80)
    due_on = models.DateField("请在哪一日前答复")
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)
    helped = models.BooleanField("是否协助", null=True)
    answer = models.CharField("答复", max_length=500, blank=True)

    class Meta:
        verbose_name = "协助请求"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["case", "due_on"], name="case_help_open", condition=Q(answered_at__isnull=True)),
            models.Index(fields=["to_body", "due_on"], name="case_help_in", condition=Q(answered_at__isnull=True)),
            models.Index(fields=["district", "-asked_at"], name="case_help_district"),
        ]
