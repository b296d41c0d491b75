"""人事事项: what is planned about a person posted to towns, and what each of those towns said of it (M207)."""

from django.db import models
from django.db.models import Q

from tongpan.agencies.domain.personnel import PersonnelKind, Stance
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models.officer import Appointment, Officer
from tongpan.kernel.ids import uuid7


class PersonnelAction(models.Model):
    """One plan about one posted person. Open until it is carried out or dropped; never without the towns' opinions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="personnel", verbose_name="人员")
    district = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在区县")
    kind = models.CharField("事项", max_length=12, choices=PersonnelKind.choices)
    post = models.CharField("拟任岗位", max_length=24, choices=Post.choices, blank=True)
    to_what = models.CharField("拟任、拟晋升、拟评定", max_length=60)
    reason = models.CharField("情况说明", max_length=500, blank=True)
    instrument = models.CharField("依据文件", max_length=120)
    asked_at = models.DateTimeField("提出时间")
    asked_by = models.CharField("提出人", max_length=80)
    done_at = models.DateTimeField("办理时间", null=True)
    done_by = models.CharField("办理人", max_length=80, blank=True)
    answer = models.CharField("对意见的答复", max_length=500, blank=True)
    dropped_at = models.DateTimeField("撤回时间", null=True)
    appointment = models.OneToOneField(
        Appointment, models.PROTECT, null=True, related_name="personnel", verbose_name="由此登记的任职"
    )

    class Meta:
        verbose_name = "人事事项"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("district", "id"), name="personnel_district_id"),)
        constraints = (
            models.UniqueConstraint(
                fields=("officer", "kind"), condition=Q(done_at=None, dropped_at=None), name="personnel_one_open"
            ),
        )


class TownOpinion(models.Model):
    """What one town says of a plan: asked when it is made, given once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.ForeignKey(PersonnelAction, models.PROTECT, related_name="opinions", verbose_name="人事事项")
    town = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="街镇")
    stance = models.CharField("意见", max_length=10, choices=Stance.choices, blank=True)
    text = models.CharField("理由", max_length=500, blank=True)
    given_at = models.DateTimeField("登记时间", null=True)
    given_by = models.CharField("登记人", max_length=80, blank=True)

    class Meta:
        verbose_name = "街镇人事意见"
        verbose_name_plural = verbose_name
        constraints = (models.UniqueConstraint(fields=("action", "town"), name="town_opinion_once"),)
        indexes = (models.Index(fields=("town",), name="town_opinion_open", condition=Q(given_at=None)),)
