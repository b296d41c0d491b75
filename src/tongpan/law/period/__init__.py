"""
Periods (期间): how a span of time in a statute becomes a day.

`terms` names the parts, `reckoning` counts, `explanation` says in Chinese what was counted.
"""

from tongpan.law.period.explanation import chinese_day
from tongpan.law.period.reckoning import compute, shanghai_day, workday_limit
from tongpan.law.period.terms import (
    SHANGHAI,
    Authority,
    Exclusion,
    Extension,
    Ground,
    InvalidPeriod,
    Kind,
    Limit,
    Period,
    Start,
    Unit,
)

__all__ = [
    "SHANGHAI",
    "Authority",
    "Exclusion",
    "Extension",
    "Ground",
    "InvalidPeriod",
    "Kind",
    "Limit",
    "Period",
    "Start",
    "Unit",
    "chinese_day",
    "compute",
    "shanghai_day",
    "workday_limit",
]
