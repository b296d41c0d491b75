"""审批: a step that somebody prepared, that others look at in order, and that one decides on."""

from django.db import models
from django.db.models import Q

from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class StepProposal(models.Model):
    """
    A step put before who may take it (报批), until it is taken or sent back.

    Levels that look at it first are rows of their own; `level` counts those that passed it, `waits_for` is whose turn
    it is: the last is always the one who decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="proposals")
    step = models.CharField("步骤", max_length=24)
    party = models.CharField("当事人", max_length=12, blank=True)
    cause = models.CharField("案由", max_length=40, blank=True)
    ref = models.CharField("对象", max_length=40, blank=True)
    entered = models.JSONField("拟办内容", default=dict, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    decider = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="由谁批")
    level = models.PositiveSmallIntegerField("第几级", default=0)
    waits_for = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="轮到谁")
    made_at = models.DateTimeField("报批时间")
    made_by = models.CharField("报批人", max_length=80)
    version = models.PositiveIntegerField("报批时案件的版本", default=0)
    decided_at = models.DateTimeField("审批时间", null=True)
    taken = models.BooleanField("批准", null=True)
    answer = models.CharField("审批意见", max_length=500, blank=True)

    class Meta:
        verbose_name = "报批"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step", "party", "cause", "ref"],
                condition=Q(decided_at__isnull=True),
                name="case_proposal_one_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["waits_for", "made_at"], name="case_proposal_open", condition=Q(decided_at__isnull=True)
            )
        ]


class ProposalLevel(models.Model):
    """One level of a proposal before the one who decides: who it is, by the setting of the day it was made."""

    proposal = models.ForeignKey(StepProposal, models.RESTRICT, related_name="levels")
    order = models.PositiveSmallIntegerField("第几级")
    label = models.CharField("层级", max_length=40)
    officer = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="由谁批")

    class Meta:
        verbose_name = "报批层级"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["proposal", "order"], name="case_level_once")]


class ProposalMark(models.Model):
    """What one level said (审批意见): passed on, or sent back to a level; on paper with the time it was signed."""

    proposal = models.ForeignKey(StepProposal, models.RESTRICT, related_name="marks")
    order = models.PositiveSmallIntegerField("第几级")
    label = models.CharField("层级", max_length=40)
    officer = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="谁批的")
    passed = models.BooleanField("同意")
    back_to = models.PositiveSmallIntegerField("退到第几级", null=True)
    """0 is the level first in order; None where it passed, or went back to who made the proposal"""
    answer = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField("审批时间")
    paper = models.BooleanField("纸质审批", default=False)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "审批意见"
        verbose_name_plural = verbose_name
