"""The four set-ups (四个集中, M001): people, organization, matters, daily office, each with its evidence."""

from django.db import models
from django.db.models.enums import TextChoices

from tongpan.agencies.models.officer import Officer
from tongpan.kernel.ids import uuid7


class SetUpAspect(TextChoices):
    PEOPLE = "PEOPLE", "人员力量集中"
    ORGANIZATION = "ORGANIZATION", "组织体系集中"
    MATTERS = "MATTERS", "执法事项集中"
    OFFICE = "OFFICE", "日常办公集中"


class SetUpCheck(models.Model):
    """One of the four, ticked for one town with what proves it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    town = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="镇街")
    aspect = models.CharField("项目", max_length=12, choices=SetUpAspect.choices)
    completed_on = models.DateField("完成日期")
    evidence = models.CharField("佐证", max_length=300)
    file = models.CharField("佐证文件", max_length=64, blank=True)
    recorded_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "四个集中"
        verbose_name_plural = verbose_name
        constraints = (
            models.UniqueConstraint(fields=("town", "aspect"), name="setup_town_aspect"),
            models.CheckConstraint(condition=~models.Q(evidence=""), name="setup_has_evidence"),
        )
