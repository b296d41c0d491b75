"""审核轮次: what a reviewer said, what was done about it; and what is shown by which evidence."""

from django.db import models

from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7
from tongpan.law.penalty.review_rounds import Opinion, Point, Reply, Weight


class ReviewRound(models.Model):
    """One review of one charge, beside its row among the facts (`place` in the table `reviews`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="review_rounds")
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    number = models.PositiveSmallIntegerField("第几轮")
    place = models.PositiveSmallIntegerField("第几行")
    passed = models.BooleanField("通过")
    summary = models.TextField("总的意见")
    reviewer = models.CharField("审核人员", max_length=70)
    done_at = models.DateTimeField("审核时间")
    resubmitted_at = models.DateTimeField("重新提交时间", null=True)

    class Meta:
        verbose_name = "审核轮次"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["case", "party", "cause", "number"], name="case_round_once")]


class ReviewOpinion(models.Model):
    """One numbered opinion, and the handlers' answer to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(ReviewRound, models.RESTRICT, related_name="opinions")
    number = models.PositiveSmallIntegerField("序号")
    point = models.CharField("种类", max_length=10, choices=[(one.value, one.label) for one in Point])
    weight = models.CharField("轻重", max_length=6, choices=[(one.value, one.label) for one in Weight])
    text = models.TextField("意见")
    reply = models.CharField("处理", max_length=8, choices=[(one.value, one.label) for one in Reply], blank=True)
    answer = models.TextField("答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)

    class Meta:
        verbose_name = "审核意见"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="case_opinion_once")]

    @property
    def told(self) -> Opinion:
        """The opinion as the law asks of it."""
        return Opinion(self.number, Weight(self.weight), Reply(self.reply) if self.reply else None)


class ProofPoint(models.Model):
    """One line of 事实—证据—法条: what is to be shown of a charge, what was found, and the evidence for it."""

    case = models.ForeignKey(Case, models.RESTRICT, related_name="proof_points")
    party = models.CharField("当事人", max_length=12)
    cause = models.CharField("案由", max_length=40)
    code = models.CharField("要件", max_length=12)
    finding = models.TextField("认定的事实", blank=True)
    evidence = models.JSONField("证据", default=list, blank=True)
    article = models.CharField("依据", max_length=300, blank=True)

    class Meta:
        verbose_name = "事实证据对照"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["case", "party", "cause", "code"], name="case_proof_once")]


class Lesson(models.Model):
    """举一反三: what a case teaches, for everybody of the county (M166)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="lessons")
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    domain = models.CharField("领域", max_length=24)
    point = models.CharField("哪一方面", max_length=10, choices=[(one.value, one.label) for one in Point])
    text = models.TextField("经验或者教训")
    measure = models.TextField("以后怎么做", blank=True)
    made_at = models.DateTimeField("记录时间")
    made_by = models.CharField("记录人", max_length=80)

    class Meta:
        verbose_name = "举一反三"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["district", "-id"], name="case_lesson_district")]
