"""
案件: who and what, where, and the facts.

The facts are rows of the law's own tables (`tongpan.law.facts`), kept as they are written there; columns beside them
are what lists filter and sort by, written by the same step.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from tongpan.cases.domain.choices import NAME_PURPOSE, OPEN, Source, Standing
from tongpan.kernel.crypto import blind_index, mask_name, seal, unseal
from tongpan.kernel.errors import Conflict
from tongpan.kernel.ids import uuid7
from tongpan.powers.domain.kinds import Mode


class Case(models.Model):
    """One case. Every step is a conditional update of `version`: of two people one wins."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField("案件编号", max_length=32, unique=True)
    version = models.PositiveIntegerField(default=0)
    title = models.CharField("案由", max_length=200)
    matter = models.ForeignKey("powers.Matter", models.RESTRICT, related_name="+", verbose_name="事项")
    domain = models.CharField("领域", max_length=24)
    source = models.CharField("案源", max_length=12, choices=Source.choices)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="cases", null=True, verbose_name="线索")
    place_text = models.CharField("发生地点", max_length=200, blank=True)

    # in whose name: as the list said when the case was begun
    grant = models.ForeignKey("powers.Grant", models.RESTRICT, related_name="+", verbose_name="职权")
    mode = models.CharField("行使方式", max_length=12, choices=Mode.choices)
    acts_as = models.CharField("以谁的名义", max_length=120)

    # scope: who may see it
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="机关", db_index=False)
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, db_index=False)

    record_system = models.CharField("以哪个系统为准", max_length=60, blank=True)
    """empty: this one"""
    outside_number = models.CharField("外部编号", max_length=80, blank=True)
    """as it was opened; `OutsideNumber` holds all of them"""
    paper_number = models.CharField("纸质卷宗的文号", max_length=80, blank=True)
    """the number under which a case that came from paper was filed there"""
    merged_into = models.ForeignKey(
        "self", models.RESTRICT, related_name="merged", null=True, blank=True, verbose_name="并入"
    )
    split_from = models.ForeignKey(
        "self", models.RESTRICT, related_name="split_off", null=True, blank=True, verbose_name="分自"
    )

    standing = models.CharField("进展", max_length=10, choices=Standing.choices, default=Standing.CLUE)
    track = models.CharField("适用程序", max_length=10, blank=True)
    filed_on = models.DateField("立案日期", null=True)
    decided_on = models.DateField("决定日期", null=True)
    closed_on = models.DateField("结案日期", null=True)
    next_due_on = models.DateField("最近的期限", null=True)
    opened_at = models.DateTimeField("建档时间")
    opened_by = models.CharField("建档人", max_length=80)
    touched_at = models.DateTimeField("最近办理")
    synthetic = models.BooleanField("演示数据", default=False)

    class Meta:
        verbose_name = "案件"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["district", "-id"], name="case_district"),
            models.Index(fields=["town", "-id"], name="case_town"),
            models.Index(fields=["body", "-id"], name="case_body"),
            models.Index(fields=["team", "-id"], name="case_team"),
            models.Index(fields=["matter", "-decided_on"], name="case_matter", condition=Q(decided_on__isnull=False)),
            models.Index(fields=["town", "next_due_on"], name="case_town_due", condition=Q(standing__in=sorted(OPEN))),
            models.Index(fields=["outside_number"], name="case_outside_number"),
            models.Index(fields=["paper_number"], name="case_paper_number"),
        ]

    def __str__(self) -> str:
        return self.number

    def change(self, **changes: Any) -> None:
        """
        Write fields in one conditional UPDATE.

        :raises Conflict: if somebody else was faster
        """
        moved = Case.objects.filter(pk=self.pk, version=self.version).update(version=F("version") + 1, **changes)
        if not moved:
            raise Conflict("他人刚刚办理了这个案件的另一步；请刷新后再办，您填的内容还在", code="case.changed")
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)


class CaseParty(models.Model):
    """Who a party is (当事人身份). What the law asks of it stands among the facts, under the same handle."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="parties")
    handle = models.CharField("称谓", max_length=12)
    natural = models.BooleanField("自然人")
    name_sealed = models.TextField("名称（加密）")
    name_index = models.CharField("名称索引", max_length=64, blank=True)
    """of the whole name: who may see it finds it, and nobody reads it out of the table"""
    identity_sealed = models.TextField("证件号码（加密）", blank=True)
    identity_index = models.CharField("证件号码索引", max_length=64, blank=True, db_index=True)
    phone_sealed = models.TextField("电话（加密）", blank=True)
    address_sealed = models.TextField("住址（加密）", blank=True)
    unidentified = models.BooleanField("身份暂无法核实", default=False)
    features_sealed = models.TextField("体貌、车牌等特征（加密）", blank=True)

    class Meta:
        verbose_name = "当事人"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["case", "handle"], name="case_party_handle")]
        indexes = [models.Index(fields=["name_index"], name="case_party_name")]

    @property
    def name(self) -> str:
        """The name in clear, for those who work on the case."""
        return unseal(self.name_sealed)

    @name.setter
    def name(self, text: str) -> None:
        self.name_sealed = seal(text)
        self.name_index = blind_index(text, NAME_PURPOSE)

    @property
    def features(self) -> str:
        """By what somebody unknown can be found, in clear, for those who work on the case."""
        return unseal(self.features_sealed) if self.features_sealed else ""

    @property
    def name_masked(self) -> str:
        """The name as a list shows it: of a natural person only the family name."""
        return mask_name(self.name) if self.natural else self.name


class CaseOfficer(models.Model):
    """A person of ours who has a part in the case, and the name by which the facts call this person."""

    case = models.ForeignKey(Case, models.RESTRICT, related_name="officers")
    officer = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="人员")
    handle = models.CharField("称谓", max_length=70)

    class Meta:
        verbose_name = "办案人员"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["case", "officer"], name="case_officer_once"),
            models.UniqueConstraint(fields=["case", "handle"], name="case_officer_handle"),
        ]
        indexes = [models.Index(fields=["officer", "case"], name="case_officer_cases")]


class CaseFact(models.Model):
    """One row of one of the law's tables. Its history stands in the ledger."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="facts", db_index=False)
    table = models.CharField("表", max_length=24)
    place = models.PositiveSmallIntegerField("第几行")
    row = models.JSONField("内容")
    detail = models.JSONField("说明", default=dict, blank=True)
    """what people wrote beside it and no rule asks: title, opinion, note"""
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "案件事实"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["case", "table", "place"], name="case_fact_once")]
