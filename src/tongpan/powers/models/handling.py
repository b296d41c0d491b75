"""分类分区 (M152): a county's dated policy on how to handle which class of object in which class of zone."""

from django.db import models

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import Handling
from tongpan.powers.models.ownrule import IN_ORDER, OwnRule


class HandlingRule(OwnRule):
    """
    One line of the policy: in this class of zone, with this class of object, handle it in this way. It only advises.

    Empty: whatever the zone, the object, the field. `zone_words` are the roads and places by which the zone is known in
    a description of a place.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField("文号", max_length=80, blank=True)
    zone = models.CharField("区域类别", max_length=40, blank=True)
    zone_words = models.JSONField("区域范围", default=list, blank=True)
    object_class = models.CharField("对象类别", max_length=40, blank=True)
    fields = models.JSONField("领域", default=list, blank=True)
    handling = models.CharField("处理方式", max_length=12, choices=Handling.choices)
    advice = models.CharField("怎么做", max_length=300)

    class Meta:
        verbose_name = "分类分区规则"
        verbose_name_plural = verbose_name
        constraints = [models.CheckConstraint(condition=IN_ORDER, name="powers_handling_span")]
        indexes = [models.Index(fields=["territory", "valid_from"], name="powers_handling_day")]
