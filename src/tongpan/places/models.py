"""Places (地点): the current tree, its dated ancestry, the codes other systems use, and stamps for caches."""

from datetime import date

from django.db import models
from django.db.models import Q

from tongpan.kernel.ids import uuid7
from tongpan.places.domain.codes import Level


class Place(models.Model):
    """
    A place as it stands now: province, city, county, town, village or grid.

    The id never changes. ``code`` is unique for all time, closed places keep theirs, so that no code is ever reused.
    ``county`` and ``town`` repeat the ancestry for scoping; a county is its own county, a town its own town.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    level = models.CharField("层级", max_length=8, choices=Level.choices)
    code = models.CharField("代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=20, blank=True)
    urban_rural = models.CharField("城乡分类", max_length=3, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, related_name="children", db_index=False, verbose_name="上级"
    )
    county = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, related_name="+", db_index=False, verbose_name="所属县（市、区）"
    )
    town = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, related_name="+", db_index=False, verbose_name="所属乡镇（街道）"
    )
    lon = models.FloatField("经度", null=True)
    lat = models.FloatField("纬度", null=True)
    geometry = models.TextField("范围", null=True)  # GeoJSON, WGS-84; null says "not surveyed", which is valid
    min_lon = models.FloatField(null=True)
    min_lat = models.FloatField(null=True)
    max_lon = models.FloatField(null=True)
    max_lat = models.FloatField(null=True)
    outline_source = models.CharField("范围来源", max_length=200, blank=True)
    synthetic = models.BooleanField("示意（合成）", default=False)
    valid_from = models.DateField("启用日期", null=True)  # null: since before the list begins
    valid_to = models.DateField("停用日期", null=True)  # exclusive
    predecessor = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, related_name="successors", db_index=False, verbose_name="前身"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "地点"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["parent", "code"], name="place_parent_code"),
            models.Index(fields=["county", "level", "code"], name="place_county_level"),
            models.Index(fields=["town", "level", "code"], name="place_town_level"),
            models.Index(fields=["county", "id"], name="place_drawn", condition=Q(min_lon__isnull=False)),
            models.Index(fields=["predecessor"], name="place_succeeds", condition=Q(predecessor__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="place_level_known"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="place_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"

    @property
    def display_name(self) -> str:
        """The name as shown; a synthetic cell always says so."""
        return f"{self.name}（示意网格，合成）" if self.synthetic and self.level == Level.GRID else self.name

    def in_force(self, on: date) -> bool:
        """Tell whether the place existed on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


class PlaceVersion(models.Model):
    """
    What a place was called, and whom it belonged to, from one day to another (沿革).

    ``opens_code`` marks the version in which the place took this code; a code is taken once, ever, by one place.
    A closed version keeps the outline that it had; the outline of the open version stands in the place itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.RESTRICT, related_name="versions", db_index=False)
    code = models.CharField("代码", max_length=18)
    name = models.CharField("名称", max_length=100)
    parent = models.ForeignKey(Place, on_delete=models.RESTRICT, null=True, related_name="+", db_index=False)
    geometry = models.TextField("原范围", null=True)
    valid_from = models.DateField("自", null=True)
    valid_to = models.DateField("至", null=True)  # exclusive
    instrument = models.CharField("依据文件", max_length=200, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    opens_code = models.BooleanField(default=False)
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = "地点沿革"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["code"], name="placeversion_code")]
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="placeversion_one_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(opens_code=True), name="placeversion_code_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"


class CodeScheme(models.TextChoices):
    """Whose code it is."""

    NBS = "NBS", "统计用区划代码"
    CIVIL_AFFAIRS = "CIVIL_AFFAIRS", "民政部门行政区划代码"
    CITY_GRID = "CITY_GRID", "数字城管单元网格编码"
    COMMUNITY_GRID = "COMMUNITY_GRID", "社区服务网格编码"
    OTHER = "OTHER", "其他系统编码"


class ExternalPlaceCode(models.Model):
    """The code that another system uses for a place; the statistical and the civil-affairs code may differ."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.RESTRICT, related_name="external_codes")
    scheme = models.CharField("编码体系", max_length=16, choices=CodeScheme.choices)
    code = models.CharField("代码", max_length=40)
    valid_from = models.DateField("自", null=True)
    valid_to = models.DateField("至", null=True)  # exclusive

    class Meta:
        verbose_name = "外部编码"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="externalcode_once_a_scheme")]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.code}"


class PlaceStamp(models.Model):
    """A token that changes whenever the places of a county change, so that every process knows its caches are old."""

    key = models.CharField(max_length=32, primary_key=True)  # "all", or the county's id in hex
    token = models.UUIDField(default=uuid7)

    class Meta:
        verbose_name = "地点版本戳"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.key} {self.token}"
