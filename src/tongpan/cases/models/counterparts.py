"""往来: what passed between us and the police, the procuratorate, the courts, and whether it was answered."""

from django.db import models
from django.db.models import Q

from tongpan.cases.domain.counterparts import Counterpart, Direction, Exchange
from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7


class CounterpartNotice(models.Model):
    """
    One exchange with one of the three, about a case or about none.

    `step` names the step of the case that wrote it by itself; otherwise somebody entered it. `reply_by` binds whoever
    received it: them for what we sent, us for what they sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="exchanges", null=True)
    counterpart = models.CharField("往来对方", max_length=16, choices=Counterpart.choices)
    name = models.CharField("对方名称", max_length=120)
    direction = models.CharField("方向", max_length=4, choices=Direction.choices)
    exchange = models.CharField("事项", max_length=20, choices=Exchange.choices)
    summary = models.CharField("内容", max_length=1000)
    number = models.CharField("文号", max_length=120, blank=True)
    at = models.DateTimeField("往来时间")
    reply_by = models.DateField("请在哪一日前答复", null=True)
    replied_at = models.DateTimeField("答复时间", null=True)
    reply = models.CharField("答复", max_length=1000, blank=True)
    replied_by = models.CharField("登记答复的人", max_length=80, blank=True)
    step = models.CharField("由哪一步产生", max_length=24, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", null=True, db_index=False)
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, db_index=False)

    class Meta:
        verbose_name = "公检法往来"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["district", "counterpart", "-id"], name="counterpart_district"),
            models.Index(fields=["town", "-id"], name="counterpart_town"),
            models.Index(fields=["body", "-id"], name="counterpart_body"),
            models.Index(
                fields=["district", "reply_by"],
                name="counterpart_waiting",
                condition=Q(replied_at__isnull=True, reply_by__isnull=False),
            ),
        ]
