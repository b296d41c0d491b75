"""教育: what was taught, what was promised, and whether it was kept (处罚法 6, 33)."""

from django.db import models
from django.db.models import Q

from tongpan.cases.domain.educating import Kept
from tongpan.cases.models.case import Case
from tongpan.kernel.crypto import mask_name, unseal
from tongpan.kernel.ids import uuid7


class Education(models.Model):
    """
    One education of one party (教育和承诺): in a case, or on the spot without one.

    Everything that a paper of it says stands here. It is no decision: whether a case is filed or a penalty imposed is
    decided apart from it. Open while `result` is empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField("编号", max_length=32, unique=True)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="educations", null=True)
    lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="+", null=True, verbose_name="线索")
    matter = models.ForeignKey("powers.Matter", models.RESTRICT, related_name="+", verbose_name="事项")
    district = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Place", models.RESTRICT, related_name="+", null=True, db_index=False)
    body = models.ForeignKey("agencies.Agency", models.RESTRICT, related_name="+", verbose_name="机关", db_index=False)
    team = models.ForeignKey("agencies.Team", models.RESTRICT, related_name="+", null=True, db_index=False)
    acts_as = models.CharField("以谁的名义", max_length=120)
    officer = models.ForeignKey("agencies.Officer", models.RESTRICT, related_name="+", verbose_name="教育人")

    party = models.CharField("称谓", max_length=12, blank=True)
    """the handle of the party in the case; empty on the spot"""
    natural = models.BooleanField("自然人")
    name_sealed = models.TextField("名称（加密）")
    identity_sealed = models.TextField("证件号码（加密）", blank=True)
    identity_index = models.CharField("证件号码索引", max_length=64, blank=True)
    phone_sealed = models.TextField("电话（加密）", blank=True)
    place_text = models.CharField("地点", max_length=200, blank=True)

    act_on = models.DateField("违法行为日期")
    found = models.CharField("违法情况", max_length=500)
    taught = models.CharField("教育内容", max_length=1000)
    to_correct = models.CharField("应当改正什么", max_length=500)
    correct_by = models.DateField("改正期限")
    commitment = models.CharField("承诺内容", max_length=1000)
    signed = models.BooleanField("当事人签字")
    revisit_on = models.DateField("回访日期")
    taught_at = models.DateTimeField("教育时间")
    taught_by = models.CharField("登记人", max_length=80)

    result = models.CharField("结果", max_length=10, choices=Kept.choices, blank=True)
    ended_at = models.DateTimeField("结果时间", null=True)
    led_case = models.ForeignKey(
        Case, models.RESTRICT, related_name="after_education", null=True, verbose_name="引出的案件"
    )
    led_lead = models.ForeignKey("leads.Lead", models.RESTRICT, related_name="+", null=True, verbose_name="引出的线索")

    class Meta:
        verbose_name = "教育承诺"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["district", "revisit_on"], name="education_district", condition=Q(result="")),
            models.Index(fields=["town", "revisit_on"], name="education_town", condition=Q(result="")),
            models.Index(fields=["team", "revisit_on"], name="education_team", condition=Q(result="")),
            models.Index(fields=["officer", "revisit_on"], name="education_officer", condition=Q(result="")),
            models.Index(fields=["identity_index", "matter"], name="education_party", condition=~Q(identity_index="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> str:
        """The name in clear, for those who work on it."""
        return unseal(self.name_sealed)

    @property
    def name_masked(self) -> str:
        """The name as a list shows it: of a natural person only the family name."""
        return mask_name(self.name) if self.natural else self.name


class EducationVisit(models.Model):
    """One revisit (回访): what was found, and, where nobody was found, when one goes again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    education = models.ForeignKey(Education, models.RESTRICT, related_name="visits")
    result = models.CharField("结果", max_length=10, choices=Kept.choices)
    found = models.CharField("回访情况", max_length=500)
    at = models.DateTimeField("回访时间")
    by = models.CharField("回访人", max_length=80)
    next_on = models.DateField("再次回访日期", null=True)

    class Meta:
        verbose_name = "教育回访"
        verbose_name_plural = verbose_name
