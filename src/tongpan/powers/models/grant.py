"""Grants (职权配置): who holds which power over which matter, where, from when to when, and how."""

from django.db import models
from django.db.models import F, Q

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import (
    BoundaryBasis,
    Ended,
    Extent,
    GrantClass,
    InHand,
    Mode,
    NegativeReason,
    Power,
    Source,
)
from tongpan.powers.models.stamp import Remembered


class Grant(Remembered):
    """
    One power over one matter, held by one body in one territory, over a span of days.

    Rows are never overwritten: a correction or a recall closes the row (`superseded_at`) and writes another of the same
    `line`, so that what was known on any day can be asked again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.UUIDField("配置编号", default=uuid7, db_index=True)
    matter = models.ForeignKey("powers.Matter", on_delete=models.RESTRICT, related_name="grants")
    body = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, related_name="+", verbose_name="行使机关")
    territory = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="地域")
    power = models.CharField("职权种类", max_length=12, choices=Power.choices, default=Power.PENALTY)
    mode = models.CharField("行使方式", max_length=12, choices=Mode.choices)
    principal = models.ForeignKey(
        "agencies.Agency",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="委托或派出机关",
    )
    grantor = models.ForeignKey(
        "agencies.Agency", on_delete=models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="划出机关"
    )
    source = models.CharField("来源层级", max_length=12, choices=Source.choices, default=Source.STATUTE)
    basis = models.TextField("依据", blank=True)
    instrument = models.ForeignKey(
        "powers.Instrument", on_delete=models.RESTRICT, null=True, blank=True, related_name="grants"
    )
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    ended = models.CharField("终止原因", max_length=12, choices=Ended.choices, blank=True)
    recall = models.ForeignKey("powers.Recall", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    proposal = models.ForeignKey("powers.ListProposal", on_delete=models.RESTRICT, null=True, related_name="grants")
    recorded_at = models.DateTimeField("登记时间")
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "职权配置"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="powers_grant_span"
            ),
            models.UniqueConstraint(
                fields=["matter", "body", "territory", "power", "mode", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="powers_grant_once",
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "territory"], name="powers_grant_where"),
            models.Index(fields=["body", "valid_from"], name="powers_grant_body"),
            models.Index(fields=["territory", "power"], name="powers_grant_territory"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.power} {self.mode}"


class Recall(models.Model):
    """A grant taken back (收回): from which day, by which document, and what becomes of work in hand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.UUIDField("配置编号", db_index=True)
    on = models.DateField("收回日期")
    instrument = models.ForeignKey("powers.Instrument", on_delete=models.RESTRICT, related_name="+")
    in_hand = models.CharField("在办案件", max_length=12, choices=InHand.choices)
    receiver = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    reason = models.TextField("理由")
    actor = models.CharField("决定人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "收回"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.line} {self.on}"


class Classing(Remembered):
    """What a county says of handing a matter down: must, may, must not; the last is the negative list (M064, M065)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey("powers.Matter", on_delete=models.RESTRICT, related_name="classings")
    territory = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="地域")
    grant_class = models.CharField("放权类别", max_length=12, choices=GrantClass.choices)
    reason = models.CharField("不宜放的理由", max_length=24, choices=NegativeReason.choices, blank=True)
    explanation = models.TextField("说明", blank=True)
    instrument = models.ForeignKey(
        "powers.Instrument", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "放权分类"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=Q(grant_class=GrantClass.MUST_NOT) & ~Q(reason="")
                | ~Q(grant_class=GrantClass.MUST_NOT) & Q(reason=""),
                name="powers_negative_needs_reason",
            ),
            models.UniqueConstraint(
                fields=["matter", "territory", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="powers_classing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.grant_class}"


class DomainTransfer(models.Model):
    """How much of a field a body took over, fully or in part (M073)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    domain = models.CharField("领域", max_length=24)
    body = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, related_name="+", verbose_name="行使机关")
    extent = models.CharField("范围", max_length=8, choices=Extent.choices)
    instrument = models.ForeignKey(
        "powers.Instrument", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "领域划转"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["domain", "body", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="powers_transfer_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain} {self.extent}"


class BoundaryDecision(models.Model):
    """Who a matter belongs to where duties meet; it must say on what it stands (M075)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey("powers.Matter", on_delete=models.RESTRICT, related_name="boundaries")
    district = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="区县")
    town = models.ForeignKey(
        "places.Place", on_delete=models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="镇街"
    )
    holder = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, related_name="+", verbose_name="主责机关")
    team = models.ForeignKey(
        "agencies.Team", on_delete=models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="责任队伍"
    )
    parties = models.ManyToManyField("agencies.Agency", blank=True, related_name="+", verbose_name="争议各方")
    basis_kind = models.CharField("依据种类", max_length=12, choices=BoundaryBasis.choices)
    citation = models.CharField("依据文件与条款", max_length=500)
    reason = models.TextField("理由")
    decided_on = models.DateField("决定日期")
    actor = models.CharField("决定人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "职责边界决定"
        verbose_name_plural = verbose_name
        constraints = [models.CheckConstraint(condition=~Q(citation=""), name="powers_boundary_cites")]

    def __str__(self) -> str:
        return self.citation
