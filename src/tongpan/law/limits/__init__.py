"""
Time limits (期限): every statutory limit of the field as data, and one function that turns a row into a day.

`terms` says what a row is, `register` reads the rows from the `.toml` files beside it, `computation` picks the text
that binds and counts.
"""

from tongpan.law.limits.computation import compute_limit, find_provision, limit_if_any
from tongpan.law.limits.register import citations, rule, rules
from tongpan.law.limits.terms import (
    GRADE_LABELS,
    REGIME_AREAS,
    Effect,
    ExtensionRule,
    LimitRefused,
    LimitRule,
    Provision,
    Regime,
)

__all__ = [
    "GRADE_LABELS",
    "REGIME_AREAS",
    "Effect",
    "ExtensionRule",
    "LimitRefused",
    "LimitRule",
    "Provision",
    "Regime",
    "citations",
    "compute_limit",
    "find_provision",
    "limit_if_any",
    "rule",
    "rules",
]
