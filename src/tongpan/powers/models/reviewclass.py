"""审核类别 (M162): a county's or a body's own classes of grave decisions, beside the statute's; they only add."""

from django.db import models
from django.db.models import F, Q

from tongpan.kernel.ids import uuid7
from tongpan.law.penalty.review_range import ReviewGround
from tongpan.powers.models.stamp import Remembered

GROUNDS = [(one.value, one.label) for one in ReviewGround]


class ReviewClassRule(Remembered):
    """
    One class of the catalogue (重大执法决定法制审核目录清单). Every condition that is set must be met.

    `body` empty: for every body of the county. `kinds` are kinds of penalty; the sums are yuan of fine and forfeitures
    together; `ground` is a fact that the handlers find; `fields` and `matters` narrow it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    territory = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="地域")
    body = models.ForeignKey(
        "agencies.Agency", on_delete=models.RESTRICT, related_name="+", null=True, blank=True, verbose_name="机关"
    )
    title = models.CharField("文件标题", max_length=200)
    number = models.CharField("文号", max_length=80, blank=True)
    place = models.CharField("条款", max_length=60, blank=True)
    label = models.CharField("类别", max_length=120)
    kinds = models.JSONField("处罚种类", default=list, blank=True)
    citizen = models.DecimalField("公民罚没合计（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    organization = models.DecimalField("单位罚没合计（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    ground = models.CharField("案件事实", max_length=20, choices=GROUNDS, blank=True)
    fields = models.JSONField("领域", default=list, blank=True)
    matters = models.JSONField("事项", default=list, blank=True)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    entered_by = models.CharField("录入人", max_length=60)
    confirmed_at = models.DateTimeField("核对公布时间", null=True, blank=True)
    confirmed_by = models.CharField("核对人", max_length=60, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "审核类别"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="powers_review_class_span"
            )
        ]
        indexes = [models.Index(fields=["territory", "valid_from"], name="powers_review_class_day")]

    def __str__(self) -> str:
        return f"《{self.title}》{self.place}"
