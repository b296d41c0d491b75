"""What evidence belongs to: a case, or whatever else has proceedings. The feature above says who may see it."""

from uuid import UUID

from django.db import models

from tongpan.kernel.ledger import SubjectRef


class OfRecord(models.Model):
    """Belongs to a row of a feature above, named as the ledger names it."""

    record_type = models.CharField("所属类别", max_length=40)
    record_id = models.UUIDField("所属编号")

    class Meta:
        abstract = True

    @property
    def record(self) -> SubjectRef:
        """The row it belongs to; its history holds what happens here."""
        found: UUID = self.record_id
        return SubjectRef(self.record_type, found)
