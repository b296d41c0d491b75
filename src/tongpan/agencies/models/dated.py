"""Rows that hold from a day to a day. `valid_to` is exclusive; empty means until further notice."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """Return the rows that hold on one day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def overlapping(self, valid_from: date, valid_to: date | None) -> Self:
        """Return the rows that hold on some day of a span."""
        rows = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
        return rows if valid_to is None else rows.filter(valid_from__lt=valid_to)


class Dated(models.Model):
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期（不含当日）", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Tell whether this row holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to > day)


def span_is_forward(name: str) -> models.CheckConstraint:
    """Return the constraint that a span ends after it begins."""
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name)
