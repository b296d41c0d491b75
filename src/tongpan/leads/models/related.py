"""What hangs on a lead: attachments, duplicate hints, corrections of the routing, channel rules, roll-ups."""

from django.db import models

from tongpan.kernel.ids import uuid7
from tongpan.leads.domain.choices import Channel, Nature


class Attachment(models.Model):
    """A photograph, recording or paper that came with a lead; the content is addressed by its digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="attachments", verbose_name="线索")
    sha256 = models.CharField("摘要", max_length=64)
    media_type = models.CharField("类型", max_length=60)
    size = models.PositiveBigIntegerField("字节数")
    original_name = models.CharField("原文件名", max_length=200, blank=True)
    lon = models.FloatField("拍摄经度", null=True)
    lat = models.FloatField("拍摄纬度", null=True)
    taken_at = models.DateTimeField("拍摄时间", null=True)
    added_at = models.DateTimeField("加入时间")
    added_by = models.CharField("加入人", max_length=80)
    stage = models.CharField("阶段", max_length=10, default="REPORT", choices=[("REPORT", "反映"), ("RESULT", "处置")])

    class Meta:
        verbose_name = "线索附件"
        verbose_name_plural = verbose_name


class SimilarityBand(models.Model):
    """
    One trait of a lead (a band of its text, or its matter at its place); leads that share one are compared.

    The county is part of the trait (`steps.duplicates.traits`). On SQLite the key is the table (WITHOUT ROWID).
    """

    pk = models.CompositePrimaryKey("band", "lead_id")
    band = models.BigIntegerField("特征段")
    # derived from the lead and never without it: checking every row with every report would cost more than they do
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="bands", db_index=False, db_constraint=False)

    class Meta:
        verbose_name = "相似特征"
        verbose_name_plural = verbose_name


class DuplicateHint(models.Model):
    """A suggestion that two leads are one problem, with its reasons; a person decides."""

    # found by the lead alone, for which the constraint below has the index; leads are never deleted
    lead = models.ForeignKey(
        "leads.Lead", models.RESTRICT, related_name="duplicate_hints", verbose_name="线索", db_index=False
    )
    other = models.ForeignKey(
        "leads.Lead", models.RESTRICT, related_name="+", verbose_name="疑似同一件", db_index=False
    )
    score = models.FloatField("相似度")
    reasons = models.JSONField("理由", default=list)
    decided_at = models.DateTimeField("确认时间", null=True)
    decided_by = models.CharField("确认人", max_length=80, blank=True)
    same = models.BooleanField("是同一件", null=True)

    class Meta:
        verbose_name = "疑似重复"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["lead", "other"], name="duplicate_hint_once")]


class RouteCorrection(models.Model):
    """A person's answer where the system proposed another or none; the scorer learns from it."""

    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="corrections", verbose_name="线索")
    proposed = models.ForeignKey("powers.Matter", models.RESTRICT, related_name="+", null=True, verbose_name="系统建议")
    chosen = models.ForeignKey("powers.Matter", models.RESTRICT, related_name="+", null=True, verbose_name="人工确定")
    route_before = models.JSONField("原分流说明", default=dict)
    reason = models.CharField("理由", max_length=200, blank=True)
    corrected_at = models.DateTimeField("更正时间")
    corrected_by = models.CharField("更正人", max_length=80)

    class Meta:
        verbose_name = "分流更正"
        verbose_name_plural = verbose_name


class ChannelRule(models.Model):
    """What a channel obliges us to (12345: 签收, 办结, 回访 …), dated, per county and nature; data, not code."""

    channel = models.CharField("来源渠道", max_length=20, choices=Channel.choices)
    nature = models.CharField("诉求性质", max_length=12, choices=Nature.choices, blank=True)
    district = models.ForeignKey(
        "places.Place", models.RESTRICT, related_name="+", null=True, verbose_name="县（市、区）"
    )
    duty = models.CharField("义务", max_length=10, choices=[("SIGN", "签收"), ("CLOSE", "办结"), ("CALLBACK", "回访")])
    quantity = models.PositiveSmallIntegerField("数量")
    unit = models.CharField("单位", max_length=8, choices=[("HOUR", "小时"), ("WORKDAY", "工作日"), ("DAY", "日")])
    max_returns = models.PositiveSmallIntegerField("退单次数上限", null=True)
    basis = models.CharField("依据", max_length=200)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("失效日期", null=True)

    class Meta:
        verbose_name = "渠道时限"
        verbose_name_plural = verbose_name


class Rollup(models.Model):
    """A counted cell for overviews, folded by the worker from events and recounted every night."""

    place = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    measure = models.CharField("指标", max_length=20)
    key = models.CharField("项目", max_length=40)
    day = models.DateField("日期")
    """the day counted, or ALWAYS for what stands now"""
    n = models.IntegerField("数量", default=0)

    class Meta:
        verbose_name = "统计单元"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["place", "measure", "key", "day"], name="rollup_cell"),
        ]


class ImportRun(models.Model):
    """One import of a file, so that a killed run resumes where it stopped."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_digest = models.CharField("文件摘要", max_length=64)
    source_system = models.CharField("来源系统", max_length=40)
    rows_done = models.PositiveBigIntegerField("已处理行", default=0)
    summary = models.JSONField("结果", default=dict)
    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["file_digest", "source_system"], name="import_run_once")]
