"""Teams (执法队伍), the fields and places they serve, postings, and who answers for town × field."""

from django.db import models
from django.db.models import Q

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import PostingMode, ReportingLine, TeamKind
from tongpan.agencies.models.agency import Agency
from tongpan.agencies.models.dated import Dated, span_is_forward
from tongpan.kernel.ids import uuid7


class Team(Dated):
    """A squad. It acts in the name of the body that holds the power, never in its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("名称", max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams", verbose_name="所属机关")
    host_town = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="teams", verbose_name="驻地镇街"
    )
    district = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在区县")
    kind = models.CharField("类别", max_length=12, choices=TeamKind.choices)
    template = models.CharField("组织模式", max_length=20, blank=True)
    all_round = models.BooleanField("全能型", default=False)
    phone = models.CharField("值班电话", max_length=40, blank=True)
    office_address = models.CharField("办公地点", max_length=200, blank=True)
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "执法队伍"
        verbose_name_plural = verbose_name
        ordering = ("name",)
        indexes = (
            models.Index(fields=("district", "kind"), name="team_district_kind"),
            models.Index(fields=("host_town", "kind"), name="team_host_kind"),
        )
        constraints = (
            models.UniqueConstraint(fields=("agency", "name", "valid_from"), name="team_agency_name"),
            # M019: at most one own team per town; closed spans are checked by the action under a lock
            models.UniqueConstraint(
                fields=("host_town",),
                condition=Q(kind=TeamKind.OWN, valid_to__isnull=True),
                name="team_one_own_per_town",
            ),
            models.UniqueConstraint(
                fields=("host_town", "valid_from"), condition=Q(kind=TeamKind.OWN), name="team_one_own_from_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(kind=TeamKind.OWN) | Q(host_town__isnull=False), name="team_own_has_a_town"
            ),
            span_is_forward("team_span"),
        )

    def __str__(self) -> str:
        return self.name


class TeamDomain(Dated):
    """One field in which a team is specialised (M017)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="domains", verbose_name="队伍")
    domain = models.CharField("领域", max_length=20, choices=Domain.choices)

    class Meta:
        verbose_name = "队伍领域"
        verbose_name_plural = verbose_name
        constraints = (
            models.UniqueConstraint(fields=("team", "domain", "valid_from"), name="team_domain_from"),
            span_is_forward("team_domain_span"),
        )


class TeamTerritory(Dated):
    """One town a team serves: its host and, for 1+X, the neighbours (M031)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="territories", verbose_name="队伍")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="served_by", verbose_name="服务地域")
    host = models.BooleanField("驻地", default=False)
    instrument = models.CharField("依据文件", max_length=120, blank=True)

    class Meta:
        verbose_name = "服务地域"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("place", "valid_from"), name="territory_place"),)
        constraints = (
            models.UniqueConstraint(fields=("team", "place", "valid_from"), name="territory_from"),
            span_is_forward("territory_span"),
        )


class Posting(Dated):
    """A department's squad serving a town, resident or on call, with its named contact (M005, M006, M044)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="postings", verbose_name="队伍")
    host_town = models.ForeignKey("places.Place", models.PROTECT, related_name="postings", verbose_name="派驻镇街")
    mode = models.CharField("方式", max_length=10, choices=PostingMode.choices)
    contact = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="联络员"
    )
    primary_line = models.CharField("管理主线", max_length=6, choices=ReportingLine.choices, default=ReportingLine.HOST)
    instrument = models.CharField("依据文件", max_length=120, blank=True)

    class Meta:
        verbose_name = "派驻"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("host_town", "valid_from"), name="posting_host"),)
        constraints = (
            models.UniqueConstraint(
                fields=("team", "host_town"), condition=Q(valid_to__isnull=True), name="posting_one_open"
            ),
            span_is_forward("posting_span"),
        )


class Responsibility(Dated):
    """
    The one team that answers for one field in one place (M019, M020, M032).

    The place is a town, or the whole county or city for what is kept there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="地域")
    domain = models.CharField("领域", max_length=20, choices=Domain.choices)
    team = models.ForeignKey(Team, models.PROTECT, related_name="responsibilities", verbose_name="责任队伍")
    district = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在区县")
    instrument = models.CharField("依据文件", max_length=120, blank=True)

    class Meta:
        verbose_name = "责任分工"
        verbose_name_plural = verbose_name
        indexes = (models.Index(fields=("district", "valid_from"), name="responsibility_district"),)
        constraints = (
            models.UniqueConstraint(
                fields=("place", "domain"), condition=Q(valid_to__isnull=True), name="responsibility_one_open"
            ),
            models.UniqueConstraint(fields=("place", "domain", "valid_from"), name="responsibility_one_from_a_day"),
            span_is_forward("responsibility_span"),
        )
