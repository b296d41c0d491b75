"""Changes of the list (清单调整): proposed, assessed, negotiated, reasoned, checked, published, assessed again."""

from django.db import models
from django.db.models import F

from tongpan.kernel.errors import Conflict
from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import (
    AssessmentResult,
    GrantClass,
    InHand,
    Mode,
    Power,
    ProposalKind,
    ProposalStatus,
    Side,
    Source,
    Stance,
)


class ListProposal(models.Model):
    """One change of a county's list, from the first draft to the published document."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=0)
    district = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="区县")
    kind = models.CharField("调整种类", max_length=8, choices=ProposalKind.choices)
    title = models.CharField("标题", max_length=200)
    status = models.CharField("进度", max_length=12, choices=ProposalStatus.choices, default=ProposalStatus.DRAFT)
    criteria_set = models.CharField("遴选标准", max_length=24)
    effective_on = models.DateField("拟生效日期")
    reasoning = models.TextField("论证意见", blank=True)
    reasoned_by = models.CharField("论证人", max_length=60, blank=True)
    reasoned_at = models.DateTimeField("论证时间", null=True, blank=True)
    legal_opinion = models.TextField("合法性审核意见", blank=True)
    legal_by = models.CharField("合法性审核人", max_length=60, blank=True)
    legal_at = models.DateTimeField("合法性审核时间", null=True, blank=True)
    in_hand = models.CharField("在办案件", max_length=12, choices=InHand.choices, blank=True)
    in_hand_reason = models.TextField("在办案件处理理由", blank=True)
    instrument = models.ForeignKey("powers.Instrument", on_delete=models.RESTRICT, null=True, related_name="proposals")
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    assessment_due_on = models.DateField("下次评估日期", null=True, blank=True)
    reminded_on = models.DateField("已提醒的评估日期", null=True, blank=True)
    created_by = models.CharField("提出人", max_length=60)
    created_at = models.DateTimeField("提出时间")

    class Meta:
        verbose_name = "清单调整"
        verbose_name_plural = verbose_name
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["district", "status"], name="powers_proposal_where")]

    def __str__(self) -> str:
        return self.title

    def touch(self, **changes: object) -> None:
        """Write changes and advance the version in one conditional UPDATE, so that two people cannot both win."""
        moved = ListProposal.objects.filter(pk=self.pk, version=self.version).update(
            version=F("version") + 1, **changes
        )
        if not moved:
            raise Conflict("他人刚刚更新了这项清单调整，请刷新后再办")
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)


class ProposalItem(models.Model):
    """One line of a proposal: one matter to one body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(ListProposal, on_delete=models.CASCADE, related_name="items")
    matter = models.ForeignKey("powers.Matter", on_delete=models.RESTRICT, related_name="+")
    body = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, related_name="+", verbose_name="承接机关")
    territory = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="地域")
    power = models.CharField("职权种类", max_length=12, choices=Power.choices, default=Power.PENALTY)
    mode = models.CharField("行使方式", max_length=12, choices=Mode.choices)
    grant_class = models.CharField("放权类别", max_length=12, choices=GrantClass.choices, default=GrantClass.MAY)
    principal = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, null=True, related_name="+")
    grantor = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, null=True, related_name="+")
    source = models.CharField("来源层级", max_length=12, choices=Source.choices, default=Source.COUNTY)
    basis = models.TextField("依据", blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    grant_line = models.UUIDField("所收回的配置编号", null=True, blank=True)

    class Meta:
        verbose_name = "调整条目"
        verbose_name_plural = verbose_name
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "matter", "body", "territory", "power"], name="powers_proposal_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.matter_id}"


class ItemAnswer(models.Model):
    """The answer to one of the four questions about one item (M049)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(ProposalItem, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField("问题", max_length=24)
    yes = models.BooleanField("是否满足")
    opinion = models.TextField("意见")
    actor = models.CharField("评估人", max_length=60)
    recorded_at = models.DateTimeField("评估时间")

    class Meta:
        verbose_name = "四问评估"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["item", "question"], name="powers_answer_once")]

    def __str__(self) -> str:
        return self.question


class ItemScore(models.Model):
    """How one item does on one criterion, 0–5, and on what evidence (M050, M055, M061, M072)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(ProposalItem, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField("标准", max_length=24)
    score = models.PositiveSmallIntegerField("得分")
    evidence = models.CharField("根据", max_length=300, blank=True)
    actor = models.CharField("评分人", max_length=60)
    recorded_at = models.DateTimeField("评分时间")

    class Meta:
        verbose_name = "遴选评分"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["item", "criterion"], name="powers_score_once"),
            models.CheckConstraint(condition=models.Q(score__lte=5), name="powers_score_range"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.score}"


class Opinion(models.Model):
    """One turn in the negotiation between departments and towns (M067); the last word of a side counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(ListProposal, on_delete=models.CASCADE, related_name="opinions")
    item = models.ForeignKey(ProposalItem, on_delete=models.CASCADE, null=True, blank=True, related_name="opinions")
    side = models.CharField("方", max_length=12, choices=Side.choices)
    body = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, related_name="+", verbose_name="机关")
    stance = models.CharField("意见", max_length=12, choices=Stance.choices)
    text = models.TextField("内容")
    actor = models.CharField("发表人", max_length=60)
    recorded_at = models.DateTimeField("发表时间")

    class Meta:
        verbose_name = "协商意见"
        verbose_name_plural = verbose_name
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.side} {self.stance}"


class Assessment(models.Model):
    """One periodic assessment of a published change (处罚法 24: 定期组织评估)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(ListProposal, on_delete=models.RESTRICT, related_name="assessments")
    due_on = models.DateField("应评估日期")
    assessed_on = models.DateField("评估日期")
    result = models.CharField("结论", max_length=8, choices=AssessmentResult.choices)
    findings = models.TextField("评估意见")
    next_due_on = models.DateField("下次评估日期", null=True, blank=True)
    actor = models.CharField("评估人", max_length=60)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "定期评估"
        verbose_name_plural = verbose_name
        ordering = ["-assessed_on", "-id"]

    def __str__(self) -> str:
        return f"{self.assessed_on} {self.result}"
