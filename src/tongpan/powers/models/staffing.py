"""Staff that go with the matter (人随事走): asked after every change of hands, recorded or explained (M021)."""

from django.db import models

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import StaffingState


class StaffingFollowUp(models.Model):
    """One change of hands by one document between two bodies, and what became of the people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="区县")
    instrument = models.ForeignKey("powers.Instrument", on_delete=models.RESTRICT, related_name="+")
    from_body = models.ForeignKey(
        "agencies.Agency", on_delete=models.RESTRICT, related_name="+", verbose_name="划出机关"
    )
    to_body = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, related_name="+", verbose_name="承接机关")
    effective_on = models.DateField("事项划转日期")
    state = models.CharField("进度", max_length=10, choices=StaffingState.choices, default=StaffingState.OPEN)
    transfers = models.ManyToManyField("agencies.StaffTransfer", blank=True, related_name="+", verbose_name="人员划转")
    explanation = models.CharField("说明", max_length=500, blank=True)
    raised_at = models.DateTimeField("提示时间")
    settled_at = models.DateTimeField("办理时间", null=True, blank=True)
    settled_by = models.CharField("办理人", max_length=60, blank=True)

    class Meta:
        verbose_name = "人员随事划转"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["instrument", "from_body", "to_body"], name="powers_staffing_once"),
        ]
        indexes = [models.Index(fields=["district", "state"], name="powers_staffing_where")]

    def __str__(self) -> str:
        return f"{self.from_body_id} → {self.to_body_id}"
