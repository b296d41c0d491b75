"""三项制度: what disclosure, recording and legal review ask of a decided case, and what was done (M184)."""

from django.db import models

from tongpan.cases.models.case import Case


class CaseSystems(models.Model):
    """One decided case as the three systems see it; it follows from the facts and is written with them."""

    case = models.OneToOneField(Case, models.RESTRICT, primary_key=True, related_name="systems")
    decided_on = models.DateField("决定日期")
    disclosure_due = models.BooleanField("应当公开", null=True)
    disclosed = models.BooleanField("已公开", default=False)
    review_due = models.BooleanField("应当法制审核", null=True)
    reviewed = models.BooleanField("已通过法制审核", default=False)
    phases = models.JSONField("经过的环节", default=list)

    class Meta:
        verbose_name = "三项制度落实情况"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["decided_on"], name="case_systems_decided")]
