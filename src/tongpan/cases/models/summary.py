"""当场处罚: what is typed until it is decided, the number and the paper of the decision, what an organ prints on it."""

from typing import Any

from django.db import models
from django.db.models import Q

from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class SpotDraft(models.Model):
    """
    What one officer has typed of a decision on the spot; its id is the token that makes a double tap one decision.

    The content is sealed, for it names a party. When it is decided the content goes, and the id stays for a while.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="承办人")
    second = models.ForeignKey(
        "agencies.Officer", models.RESTRICT, related_name="+", null=True, verbose_name="另一名执法人员"
    )
    content_sealed = models.TextField("内容（加密）", blank=True)
    label = models.CharField("事项", max_length=200, blank=True)
    made_at = models.DateTimeField("开始时间")
    touched_at = models.DateTimeField("最近填写")
    version = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField("另一人确认时间", null=True)
    confirmed_how = models.CharField("确认方式", max_length=10, blank=True, help_text="PASSWORD or SESSION")
    confirmed_digest = models.CharField("所确认内容的摘要", max_length=64, blank=True)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="+", null=True, verbose_name="办成的案件")

    class Meta:
        verbose_name = "当场处罚草稿"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["officer", "-touched_at"], name="spot_draft_own", condition=Q(case__isnull=True)),
            models.Index(fields=["second", "-touched_at"], name="spot_draft_second", condition=Q(case__isnull=True)),
            models.Index(fields=["touched_at"], name="spot_draft_age"),
        ]


class DecisionPaper(models.Model):
    """A numbered decision as it was handed over: its number, its words, and how the party took it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="papers")
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="机关")
    kind = models.CharField("文书种类", max_length=12)
    year = models.PositiveSmallIntegerField("年份")
    n = models.PositiveIntegerField("序号")
    number = models.CharField("文号", max_length=80)
    document = models.OneToOneField(
        "documents.Document", models.RESTRICT, related_name="+", null=True, verbose_name="文书"
    )
    """empty of papers from before documents were made from the catalogue"""
    content_sealed = models.TextField("决定书内容（加密）")
    issued_at = models.DateTimeField("作出时间")
    handed_at = models.DateTimeField("交付时间", null=True)
    signed = models.BooleanField("当事人签收", null=True)
    handed_note = models.CharField("交付说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "决定文书"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["case", "party", "cause", "kind"], name="decision_paper_once"),
        ]
        indexes = [models.Index(fields=["number"], name="decision_paper_number")]

    def __str__(self) -> str:
        return self.number


class PaperTerms(models.Model):
    """What an organ prints on its decisions and nobody can derive: its sign, the court, how a fine is paid."""

    body = models.OneToOneField(
        "agencies.Agency", models.RESTRICT, primary_key=True, related_name="+", verbose_name="机关"
    )
    mark = models.CharField("机关代字", max_length=30)
    court = models.CharField("起诉的人民法院", max_length=80)
    payment = models.CharField("缴款途径", max_length=300)
    version = models.PositiveIntegerField(default=0)
    set_at = models.DateTimeField("登记时间")
    set_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "决定书载明事项"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.mark

    @property
    def words(self) -> dict[str, Any]:
        """What stands on paper, as it is kept with each decision."""
        return {"mark": self.mark, "court": self.court, "payment": self.payment}
