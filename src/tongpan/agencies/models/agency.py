"""Bodies (机关) and the offices inside them."""

from django.db import models
from django.db.models import Q

from tongpan.agencies.domain.posts import AgencyKind, OfficeKind
from tongpan.agencies.models.dated import Dated, span_is_forward
from tongpan.kernel.ids import uuid7


class Agency(Dated):
    """An administrative body (行政机关): whoever may hold a power and sign in its own name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=20, choices=AgencyKind.choices)
    key = models.CharField(
        "部门代号", max_length=20, blank=True, help_text="组织模式用它找到派出部门，如 market、urban"
    )
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, verbose_name="管辖地域", related_name="agencies")
    district = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+", verbose_name="所在区县")
    town = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在镇街"
    )
    government = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="departments", verbose_name="所属人民政府"
    )
    phone = models.CharField("公开电话", max_length=40, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "行政机关"
        verbose_name_plural = verbose_name
        ordering = ("name",)
        indexes = (models.Index(fields=("district", "kind"), name="agency_district_kind"),)
        constraints = (
            models.UniqueConstraint(fields=("place", "name"), name="agency_place_name"),
            span_is_forward("agency_span"),
        )

    def __str__(self) -> str:
        return self.name


class Office(Dated):
    """An office, section, command centre or party branch inside a body (M009, M014, M016)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("名称", max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="offices", verbose_name="所属机关")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在地域")
    kind = models.CharField("类别", max_length=20, choices=OfficeKind.choices)
    functions = models.JSONField("职责", default=list, blank=True)
    team = models.ForeignKey(
        "agencies.Team", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name="对应队伍"
    )
    room = models.CharField("办公地点", max_length=120, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)

    class Meta:
        verbose_name = "内设机构"
        verbose_name_plural = verbose_name
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("agency", "name"), name="office_agency_name"),
            models.UniqueConstraint(
                fields=("team",), condition=Q(kind=OfficeKind.PARTY_BRANCH), name="office_one_branch_per_team"
            ),
            models.UniqueConstraint(
                fields=("place",),
                condition=Q(kind=OfficeKind.ENFORCEMENT_OFFICE, valid_to__isnull=True),
                name="office_one_enforcement_office",
            ),
            span_is_forward("office_span"),
        )

    def __str__(self) -> str:
        return self.name
