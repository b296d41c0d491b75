"""Whom one asks outside, and what may be shown."""

from datetime import timedelta
from typing import Final

from django.db.models import TextChoices

MOST_DAYS: Final = 15
"""days a link may stay open"""
LINK_PURPOSE: Final = "consultation-link"
BY_LINK: Final = "consultation"
"""who the ledger names for what is done through a link"""
DAY: Final = timedelta(days=1)


class Adviser(TextChoices):
    """Who is asked (M163, M166)."""

    COUNSEL = "COUNSEL", "法律顾问、律师"
    COURT = "COURT", "法院人员"
    JUSTICE = "JUSTICE", "司法行政人员"
    EXPERT = "EXPERT", "专业技术专家"


class Share(TextChoices):
    """Parts of a file that may be shown."""

    FACTS = "FACTS", "认定的事实"
    PENALTY = "PENALTY", "拟处罚和法定幅度"
    PROOF = "PROOF", "事实—证据—法条对照"
    STATEMENTS = "STATEMENTS", "当事人的陈述申辩和复核意见"
