"""审批: a step that somebody prepared and that another must decide on."""

from django.db import models
from django.db.models import Q

from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class StepProposal(models.Model):
    """A step put before who may take it (报批), until it is taken or sent back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="proposals")
    step = models.CharField("步骤", max_length=24)
    party = models.CharField("当事人", max_length=12, blank=True)
    cause = models.CharField("案由", max_length=40, blank=True)
    ref = models.CharField("对象", max_length=40, blank=True)
    entered = models.JSONField("拟办内容", default=dict, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    decider = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="由谁批")
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
            models.Index(fields=["decider", "made_at"], name="case_proposal_open", condition=Q(decided_at__isnull=True))
        ]
