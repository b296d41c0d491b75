"""审核类别 (M162): a county's or a body's own classes of grave decisions, beside the statute's; they only add."""

from django.db import models

from tongpan.kernel.ids import uuid7
from tongpan.law.penalty.review_range import ReviewGround
from tongpan.powers.models.ownrule import IN_ORDER, OwnRule
from tongpan.powers.models.stamp import Remembered

GROUNDS = [(one.value, one.label) for one in ReviewGround]


class ReviewClassRule(Remembered, OwnRule):
    """
    One class of the catalogue (重大执法决定法制审核目录清单). Every condition that is set must be met.

    `body` empty: for every body of the county. `kinds` are kinds of penalty; the sums are yuan of fine and forfeitures
    together; `ground` is a fact that the handlers find; `fields` and `matters` narrow it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(
        "agencies.Agency", on_delete=models.RESTRICT, related_name="+", null=True, blank=True, verbose_name="机关"
    )
    number = models.CharField("文号", max_length=80, blank=True)
    label = models.CharField("类别", max_length=120)
    kinds = models.JSONField("处罚种类", default=list, blank=True)
    citizen = models.DecimalField("公民罚没合计（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    organization = models.DecimalField("单位罚没合计（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    ground = models.CharField("案件事实", max_length=20, choices=GROUNDS, blank=True)
    fields = models.JSONField("领域", default=list, blank=True)
    matters = models.JSONField("事项", default=list, blank=True)

    class Meta:
        verbose_name = "审核类别"
        verbose_name_plural = verbose_name
        constraints = [models.CheckConstraint(condition=IN_ORDER, name="powers_review_class_span")]
        indexes = [models.Index(fields=["territory", "valid_from"], name="powers_review_class_day")]
