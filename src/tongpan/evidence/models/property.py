"""涉案财物: what is with us in a case, line by line, and every quantity that came or went."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from tongpan.evidence.domain.choices import Move, Origin
from tongpan.evidence.models.record import OfRecord
from tongpan.kernel.errors import Conflict
from tongpan.kernel.ids import uuid7


class PropertyItem(OfRecord):
    """One line of the inventory (清单). `held` is what is left with us; it never goes below zero."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("名称", max_length=120)
    unit = models.CharField("单位", max_length=12)
    features = models.CharField("规格、特征、新旧程度", max_length=300, blank=True)
    origin = models.CharField("来由", max_length=12, choices=Origin.choices)
    basis = models.CharField("文书名称和文号", max_length=120, blank=True)
    ref = models.CharField("对应的措施或者证据", max_length=40, blank=True)
    """what the facts of the record call the measure, the preservation or the evidence it belongs to"""
    came_from = models.ForeignKey(
        "self", models.RESTRICT, related_name="proceeds", null=True, verbose_name="由哪一项变卖、拍卖得来"
    )
    party = models.CharField("当事人", max_length=12, blank=True)
    place_text = models.CharField("存放地点", max_length=120)
    keeper = models.CharField("保管人", max_length=60)
    held = models.DecimalField("在库数量", max_digits=14, decimal_places=3)
    photo = models.ForeignKey(
        "evidence.EvidenceFile", models.RESTRICT, related_name="+", null=True, verbose_name="照片"
    )
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.CharField("登记人", max_length=80)
    label = models.CharField("案件编号", max_length=32)
    """what the keeper calls the record by, who may not know more of it"""

    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", db_index=False)
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, db_index=False)

    class Meta:
        verbose_name = "涉案财物"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id", "number"], name="property_number"),
            models.CheckConstraint(condition=Q(held__gte=0), name="property_never_below_zero"),
        ]
        indexes = [
            models.Index(fields=["district", "-id"], name="property_district"),
            models.Index(fields=["town", "-id"], name="property_town"),
            models.Index(fields=["body", "-id"], name="property_body"),
            models.Index(fields=["record_id"], name="property_left", condition=Q(held__gt=0)),
        ]

    @property
    def money(self) -> bool:
        """Whether it is the price of a thing that was sold."""
        return self.origin == Origin.PROCEEDS

    def take_out(self, quantity: Any) -> None:
        """
        Take a quantity away in one conditional UPDATE.

        :raises Conflict: if less is left
        """
        rows = PropertyItem.objects.filter(pk=self.pk, held__gte=quantity)
        if not rows.update(held=F("held") - quantity):
            raise Conflict(f"“{self.name}”在库的不足这个数量；请刷新看现有数量", code="property.short")
        self.refresh_from_db(fields=["held"])


class PropertyMove(models.Model):
    """One quantity that came, went or changed its place; written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(PropertyItem, models.RESTRICT, related_name="moves", verbose_name="涉案财物")
    act = models.CharField("事项", max_length=12, choices=Move.choices)
    quantity = models.DecimalField("数量", max_digits=14, decimal_places=3)
    whom = models.CharField("交给谁", max_length=120, blank=True)
    place_text = models.CharField("存放地点", max_length=120, blank=True)
    given_by = models.CharField("交出人签名", max_length=60, blank=True)
    taken_by = models.CharField("接收人签名", max_length=60, blank=True)
    document = models.CharField("文书、票据", max_length=120, blank=True)
    price = models.DecimalField("价款", max_digits=14, decimal_places=2, null=True)
    title = models.CharField("当时在库的依据", max_length=20, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    done_at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "财物出入"
        verbose_name_plural = verbose_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, once."""
        assert self._state.adding, "what came and went is never rewritten"
        super().save(*args, **kwargs)
