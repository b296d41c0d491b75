"""Matters (执法事项): what may be punished, under which provision, and how."""

from django.db import models

from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import OwnerRole
from tongpan.powers.models.stamp import Remembered


class Matter(Remembered):
    """One matter of the catalogue, as it stands now; earlier wordings are its versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField("事项编码", max_length=40, unique=True)
    name = models.CharField("事项名称", max_length=200)
    domain = models.CharField("领域", max_length=24, db_index=True)
    kind = models.CharField("事项类型", max_length=24, default="行政处罚")
    industry = models.CharField("行业", max_length=60, blank=True)
    keywords = models.JSONField("关键词", default=list)
    plain = models.JSONField("群众说法", default=list)
    kinds = models.JSONField("处罚种类", default=list)
    fines = models.JSONField("罚款幅度", default=list)
    measures = models.JSONField("可用强制", default=list)
    correction = models.CharField("责令改正", max_length=20, blank=True)
    town_fit = models.BooleanField("适宜基层", default=False)
    town_reason = models.CharField("适宜与否的理由", max_length=200, blank=True)
    summary_fit = models.BooleanField("可适用简易程序", default=False)
    area = models.CharField("适用地域", max_length=12, blank=True)  # head of the area's code; empty: the whole country
    note = models.TextField("说明", blank=True)
    search_text = models.TextField("检索文字", blank=True)
    checked_on = models.DateField("核对日期", null=True, blank=True)
    digest = models.CharField("内容摘要值", max_length=64, blank=True)
    withdrawn_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "执法事项"
        verbose_name_plural = verbose_name
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class MatterVersion(models.Model):
    """The wording of a matter over a span of days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.RESTRICT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    content = models.JSONField("内容")
    digest = models.CharField("内容摘要值", max_length=64)
    valid_from = models.DateField("生效日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "事项版本"
        verbose_name_plural = verbose_name
        ordering = ["matter", "number"]
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="powers_version_once")]

    def __str__(self) -> str:
        return f"{self.matter_id} v{self.number}"


class Provision(models.Model):
    """One article that a version of a matter stands on: the one violated, or the one that punishes."""

    VIOLATED = "VIOLATED"
    PENALTY = "PENALTY"
    MEASURE = "MEASURE"
    ROLES = [(VIOLATED, "违反条款"), (PENALTY, "处罚条款"), (MEASURE, "强制条款")]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(MatterVersion, on_delete=models.CASCADE, related_name="provisions")
    order = models.PositiveSmallIntegerField("顺序")
    role = models.CharField("作用", max_length=12, choices=ROLES)
    statute = models.CharField("法律法规规章", max_length=120)
    article = models.PositiveIntegerField("条")
    place = models.CharField("条款项", max_length=60)
    gist = models.TextField("要旨", blank=True)
    checked_on = models.DateField("核对日期", null=True, blank=True)

    class Meta:
        verbose_name = "事项依据"
        verbose_name_plural = verbose_name
        ordering = ["order"]

    def __str__(self) -> str:
        return f"《{self.statute}》{self.place}"


class MatterOwner(models.Model):
    """Who supervises or approves a matter in a territory. A transfer of penalties never touches this table (M069)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.RESTRICT, related_name="owners")
    role = models.CharField("职责", max_length=12, choices=OwnerRole.choices)
    body = models.ForeignKey("agencies.Agency", on_delete=models.RESTRICT, related_name="+", verbose_name="机关")
    territory = models.ForeignKey("places.Place", on_delete=models.RESTRICT, related_name="+", verbose_name="地域")
    basis = models.CharField("依据", max_length=200, blank=True)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    superseded_at = models.DateTimeField("更正时间", null=True, blank=True)

    class Meta:
        verbose_name = "监管审批职责"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["matter", "territory"], name="powers_owner_where")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.body_id}"


class CatalogueRow(models.Model):
    """One line of one level's own catalogue, kept to compare the four levels (M057)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    level = models.CharField("层级", max_length=12)
    area = models.CharField("区划代码", max_length=12)
    code = models.CharField("事项编码", max_length=40)
    name = models.CharField("事项名称", max_length=200)
    kind = models.CharField("事项类型", max_length=24)
    basis = models.TextField("依据")
    source_line = models.PositiveIntegerField("来源行号", default=0)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "各级目录条目"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["level", "area", "code"], name="powers_catalogue_row_once")]

    def __str__(self) -> str:
        return f"{self.level} {self.code}"
