"""
期限: the limits that run in a case, as its facts stand; counted again with every step, notice and passing day.

Boards read these tables alone: `CaseLimit` bears the scope of the case and its field, `PersonLimit` stands there
once for each person who is named in the case. Every order in which they are paged has an index of its own, which also
holds what is filtered by, so that a page costs the same among a hundred cases and a hundred thousand.
"""

from typing import Final

from django.db import models
from django.db.models import Q

from tongpan.cases.models.case import Case
from tongpan.kernel.ids import uuid7

BY_KIND: Final = ("kind", "act_by", "id")
"""the order of a page, kind by kind"""
FILTERED: Final = ("rule", "domain", "awaiting_year")
"""
what the limits of one place are sifted by, within the index; behind it what tells whether a town chosen in a district,
or a team under its town's leader, is in reach
"""


class CaseLimit(models.Model):
    """
    One running limit.

    `act_by` of a right or a waiting period is never brought forward: the party may have been told. `counted_on` is the
    day as of which it was counted; `reminded` is the last of the three levels that was told of `act_by`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.RESTRICT, related_name="limits", db_index=False)
    rule = models.CharField("期限规则", max_length=16)
    party = models.CharField("当事人", max_length=12, blank=True)
    cause = models.CharField("案由", max_length=40, blank=True)
    ref = models.CharField("对象", max_length=40, blank=True)
    kind = models.CharField("性质", max_length=12, help_text="MUST_BY, RIGHT_UNTIL or NOT_BEFORE")
    act_by = models.DateField("以此日为准安排", null=True)
    due_on = models.DateField("届满日", null=True)
    awaiting_year = models.PositiveSmallIntegerField("待公布放假安排的年份", null=True)
    explanation = models.TextField("说明", blank=True)
    citation = models.CharField("依据", max_length=200, blank=True)
    threatens = models.CharField("届满后果", max_length=200, blank=True)
    district_id = models.UUIDField("县区")
    town_id = models.UUIDField("乡镇街道", null=True)
    body_id = models.UUIDField("机关")
    team_id = models.UUIDField("队伍", null=True)
    domain = models.CharField("领域", max_length=24, blank=True)
    counted_on = models.DateField("计算之日", null=True)
    reminded = models.PositiveSmallIntegerField("已提醒到", default=0)

    class Meta:
        verbose_name = "案件期限"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["case", "rule", "party", "cause", "ref"], name="case_limit_once")
        ]
        indexes = [
            models.Index(fields=["district_id", *BY_KIND, "rule", "awaiting_year"], name="case_limit_district"),
            models.Index(fields=["town_id", *BY_KIND, *FILTERED, "district_id"], name="case_limit_town"),
            models.Index(fields=["team_id", *BY_KIND, *FILTERED, "town_id"], name="case_limit_team"),
            models.Index(fields=["body_id", *BY_KIND, *FILTERED], name="case_limit_body"),
            models.Index(
                fields=["district_id", "rule", "act_by", "id", "kind", "domain", "awaiting_year"],
                name="case_limit_rule",
            ),
            models.Index(fields=["district_id", "domain", *BY_KIND, "rule", "awaiting_year"], name="case_limit_domain"),
            models.Index(
                fields=["district_id", "act_by", "id", "kind", "rule", "domain"],
                name="case_limit_waiting",
                condition=Q(awaiting_year__isnull=False),
            ),
            models.Index(fields=["awaiting_year"], name="case_limit_waits", condition=Q(awaiting_year__isnull=False)),
            models.Index(
                fields=["act_by", "id"], name="case_limit_remind", condition=Q(kind="MUST_BY", reminded__lt=3)
            ),
        ]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells the limits of one case apart."""
        return self.rule, self.party, self.cause, self.ref


class PersonLimit(models.Model):
    """
    A running limit on the board of one person who is named in its case.

    Who decides in a town is named in all its cases: put together when the board is opened, they would all be read for
    one page. So it is a copy, written by the step that writes the limit or names the person (`steps.limits`).
    """

    limit = models.ForeignKey(CaseLimit, models.CASCADE, related_name="own", db_index=False)
    officer_id = models.UUIDField("人员")
    kind = models.CharField("性质", max_length=12)
    act_by = models.DateField("以此日为准安排", null=True)
    rule = models.CharField("期限规则", max_length=16)
    domain = models.CharField("领域", max_length=24, blank=True)
    awaiting_year = models.PositiveSmallIntegerField("待公布放假安排的年份", null=True)

    class Meta:
        verbose_name = "本人的期限"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["limit", "officer_id"], name="own_limit_once")]
        indexes = [models.Index(fields=["officer_id", "kind", "act_by", "limit", *FILTERED], name="own_limit_order")]
