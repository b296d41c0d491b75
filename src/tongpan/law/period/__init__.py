"""
Periods (期间): how a span of time in a statute becomes a day.

`terms` names the parts, `reckoning` counts, `explanation` says in Chinese what was counted.
"""

from tongpan.law.period.reckoning import compute, workday_limit
from tongpan.law.period.terms import (
    SHANGHAI,
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
    "Exclusion",
    "Extension",
    "Ground",
    "InvalidPeriod",
    "Kind",
    "Limit",
    "Period",
    "Start",
    "Unit",
    "compute",
    "workday_limit",
]
