"""审批层级: who sees a step before the one who decides it, by body and step, from a day on."""

from django.db import models
from django.db.models import Q

from tongpan.kernel.ids import uuid7


class ApprovalChain(models.Model):
    """
    The levels of one body for one step, or for all others where `step` is empty.

    `levels` are in order: each with the name it goes by, the post, and a person where one is named.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="机关", db_index=False)
    step = models.CharField("步骤", max_length=24, blank=True)
    levels = models.JSONField("层级", default=list)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True)
    """the first day on which it holds no longer"""
    made_at = models.DateTimeField("设置时间")
    made_by = models.CharField("设置人", max_length=80)

    class Meta:
        verbose_name = "审批层级"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["body", "step"], condition=Q(valid_to__isnull=True), name="case_chain_open")
        ]
        indexes = [models.Index(fields=["body", "step", "valid_from"], name="case_chain_body")]
